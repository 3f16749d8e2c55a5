// `check`: everything wrong with the files the house is made of, all of it at once and each with its file, where the server
// itself stops at the first room that cannot be made. Needs no database. Draws the workflows too.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/command_line.hpp"

namespace bygd {

// Definitions, move plans, forms, parameters, letter texts, words, templates, the region and whatever else is JSON in schemas/: each
// fault as one sentence that names its file. Empty: the server can start on them.
std::vector<std::string> faults_of_house(const std::filesystem::path& home);

int check_command(const std::filesystem::path& home, const CommandCall&, std::ostream& out);

}  // namespace bygd
