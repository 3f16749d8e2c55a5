// Saying how it went with a condition: met, breached, waived, or open again. One transaction with the row, the diary event
// and the tasks that follow.
#pragma once

#include <optional>
#include <string>

#include "base/services.hpp"
#include "database/transaction.hpp"
#include "decisions/condition_store.hpp"

namespace bygd {

struct SettleCondition {
    Id<Condition> condition;
    int version = 0;                     // of the condition when the person read it
    std::string status, note;
    std::optional<Id<Document>> document;   // one that is in the case already
    std::string file_name, file_bytes;      // or a new one; an empty name is none
};
// Throws not_found, forbidden case.officers_only, conflict condition.changed, and invalid with all that is wrong (conflict.*,
// check_settling, condition.archived, condition.document, and of the file on `file`).
ConditionLine settle_condition(const Services&, const Actor&, const SettleCondition&);

bool may_settle(const Actor&);

}  // namespace bygd
