// Runs another program with a time limit and nothing of ours but what is given: no shell, no inherited files or
// environment beyond PATH and LANG. For weasyprint and other makers of files.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bygd {

struct ChildResult {
    int exit_code = -1;          // -1: it did not end by itself
    bool timed_out = false;
    std::string errors;          // the first 8 KiB of what it wrote to standard error
    std::string output;          // and to standard output
};

// `arguments` begins with the program's name, looked for in PATH. Runs in `folder`. Throws std::runtime_error when it
// cannot be started.
ChildResult run_child(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                      std::chrono::milliseconds limit);

// A private folder that is gone when this is.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    bool write(const std::string& name, std::string_view bytes) const;   // false: not all of it is there
    std::string read(const std::string& name) const;                     // empty when there is no such file

private:
    std::filesystem::path path_;
};

}  // namespace bygd
