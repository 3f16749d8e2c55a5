// A key with which another program acts as its owner under /api/v1. Its text is shown once; only the SHA-256 is kept.
// It ends on a day chosen at the start, when it is revoked, or when its owner's account or password is taken away.
#pragma once

#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"

namespace bygd {

struct ApiToken {
    Id<ApiToken> id;
    Id<User> user;
    std::string name;            // what it is for, in its owner's words
    Instant created_at;
    Instant expires_at;
    bool operator==(const ApiToken&) const = default;
};

struct MakeApiToken {
    std::string name;
    std::string token;           // 32 random bytes as random_token() writes them
    int days = 90;               // 1 to limits::api_token_days_most
    Id<User> owner = {};         // none: the actor; only the command line makes one for somebody else
};
// Problems on name, days and token.
Problems check_api_token(const MakeApiToken& command);

}  // namespace bygd
