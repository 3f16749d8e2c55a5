// Reads the kinds of conditions, their standard texts and their rules for the last day from schemas/letters/conditions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "decisions/condition.hpp"

namespace bygd {

// Adds every fault, with the name of the file, to `faults`.
ConditionKinds read_condition_kinds(const std::filesystem::path& file, std::vector<std::string>& faults);

}  // namespace bygd
