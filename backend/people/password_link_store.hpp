// All SQL about links to a new password. Only the hash of a link is kept.
#pragma once

#include <optional>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Throws DuplicateKey for a token that is known.
void insert_password_link(Transaction&, std::string_view token_hash, Id<User> user, Id<User> by, Instant now, Instant expires);
// Whose link it is, if it is neither used nor old.
std::optional<Id<User>> password_link_of(Transaction&, std::string_view token_hash, Instant now);
bool use_password_link(Transaction&, std::string_view token_hash, Instant now);   // false: somebody was first, or it is old
void end_password_links_of(Transaction&, Id<User>, Instant now);
void sweep_password_links(Transaction&, Instant now);                             // those that are old

}  // namespace bygd
