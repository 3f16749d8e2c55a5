// What the register of the demo holds beside its stories: a pair of doubles, opening hours and positions.
#pragma once

#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/services.hpp"

namespace bygd {

void tell_register(const Services&, const std::map<std::string, Actor>& people);

}  // namespace bygd
