// All SQL about sessions and bearer tokens. Tokens come in as SHA-256 alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "http/session.hpp"

namespace bygd {

void insert_session(Transaction& tx, std::string_view token_hash, Id<User> user, std::string_view csrf, Instant now);

struct FoundSession {
    SignedIn signed_in;
    SessionTimes times;
    bool user_active = false;
};
// Session, account and roles in one statement: this is on the road of every request.
std::optional<FoundSession> find_session(Transaction& tx, std::string_view token_hash);
// The same from a bearer token that is neither revoked nor expired and whose account is active.
std::optional<SignedIn> find_bearer(Transaction& tx, std::string_view token_hash, Instant now);

// Only the first of several simultaneous requests writes.
void touch_session(Transaction& tx, std::string_view token_hash, Instant last_seen, Instant now);
void end_session(Transaction& tx, std::string_view token_hash, Instant now);
// Ends every session of a person but the one named (none: all). Returns how many.
std::int64_t end_sessions_of(Transaction& tx, Id<User> user, std::string_view but_token_hash, Instant now);

struct OpenSession {
    std::string token_hash;
    Instant created_at, last_seen_at;
};
std::vector<OpenSession> open_sessions(Transaction& tx, Id<User> user, Instant now);   // newest first
// When a person was last here before this session. None: never, or too long ago for the row to be kept.
std::optional<Instant> last_visit(Transaction& tx, Id<User> user, std::string_view but_token_hash);
// Rows that nothing asks for any more: a week after the last sign of life.
std::int64_t sweep_sessions(Transaction& tx, Instant now);

}  // namespace bygd
