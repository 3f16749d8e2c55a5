#include "http/session_store.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

Actor actor_of_row(const Row& row) {
    Actor actor{.id = row.id<User>("user_id"),
                .name = row.text("display_name"),
                .roles = {},
                .once = std::nullopt};
    for (const auto& name : split(row.text_or_empty("roles"), ',')) {
        if (const auto role = role_of(name)) actor.roles.insert(*role);
    }
    return actor;
}

}  // namespace

void insert_session(Transaction& tx, std::string_view token_hash, Id<User> user, std::string_view csrf, Instant now) {
    tx.execute("INSERT INTO session (token_hash, user_id, csrf, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?)",
               {token_hash, user, csrf, now, now});
}

std::optional<FoundSession> find_session(Transaction& tx, std::string_view token_hash) {
    return tx.one(
        "SELECT session.user_id, session.csrf, session.created_at, session.last_seen_at, session.ended_at,"
        " user_account.display_name, user_account.active,"
        " user_account.must_change_password,"
        " (SELECT GROUP_CONCAT(user_role.role) FROM user_role WHERE user_role.user_id = session.user_id) AS roles"
        " FROM session JOIN user_account ON user_account.id = session.user_id WHERE session.token_hash = ?",
        {token_hash}, [&](const Row& row) {
            FoundSession found;
            found.signed_in.actor = actor_of_row(row);
            found.signed_in.token_hash = token_hash;
            found.signed_in.csrf = row.text("csrf");
            found.signed_in.must_change_password = row.truth("must_change_password");
            found.times = {row.instant("created_at"), row.instant("last_seen_at"), row.maybe_instant("ended_at")};
            found.user_active = row.truth("active");
            return found;
        });
}

std::optional<SignedIn> find_bearer(Transaction& tx, std::string_view token_hash, Instant now) {
    return tx.one(
        "SELECT api_token.user_id, user_account.display_name,"
        " user_account.must_change_password,"
        " (SELECT GROUP_CONCAT(user_role.role) FROM user_role WHERE user_role.user_id = api_token.user_id) AS roles"
        " FROM api_token JOIN user_account ON user_account.id = api_token.user_id WHERE api_token.token_hash = ?"
        " AND api_token.revoked_at IS NULL AND api_token.expires_at > ? AND user_account.active",
        {token_hash, now}, [&](const Row& row) {
            SignedIn found;
            found.actor = actor_of_row(row);
            found.token_hash = token_hash;
            found.must_change_password = row.truth("must_change_password");
            return found;
        });
}

void touch_session(Transaction& tx, std::string_view token_hash, Instant last_seen, Instant now) {
    tx.execute("UPDATE session SET last_seen_at = ? WHERE token_hash = ? AND last_seen_at = ?",
               {now, token_hash, last_seen});
}

void end_session(Transaction& tx, std::string_view token_hash, Instant now) {
    tx.execute("UPDATE session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL", {now, token_hash});
}

std::int64_t end_sessions_of(Transaction& tx, Id<User> user, std::string_view but_token_hash, Instant now) {
    return tx.execute("UPDATE session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL AND token_hash <> ?",
                      {now, user, but_token_hash});
}

std::vector<OpenSession> open_sessions(Transaction& tx, Id<User> user, Instant now) {
    return tx.all("SELECT token_hash, created_at, last_seen_at FROM session WHERE user_id = ? AND ended_at IS NULL"
                  " AND created_at > ? AND last_seen_at > ? ORDER BY created_at DESC LIMIT 50",
                  {user, now - limits::session_absolute, now - limits::session_idle}, [](const Row& row) {
                      return OpenSession{row.text("token_hash"), row.instant("created_at"),
                                         row.instant("last_seen_at")};
                  });
}

std::optional<Instant> last_visit(Transaction& tx, Id<User> user, std::string_view but_token_hash) {
    return tx.one("SELECT last_seen_at FROM session WHERE user_id = ? AND token_hash <> ? ORDER BY last_seen_at DESC LIMIT 1",
                  {user, but_token_hash}, [](const Row& row) { return row.instant("last_seen_at"); });
}

std::int64_t sweep_sessions(Transaction& tx, Instant now) {
    return tx.execute("DELETE FROM session WHERE last_seen_at < ? LIMIT 1000", {now - std::chrono::hours(24 * 7)});
}

}  // namespace bygd
