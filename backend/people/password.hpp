// Passwords: argon2id by libsodium (64 MiB and about 0.1 s each), so only limits::password_hashes_at_once are worked on
// at a time and a bounded queue waits; whoever finds the queue full is asked to come back. Never logs or keeps a
// password.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bygd {

// The encoded hash, salt and cost included. Throws Error unavailable (sign_in.busy) when too many are waiting.
std::string hash_password(std::string_view password);

// Whether the password is right. Takes as long when there is no such user (`hash` is none) as when there is, so that
// the time tells nobody which accounts exist. Throws Error unavailable (sign_in.busy).
bool password_matches(const std::optional<std::string>& hash, std::string_view password);

// Made with another cost than today's: hash again while the right password is at hand.
bool needs_rehash(const std::string& hash);

// What is wrong with a password somebody chose: too short (limits::password_least characters) or too long, holds the
// username, or is one of the guessed-first kind (few different characters, a run, a well-known word with digits).
Problems check_new_password(std::string_view password, std::string_view username, std::string_view field);

// A password for somebody else to begin with: 16 characters without look-alikes in groups of four: 79 bits.
std::string temporary_password();

}  // namespace bygd
