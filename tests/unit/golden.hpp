// Holds a text against the file of that name in tests/golden. GOLDEN_UPDATE=1 rewrites the file instead, so that a
// changed rule shows as a changed file in the commit.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace bygd {

// Of the project, or of wherever an absolute path leads.
inline std::string file_text(const std::string& path) {
    std::ifstream file(std::filesystem::path(BYGD_SOURCE_DIR) / path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return file ? text.str() : "cannot read " + path;
}

inline void expect_golden(const std::string& name, const std::string& text) {
    const auto path = "tests/golden/" + name;
    if (std::getenv("GOLDEN_UPDATE")) {
        std::ofstream(std::string(BYGD_SOURCE_DIR) + "/" + path, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(file_text(path), text) << "GOLDEN_UPDATE=1 rewrites " << path;
}

}  // namespace bygd
