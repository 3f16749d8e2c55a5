// All SQL about what lowers a debt of recovery. Rows are appended, never changed.
#pragma once

#include <vector>

#include "database/transaction.hpp"
#include "payouts/recovery.hpp"

namespace bygd {

void insert_recovery_entry(Transaction&, Id<Proceeding>, const RecoveryEntry&, Id<User> by, Instant now);
std::vector<RecoveryEntry> recovery_entries(Transaction&, Id<Proceeding>);    // by day

}  // namespace bygd
