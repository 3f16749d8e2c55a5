// When what is granted is to be paid, and the authorisation (bemyndigande) of a source of money to commit what falls due after
// a year (domain §8). Pure values. A plan sums to what the decision grants; payments eat it from its first year, what is never
// to be paid (a release) from its last.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct DueAmount {
    int year = 0;
    Money amount;                        // more than zero
    bool operator==(const DueAmount&) const = default;
};
using PaymentPlan = std::vector<DueAmount>;   // by year, each once

inline constexpr int plan_rows = 6;           // that a person may type
inline constexpr int plan_years_ahead = 10;

Money sum_of(const PaymentPlan&);
// What is left to pay of `granted`, by the year it falls due. A plan of less than is granted has the rest in its last year; no
// plan at all is `fallback`.
PaymentPlan left_of(const PaymentPlan&, Money granted, Money paid, Money released, int fallback);
// The plan of a later decision that grants another sum: more goes to the last year, less is taken from it.
PaymentPlan fitted(PaymentPlan, Money amount, int fallback);
Money due_after(const PaymentPlan&, int year);
Money due_until(const PaymentPlan&, int year);

// "2026=100000.00;2027=50000.00", as a proposal keeps it.
std::string plan_text(const PaymentPlan&);
PaymentPlan plan_of_text(const std::string&);

// Reads plan_1_year, plan_1_amount and so on; rows left empty are passed over, and none at all is `otherwise`. Adds the problems
// number.range (`first` to ten years on), amount.*, plan.year_twice, and on plan_1_amount plan.sum {sum, amount}.
PaymentPlan read_plan(const std::map<std::string, std::string, std::less<>>& typed, Money amount, int first, PaymentPlan otherwise,
                      Problems&);

// The ceiling of a source for the commitments outstanding at the end of a year, and what of it is taken.
struct Authorisation {
    Id<Authorisation> id;
    std::string source;                  // one of fund_sources
    int year = 0;
    Money ceiling, committed;
    Money left() const { return ceiling - committed; }   // below zero: the ceiling was lowered, or came later
};

// What is outstanding on a day, of one source.
struct MaturingYear {
    int year = 0;
    std::int64_t cases = 0;
    Money amount;
};
struct Commitments {
    Date day;
    std::vector<MaturingYear> years;
    Money total() const;
    Money after(int year) const;
    // What is counted against the authorisation of the year of the day: all that is planned for later years, and on the last day
    // of the year all that is unpaid, for it can only be paid later.
    Money counted() const;
};

}  // namespace bygd
