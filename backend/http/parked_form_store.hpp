// All SQL about parked forms. The token comes in as its SHA-256.
#pragma once

#include <optional>
#include <string_view>

#include "database/transaction.hpp"
#include "http/parked_form.hpp"

namespace bygd {

struct User;

// Keeps it, and of this person's at most limits::parked_forms: the oldest go.
void insert_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user, const ParkedForm& form);
// None for another person's, an unknown one, or one older than limits::parked_form.
std::optional<ParkedForm> find_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user, Instant now);
void delete_parked_form(Transaction& tx, std::string_view token_hash, Id<User> user);
std::int64_t sweep_parked_forms(Transaction& tx, Instant now);   // those older than limits::parked_form

}  // namespace bygd
