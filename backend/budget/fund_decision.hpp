// A decision about the money of funds: who decided what on which day, by which reference. It is never changed; a correction is
// a new decision that names the one it corrects and says what stands after it. Pure values.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "budget/commitment.hpp"
#include "budget/fund.hpp"
#include "budget/part_budget.hpp"

namespace bygd {

enum class FundMatter { allocation, withdrawal, move, part_budget, authorisation };
std::string_view to_string(FundMatter);
std::optional<FundMatter> fund_matter_of(std::string_view);

struct FundDecision {
    Id<FundDecision> id;
    FundMatter matter = FundMatter::allocation;
    std::optional<Id<Fund>> fund, to_fund;       // of a move: from and to
    std::optional<Id<PartBudget>> part;
    std::optional<Id<Authorisation>> authorisation;
    Money amount;                                // what stands after it
    Date decided_on;
    std::string reference, text;                 // "RUN 2026/12 § 7", why
    std::optional<Id<FundDecision>> corrects;
    std::optional<Id<User>> actor;
    Instant made_at;
};

// As typed in a form or sent as JSON.
using FundFields = std::map<std::string, std::string, std::less<>>;
std::string fund_field(const FundFields&, std::string_view name);     // without spaces around; missing is empty

// Reads amount, decided_on (empty: today), reference and text into the decision, with the problems amount.*, date.*,
// fund.later_than_today, fund.before_year {day}, required and text.too_long. Money for a year is decided the year before at the
// earliest.
enum class FundAmount { above_zero, zero_too };
void read_fund_decision(const FundFields&, int year, Date today, FundAmount, FundDecision&, Problems&);

}  // namespace bygd
