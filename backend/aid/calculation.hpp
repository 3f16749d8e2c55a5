// What the law allows on an application: the largest amount, line by line, with every reason. Pure; the same calculation
// stands behind the proposal form, the guard and the letter. 2024:1243 10-22, 25 §§.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aid/form.hpp"
#include "aid/parameters.hpp"

namespace bygd {

struct AssessedLine {
    std::string line, description;
    Money amount;                              // the cost
    BasisPoints share;                         // highest share of it
    Money aid;                                 // amount x share, rounded down to the öre
    std::string paragraph;
};

struct Assessment {
    Money most;                                // the largest amount the law allows; 0 when not eligible
    std::vector<AssessedLine> lines;
    Problems problems;                         // what stands in the way, each with its paragraph as last value
};

// What is known beside the application.
struct AssessmentFacts {
    Date received;
    std::optional<int> next_outlet_metres;
    std::optional<Money> turnover;             // of groceries, latest accounts
    Money other_aid_this_year;                 // servicebidrag + driftstöd already granted for the same year
    int service_grant_years_before = 0;
    bool special_reasons = false;              // 21 § 2 st.: may waive distance and turnover
};

// Problems: aid.cost_below_half_base {half}, aid.too_near {km, least km}, aid.turnover_too_high {most},
// aid.started_before (25 §), aid.three_years, aid.nothing_left {cap}, aid.not_all_year.
Assessment assess(const SupportForm&, const Application&, const Parameters&, const AssessmentFacts&, Date day);

// What may be paid now when `approved_total` of costs are approved in all and `paid_before` is paid: the share of the
// accumulated costs, never more than granted, less what is paid (domain §2.4 G7, G8).
Money payable_now(BasisPoints share, Money approved_total, Money granted, Money paid_before);

}  // namespace bygd
