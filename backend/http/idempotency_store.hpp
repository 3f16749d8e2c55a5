// All SQL about the answers to commands done once (table once_key). The row itself is inserted by Database in the
// transaction of the effect, so a row means: it happened.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct OnceAnswer {
    std::string fingerprint;
    std::optional<int> status;     // none: it happened, but the answer is not kept (yet)
    std::string location;
    std::string body;
};

std::optional<OnceAnswer> find_answer(Transaction& tx, Id<User> actor, std::string_view key);
// Fills in the answer when the command had an effect (its row is there) and has none yet; else does nothing.
void keep_answer(Transaction& tx, Id<User> actor, std::string_view key, const OnceAnswer& answer);

}  // namespace bygd
