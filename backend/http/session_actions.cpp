#include "http/session_actions.hpp"

#include "base/hash.hpp"
#include "http/session_store.hpp"

namespace bygd {

std::string begin_session(Transaction& tx, Id<User> user, Instant now) {
    auto token = random_token();
    insert_session(tx, sha256_hex(token), user, random_token(), now);
    return token;
}

std::optional<SignedIn> session_of(Database& database, const Clock& clock, std::string_view cookie_token) {
    if (!token_shaped(cookie_token)) return std::nullopt;
    const auto now = clock.now();
    return database.look_up([&](Transaction& tx) -> std::optional<SignedIn> {
        auto found = find_session(tx, sha256_hex(cookie_token));
        if (!found || !found->user_active) return std::nullopt;
        found->signed_in.state = state_of(found->times, now);
        if (found->signed_in.state == SessionState::ended) return std::nullopt;
        if (found->signed_in.state == SessionState::live && worth_touching(found->times, now)) {
            touch_session(tx, found->signed_in.token_hash, found->times.last_seen_at, now);
        }
        return found->signed_in;
    });
}

std::optional<SignedIn> bearer_of(Database& database, const Clock& clock, std::string_view token) {
    if (!token_shaped(token)) return std::nullopt;
    return database.look_up([&](Transaction& tx) { return find_bearer(tx, sha256_hex(token), clock.now()); });
}

}  // namespace bygd
