// All SQL about drafts.
#pragma once

#include <optional>
#include <string_view>

#include "database/transaction.hpp"
#include "http/draft.hpp"

namespace bygd {

struct User;

// In place of the one before. Of this person's at most limits::drafts are kept: the oldest go.
void save_draft(Transaction& tx, Id<User> user, const Draft& draft);
std::optional<Draft> find_draft(Transaction& tx, Id<User> user, std::string_view key);
void delete_draft(Transaction& tx, Id<User> user, std::string_view key);
std::int64_t sweep_drafts(Transaction& tx, Instant now);   // those older than limits::draft_kept

}  // namespace bygd
