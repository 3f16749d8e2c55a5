// All SQL about the secret addresses of calendars.
#pragma once

#include <optional>
#include <string_view>

#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

void put_calendar_feed(Transaction&, Id<User>, std::string_view token_hash, Instant now);  // in place of the one before
void drop_calendar_feed(Transaction&, Id<User>);
std::optional<Instant> calendar_feed_made(Transaction&, Id<User>);
std::optional<Id<User>> calendar_owner(Transaction&, std::string_view token_hash);

}  // namespace bygd
