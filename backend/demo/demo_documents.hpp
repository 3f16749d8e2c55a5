// What the demo tells of its documents: marks of secrecy, who asked for one, and a new version, each through the same actions
// an officer uses.
#pragma once

#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/services.hpp"

namespace bygd {

class SetClock;

// Last of what happens in the cases: it begins where the clock stands.
void tell_documents(const Services&, SetClock&, const std::map<std::string, Actor>& people);

}  // namespace bygd
