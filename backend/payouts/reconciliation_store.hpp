// All SQL about what ledger, bank and accounts say of payments.
#pragma once

#include <vector>

#include "database/transaction.hpp"
#include "payouts/reconciliation.hpp"

namespace bygd {

// Of each side at most so many, of days from `from` through `to`. The bank may tell of one payment in several files: the first counts.
std::vector<MoneyTrace> money_traces(Transaction&, Date from, Date to, std::size_t most_of_a_side);

}  // namespace bygd
