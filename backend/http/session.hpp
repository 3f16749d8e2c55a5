// What a browser's session is and how long it lasts. The cookie holds 32 random bytes; only their SHA-256 is kept, so a
// copy of the table signs nobody in. Pure: session_store keeps them, session_actions begins and ends them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"

namespace bygd {

inline constexpr std::string_view session_cookie = "bygdestod";   // over https the server puts __Host- before it

struct SessionTimes {
    Instant created_at;
    Instant last_seen_at;
    std::optional<Instant> ended_at;
};

// ended: signed out, or the account was closed: nothing is given back. timed_out: idle or absolute limit; the person
// may sign in again and find what was typed.
enum class SessionState { live, timed_out, ended };
SessionState state_of(const SessionTimes& times, Instant now);

// Written at most once a minute (limits::session_touch), or every page view would be a write.
bool worth_touching(const SessionTimes& times, Instant now);

// Who is behind a cookie or a bearer token.
struct SignedIn {
    Actor actor;
    std::string token_hash;
    std::string csrf;                     // empty for a bearer token, which no browser sends by itself
    SessionState state = SessionState::live;
    bool must_change_password = false;    // nothing but the page for that is open
};

// Whether a text may be a token of ours at all: 43 characters of URL-safe base64. Anything else is not even looked up.
bool token_shaped(std::string_view text);

// Where to go after sign-in: `typed` when it is a path of this house ("/cases?stage=open"), else "/". Never another
// origin, whatever a browser makes of slashes, backslashes, control characters or encodings, and never sign-out.
std::string safe_next(std::string_view typed);

}  // namespace bygd
