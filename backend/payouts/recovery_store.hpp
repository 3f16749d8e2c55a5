// All SQL about what lowers a debt of recovery. Rows are appended, never changed.
#pragma once

#include <vector>

#include "database/transaction.hpp"
#include "payouts/instalment.hpp"
#include "payouts/recovery.hpp"

namespace bygd {

void insert_recovery_entry(Transaction&, Id<Proceeding>, const RecoveryEntry&, Id<User> by, Instant now);
std::vector<RecoveryEntry> recovery_entries(Transaction&, Id<Proceeding>);    // by day

void insert_instalments(Transaction&, Id<Proceeding>, const std::vector<Instalment>&, Id<User> by, Instant now);
// The newest; none when none was made or the newest has no instalments.
std::optional<InstalmentPlan> instalment_plan_of(Transaction&, Id<Proceeding>);

// A debt in the list of debts.
struct DebtLine {
    Id<Proceeding> recovery;
    Id<Case> subject;
    int sequence = 0;                    // of the recovery in its case
    int case_version = 0;
    std::string state, diary_number, organisation;
};
// Newest first, those before an id if one is given; `states` of the recovery: "debt", "handed_over" ...
std::vector<DebtLine> list_debts(Transaction&, const std::vector<std::string>& states, std::int64_t before, std::size_t most);
std::optional<DebtLine> find_debt(Transaction&, Id<Proceeding>);

}  // namespace bygd
