// The real private MariaDB for tests: one per test program run, started at first use on a folder of its own and gone with
// the program. The folder is a copy of one made once for these migrations, with a schema that is migrated already, so that
// neither the start nor the first schema costs a test anything to speak of. Nothing is forced to disk; otherwise it is the server
// people run.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace bygd {

class PrivateServer;

class TestServer {
public:
    static PrivateServer& instance();

    static std::string owner_url();
    static std::string application_url();
    // The name of a schema that is migrated and empty: the one of the folder, at the first call of a run; none after it.
    static std::optional<std::string> take_ready_schema();

    // An empty folder for this program run, removed with it; another at each call.
    static std::filesystem::path scratch_folder();
    // A data folder ready for a PrivateServer to start on at once; another at each call.
    static std::filesystem::path data_folder();
};

}  // namespace bygd
