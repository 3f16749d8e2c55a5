// Making and revoking one's own API tokens. Both are recorded; a person has at most limits::api_tokens in force.
#pragma once

#include <vector>

#include "database/pool.hpp"
#include "people/api_token.hpp"

namespace bygd {

// The token has its owner's rights. Throws invalid (its fields; api_token.too_many), not_found (for somebody else).
ApiToken make_api_token(Database& database, const Clock& clock, const Actor& actor, const MakeApiToken& command);
// Throws not_found for another person's, an unknown or a revoked one.
void revoke_api_token(Database& database, const Clock& clock, const Actor& actor, Id<ApiToken> token);

}  // namespace bygd
