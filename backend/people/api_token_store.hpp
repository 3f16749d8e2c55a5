// All SQL about API tokens but the look-up of every request, which http/session_store does.
#pragma once

#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "people/api_token.hpp"

namespace bygd {

Id<ApiToken> insert_token(Transaction& tx, const ApiToken& token, std::string_view token_hash);   // throws DuplicateKey
std::vector<ApiToken> tokens_of(Transaction& tx, Id<User> user, Instant now);       // in force, newest first
bool revoke_token(Transaction& tx, Id<ApiToken> token, Id<User> owner, Instant now);               // false: not theirs
void revoke_tokens_of(Transaction& tx, Id<User> user, Instant now);

}  // namespace bygd
