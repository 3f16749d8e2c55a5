// The catalogues of both languages. Swedish is the language of the house; every key is in both, or the server refuses
// to start and names those that are not.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/words.hpp"

namespace bygd {

struct Languages {
    Words sv, en;

    const Words& of(std::string_view language) const { return language == "en" ? en : sv; }   // unknown: Swedish
    // Reads words.sv.json and words.en.json in `folder` (backend/web). Throws std::runtime_error.
    static Languages load(const std::filesystem::path& folder);
};

// "key: only in sv" for each key, and "key: {0} differs" where the placeholders are not the same. Empty when all is
// well.
std::vector<std::string> differences(const Languages&);

}  // namespace bygd
