// What a programme manager does with funds: makes one with its first allocation, adds money to it, takes money back, moves
// money between funds, and corrects such a decision; decides on part budgets and authorisations. Each is one transaction with
// its decision and its ledger rows, which keep who did it, when and why; nothing here changes a balance in any other way. The
// movements of a case (reservation, grant, payment) belong to the rooms above.
#pragma once

#include "base/services.hpp"
#include "budget/fund_decision.hpp"

namespace bygd {

// Reads code, name, year, source, reuse_released ("1" or ""), amount, booked_on (empty: today) and text (the decision
// it rests on). Throws Error not_found or forbidden for others than managers, and invalid with every problem on its
// field: those of check_fund, fund.code_taken, amount.*, amount.zero, date.*, and those of move_funds.
Fund add_fund(const Services&, const Actor&, const FundFields&);

// Reads movement ("allocation" or "withdrawal"), amount, booked_on, reference (may be left out) and text. Problems: choice.unknown, amount.*,
// amount.zero, date.*, fund.later_than_today, fund.before_year {day}, required and text.too_long on text, and
// fund.not_enough {left, wanted} on amount when more is withdrawn than is free.
FundBalance move_funds(const Services&, const Actor&, Id<Fund>, const FundFields&);

// From one fund to another, as one decision with two entries that name each other. Reads to (code or id of the fund), amount,
// decided_on (empty: today), reference and text. Problems: those of read_fund_decision, on to required, fund.unknown and
// fund.same_fund, on amount fund.not_enough {left, wanted} and fund.closed {code, year}.
FundDecision move_between_funds(const Services&, const Actor&, Id<Fund> from, const FundFields&);

// What was decided wrongly: reads amount (what is right, 0 takes it back whole), decided_on, reference and text (required). The
// difference is booked in new entries that name the wrong ones. Problems as above, and amount=fund_decision.same_amount. Throws
// conflict fund_decision.corrected when it is corrected already: then the correction is what may be corrected.
FundDecision correct_fund_decision(const Services&, const Actor&, Id<FundDecision>, const FundFields&);

// The ceiling of a part of a fund. Reads form and municipality (one of them at least), amount, decided_on, reference, text.
// Problems: form=part.of_nothing, choice.unknown, amount=part.over_fund {allocated}, amount=part.below_taken {taken},
// amount=fund.closed.
PartBudget decide_part_budget(const Services&, const Actor&, Id<Fund>, const FundFields&);

// The most that may be outstanding of a source at the end of a year. Reads source, year, amount, decided_on, reference, text.
// Problems: choice.unknown, number.range, and decided_on=authorisation.older {day} before the last decision on it. A ceiling
// below what is committed is a fact too: it is kept, and every new commitment refused.
Authorisation decide_authorisation(const Services&, const Actor&, const FundFields&);

}  // namespace bygd
