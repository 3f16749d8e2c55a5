// A zip written file by file to a disk, never held in memory, with the sums of its files: what sha256sum -c understands.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"

namespace bygd {

class ZipWriter {
public:
    struct Entry {
        std::string path, sha256;
        std::int64_t size = 0;
    };
    // Every file in it is dated `made_at`, so that the same content gives the same bytes.
    ZipWriter(const std::filesystem::path& file, Instant made_at);
    ~ZipWriter();

    void add(const std::string& path, std::string_view bytes);
    // `next` gives the next piece; an empty one is the end.
    void add(const std::string& path, const std::function<std::string()>& next);
    const std::vector<Entry>& entries() const;
    void close();          // throws std::runtime_error when the file could not be written whole

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace bygd
