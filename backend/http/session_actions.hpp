// Beginning, recognising and ending sessions. A token is new at each sign-in (a planted one is never taken over) and
// leaves this room only in a cookie.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "database/pool.hpp"
#include "http/session.hpp"

namespace bygd {

// Begins a session in the transaction of the sign-in. Returns the token for the cookie.
std::string begin_session(Transaction& tx, Id<User> user, Instant now);

// Who a cookie stands for: live or timed out (state tells), none when it is unknown, signed out or the account is
// closed. One statement, and at most once a minute a second that notes when the session was last seen.
std::optional<SignedIn> session_of(Database& database, const Clock& clock, std::string_view cookie_token);

// Who a bearer token stands for; none when unknown, revoked, expired, or the account is closed.
std::optional<SignedIn> bearer_of(Database& database, const Clock& clock, std::string_view token);

}  // namespace bygd
