#include "cases/calendar_store.hpp"

namespace bygd {

void put_calendar_feed(Transaction& tx, Id<User> user, std::string_view token_hash, Instant now) {
    drop_calendar_feed(tx, user);
    tx.execute("INSERT INTO calendar_feed (user_id, token_hash, made_at) VALUES (?, ?, ?)", {user, token_hash, now});
}

void drop_calendar_feed(Transaction& tx, Id<User> user) {
    tx.execute("DELETE FROM calendar_feed WHERE user_id = ?", {user});
}

std::optional<Instant> calendar_feed_made(Transaction& tx, Id<User> user) {
    return tx.one("SELECT made_at FROM calendar_feed WHERE user_id = ?", {user},
                  [](const Row& row) { return row.instant("made_at"); });
}

std::optional<Id<User>> calendar_owner(Transaction& tx, std::string_view token_hash) {
    return tx.one("SELECT user_id FROM calendar_feed WHERE token_hash = ?", {token_hash},
                  [](const Row& row) { return row.id<User>("user_id"); });
}

}  // namespace bygd
