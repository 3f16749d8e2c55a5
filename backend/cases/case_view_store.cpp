#include "cases/case_view_store.hpp"

namespace bygd {

std::vector<SavedView> views_of(Transaction& tx, Id<User> user) {
    return tx.all("SELECT v.id, v.owner_id, u.display_name, v.name, v.query, v.shared FROM case_view v"
                  " JOIN user_account u ON u.id = v.owner_id WHERE v.owner_id = ? OR v.shared ORDER BY v.name, v.id", {user},
                  [](const Row& row) {
        return SavedView{row.id<SavedView>("id"), row.id<User>("owner_id"), row.text("display_name"), row.text("name"),
                         row.text("query"), row.integer("shared") != 0};
    });
}

void put_view(Transaction& tx, const SavedView& view, Instant now) {
    tx.execute("INSERT INTO case_view (owner_id, name, query, shared, made_at) VALUES (?, ?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE query = VALUES(query), shared = VALUES(shared), made_at = VALUES(made_at)",
               {view.owner, view.name, view.query, view.shared, now});
}

bool delete_view(Transaction& tx, Id<SavedView> id, Id<User> owner) {
    return tx.execute("DELETE FROM case_view WHERE id = ? AND owner_id = ?", {id, owner}) == 1;
}

std::int64_t count_views(Transaction& tx, Id<User> owner) {
    return tx.number("SELECT COUNT(*) FROM case_view WHERE owner_id = ?", {owner});
}

}  // namespace bygd
