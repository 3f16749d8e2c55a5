// All SQL that counts attempts to sign in. A bucket is one account seen from one address, so whoever guesses at an
// account from elsewhere never locks its owner out.
#pragma once

#include <optional>
#include <string_view>

#include "base/date_time.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Takes one of limits::sign_in_failures attempts. Returns the instant of the last one when there are none left: then
// wait limits::sign_in_wait from it. Counts before the password is looked at, so that two hundred guesses sent at the
// same time get five answers.
std::optional<Instant> take_attempt(Transaction& tx, std::string_view bucket, Instant now);
void clear_attempts(Transaction& tx, std::string_view bucket);       // signed in
std::int64_t sweep_attempts(Transaction& tx, Instant now);           // those that no longer hold anybody back

}  // namespace bygd
