#include "cases/presence_store.hpp"

namespace bygd {

void note_presence(Transaction& tx, Id<Case> subject, Id<User> user, bool writing, Instant now) {
    tx.execute("INSERT INTO case_presence (case_id, user_id, writing, seen_at) VALUES (?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE writing = VALUES(writing), seen_at = VALUES(seen_at)",
               {subject, user, writing, now});
}

std::vector<Onlooker> others_at(Transaction& tx, Id<Case> subject, Id<User> but, Instant since) {
    return tx.all("SELECT u.display_name, p.writing FROM case_presence p JOIN user_account u ON u.id = p.user_id"
                  " WHERE p.case_id = ? AND p.user_id <> ? AND p.seen_at > ? ORDER BY u.display_name",
                  {subject, but, since}, [](const Row& row) { return Onlooker{row.text("display_name"), row.truth("writing")}; });
}

std::int64_t sweep_presence(Transaction& tx, Instant before) {
    return tx.execute("DELETE FROM case_presence WHERE seen_at < ? LIMIT 1000", {before});
}

}  // namespace bygd
