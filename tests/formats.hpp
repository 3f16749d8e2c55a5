// Schemas and samples of others, which lie beside the project where they are at all: BYGDESTOD_FORMATS, else
// ../shared/formats. A test that needs one that is not there skips, and says so.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace bygd {

inline std::filesystem::path formats_folder() {
    if (const auto* given = std::getenv("BYGDESTOD_FORMATS")) return given;
    return std::filesystem::path(BYGD_SOURCE_DIR).parent_path() / "shared" / "formats";
}

}  // namespace bygd
