// Problems as a column of a table holds them: [[field, code, values], ...] in JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bygd {

std::string problem_text(const Problems&);
Problems problems_of_text(std::string_view);      // what problem_text wrote; throws nlohmann's exceptions for anything else

}  // namespace bygd
