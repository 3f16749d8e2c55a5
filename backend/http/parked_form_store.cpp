#include "http/parked_form_store.hpp"

#include "base/limits.hpp"

namespace bygd {

void insert_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user, const ParkedForm& form) {
    tx.execute("INSERT INTO parked_form (token_hash, user_id, path, fields, parked_at) VALUES (?, ?, ?, ?, ?)",
               {token_hash, user, form.path, to_json(form.fields), form.parked_at});
    const auto others = tx.all("SELECT token_hash FROM parked_form WHERE user_id = ?"
                               " ORDER BY parked_at DESC, token_hash",
                               {user}, [](const Row& row) { return row.text("token_hash"); });
    for (std::size_t i = limits::parked_forms; i < others.size(); ++i) delete_parked_form(tx, others[i], user);
}

std::optional<ParkedForm> find_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user, Instant now) {
    return tx.one("SELECT path, fields, parked_at FROM parked_form"
                  " WHERE token_hash = ? AND user_id = ? AND parked_at > ?",
                  {token_hash, user, now - limits::parked_form}, [](const Row& row) {
                      return ParkedForm{row.text("path"), form_fields_of(row.text("fields")),
                                        row.instant("parked_at")};
                  });
}

void delete_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user) {
    tx.execute("DELETE FROM parked_form WHERE token_hash = ? AND user_id = ?", {token_hash, user});
}

std::int64_t sweep_parked_forms(Transaction& tx, Instant now) {
    return tx.execute("DELETE FROM parked_form WHERE parked_at <= ?", {now - limits::parked_form});
}

}  // namespace bygd
