#include "http/draft_store.hpp"

#include "base/limits.hpp"
#include "http/parked_form.hpp"

namespace bygd {

void save_draft(Transaction& tx, Id<User> user, const Draft& draft) {
    tx.execute("INSERT INTO form_draft (user_id, draft_key, fields, saved_at) VALUES (?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE fields = VALUES(fields), saved_at = VALUES(saved_at)",
               {user, draft.key, to_json(draft.fields), draft.saved_at});
    const auto keys = tx.all("SELECT draft_key FROM form_draft WHERE user_id = ? ORDER BY saved_at DESC, draft_key", {user},
                             [](const Row& row) { return row.text("draft_key"); });
    for (std::size_t i = limits::drafts; i < keys.size(); ++i) delete_draft(tx, user, keys[i]);
}

std::optional<Draft> find_draft(Transaction& tx, Id<User> user, std::string_view key) {
    return tx.one("SELECT draft_key, fields, saved_at FROM form_draft WHERE user_id = ? AND draft_key = ?", {user, key},
                  [](const Row& row) {
                      return Draft{row.text("draft_key"), form_fields_of(row.text("fields")), row.instant("saved_at")};
                  });
}

void delete_draft(Transaction& tx, Id<User> user, std::string_view key) {
    tx.execute("DELETE FROM form_draft WHERE user_id = ? AND draft_key = ?", {user, key});
}

std::int64_t sweep_drafts(Transaction& tx, Instant now) {
    return tx.execute("DELETE FROM form_draft WHERE saved_at < ? LIMIT 1000", {now - limits::draft_kept});
}

}  // namespace bygd
