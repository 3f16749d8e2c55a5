// What a programme manager does with funds: makes one with its first allocation, adds money to it and takes money back.
// Each is one transaction with its ledger row, which keeps who did it, when and why; nothing here changes a balance in
// any other way. The movements of a case (reservation, grant, payment) belong to the rooms above.
#pragma once

#include <map>
#include <string>

#include "base/services.hpp"
#include "budget/fund.hpp"

namespace bygd {

// As typed in a form or sent as JSON.
using FundFields = std::map<std::string, std::string, std::less<>>;

// Reads code, name, year, source, reuse_released ("1" or ""), amount, booked_on (empty: today) and text (the decision
// it rests on). Throws Error not_found or forbidden for others than managers, and invalid with every problem on its
// field: those of check_fund, fund.code_taken, amount.*, amount.zero, date.*, and those of move_funds.
Fund add_fund(const Services&, const Actor&, const FundFields&);

// Reads movement ("allocation" or "withdrawal"), amount, booked_on and text. Problems: choice.unknown, amount.*,
// amount.zero, date.*, fund.later_than_today, fund.before_year {day}, required and text.too_long on text, and
// fund.not_enough {left, wanted} on amount when more is withdrawn than is free.
FundBalance move_funds(const Services&, const Actor&, Id<Fund>, const FundFields&);

}  // namespace bygd
