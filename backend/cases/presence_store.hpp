// All SQL about who has a case before them.
#pragma once

#include <string>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct Onlooker {
    std::string name;
    bool writing = false;
};
void note_presence(Transaction&, Id<Case>, Id<User>, bool writing, Instant now);
// Others than this person, heard of since then, by name.
std::vector<Onlooker> others_at(Transaction&, Id<Case>, Id<User> but, Instant since);
std::int64_t sweep_presence(Transaction&, Instant before);

}  // namespace bygd
