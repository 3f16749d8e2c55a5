#include "people/password_link_store.hpp"

namespace bygd {

void insert_password_link(Transaction& tx, std::string_view token_hash, Id<User> user, Id<User> by, Instant now, Instant expires) {
    tx.execute("INSERT INTO password_link (token_hash, user_id, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
               {token_hash, user, by, now, expires});
}

std::optional<Id<User>> password_link_of(Transaction& tx, std::string_view token_hash, Instant now) {
    return tx.one("SELECT user_id FROM password_link WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
                  {token_hash, now}, [](const Row& row) { return row.id<User>("user_id"); });
}

bool use_password_link(Transaction& tx, std::string_view token_hash, Instant now) {
    return tx.execute("UPDATE password_link SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
                      {now, token_hash, now}) == 1;
}

void end_password_links_of(Transaction& tx, Id<User> user, Instant now) {
    tx.execute("UPDATE password_link SET used_at = ? WHERE user_id = ? AND used_at IS NULL", {now, user});
}

void sweep_password_links(Transaction& tx, Instant now) {
    tx.execute("DELETE FROM password_link WHERE expires_at < ?", {now});
}

}  // namespace bygd
