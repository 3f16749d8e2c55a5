// Keeping and dropping what a person is typing. It is theirs alone, changes nothing of the house, and leaves no event.
#pragma once

#include <string_view>

#include "base/actor.hpp"
#include "database/pool.hpp"
#include "http/draft.hpp"

namespace bygd {

// Without fields worth keeping the draft goes. Throws Error bad_request draft.key, draft.too_large.
void keep_draft(Database&, const Clock&, const Actor&, std::string_view key, const FormPairs& fields);
// When it has been sent, or is not wanted. Never throws for one that is not there.
void drop_draft(Database&, const Actor&, std::string_view key);

}  // namespace bygd
