#include "cases/case_view_store.hpp"

#include "base/error.hpp"

namespace bygd {

namespace {

constexpr std::string_view select_view =
    "SELECT v.id, v.owner_id, u.display_name, v.name, v.query, v.shared, v.opens_list FROM case_view v"
    " JOIN user_account u ON u.id = v.owner_id WHERE ";

SavedView to_view(const Row& row) {
    return {row.id<SavedView>("id"), row.id<User>("owner_id"), row.text("display_name"), row.text("name"), row.text("query"),
            row.truth("shared"), row.truth("opens_list")};
}

}  // namespace

std::vector<SavedView> views_of(Transaction& tx, Id<User> user) {
    return tx.all(std::string(select_view) + "v.owner_id = ? OR v.shared ORDER BY v.name, v.id", {user}, to_view);
}

std::optional<SavedView> opening_view(Transaction& tx, Id<User> owner) {
    return tx.one(std::string(select_view) + "v.owner_id = ? AND v.opens_list", {owner}, to_view);
}

void put_view(Transaction& tx, const SavedView& view, Instant now) {
    tx.execute("INSERT INTO case_view (owner_id, name, query, shared, made_at) VALUES (?, ?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE query = VALUES(query), shared = VALUES(shared), made_at = VALUES(made_at)",
               {view.owner, view.name, view.query, view.shared, now});
}

bool save_view(Transaction& tx, const SavedView& view) {
    if (!tx.one("SELECT id FROM case_view WHERE id = ? AND owner_id = ? FOR UPDATE", {view.id, view.owner},
                [](const Row& row) { return row.integer("id"); })) {
        return false;
    }
    if (view.opens_list) tx.execute("UPDATE case_view SET opens_list = FALSE WHERE owner_id = ? AND opens_list", {view.owner});
    try {
        tx.execute("UPDATE case_view SET name = ?, shared = ?, opens_list = ? WHERE id = ?",
                   {view.name, view.shared, view.opens_list, view.id});
    } catch (const DuplicateKey&) {
        throw Error(ErrorKind::invalid, {{"view_name", "view.name_taken"}});
    }
    return true;
}

bool delete_view(Transaction& tx, Id<SavedView> id, Id<User> owner) {
    return tx.execute("DELETE FROM case_view WHERE id = ? AND owner_id = ?", {id, owner}) == 1;
}

std::int64_t count_views(Transaction& tx, Id<User> owner) {
    return tx.number("SELECT COUNT(*) FROM case_view WHERE owner_id = ?", {owner});
}

}  // namespace bygd
