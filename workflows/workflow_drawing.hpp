// A drawing of a workflow in the language of graphviz, made to be read on one sheet of A4: states coloured by their stage,
// one arrow between two states whatever the number of ways, and what is done without leaving the state listed in it. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "workflows/workflow.hpp"

namespace bygd {

// `stages`: what each stage is called in that language, for the key of the colours.
std::string dot_of(const Workflow&, std::string_view language, const std::map<std::string, std::string>& stages);

}  // namespace bygd
