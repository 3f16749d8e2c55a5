#include "cases/handover_store.hpp"

namespace bygd {

InHand in_hand(Transaction& tx, Id<User> user, Date today) {
    InHand held;
    held.open_cases = tx.number("SELECT COUNT(*) FROM aid_case WHERE officer_id = ? AND stage = 'open'", {user});
    held.decided_cases = tx.number("SELECT COUNT(*) FROM aid_case WHERE officer_id = ? AND stage = 'decided'", {user});
    held.tasks = tx.number("SELECT COUNT(*) FROM task WHERE user_id = ? AND state = 'open'", {user});
    held.shared_views = tx.number("SELECT COUNT(*) FROM case_view WHERE owner_id = ? AND shared", {user});
    held.mandates = tx.number("SELECT COUNT(*) FROM delegation WHERE person_id = ? AND (valid_to IS NULL OR valid_to >= ?)",
                              {user, today});
    held.absences = tx.number("SELECT COUNT(*) FROM absence WHERE (person_id = ? OR deputy_id = ?) AND to_on >= ?",
                              {user, user, today});
    return held;
}

std::vector<CaseInHand> cases_in_hand(Transaction& tx, Id<User> user) {
    return tx.all("SELECT diary_number, version FROM aid_case WHERE officer_id = ? AND stage IN ('open', 'decided') ORDER BY id",
                  {user}, [](const Row& row) {
                      return CaseInHand{row.text("diary_number"), static_cast<int>(row.integer("version"))};
                  });
}

void give_tasks(Transaction& tx, Id<User> from, std::optional<Id<User>> to) {
    tx.execute("UPDATE task SET user_id = ?, version = version + 1 WHERE user_id = ? AND state = 'open'", {to, from});
}

void give_shared_views(Transaction& tx, Id<User> from, Id<User> to) {
    tx.execute("UPDATE IGNORE case_view SET owner_id = ?, opens_list = FALSE WHERE owner_id = ? AND shared", {to, from});
}

}  // namespace bygd
