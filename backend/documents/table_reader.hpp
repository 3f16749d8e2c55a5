// Reads workbooks (xlsx) and text tables (csv) of others, values only, in a child process with bounds on time and memory:
// whatever a hostile file does to a library, it does there.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "documents/table.hpp"

namespace bygd {

class TableReader {
public:
    // `home` holds backend/. Throws std::runtime_error when the script is not there.
    explicit TableReader(const std::filesystem::path& home);

    // `sheet` empty: the first one. Throws Error invalid on the field `file` or `sheet`: table.unreadable, table.old_format,
    // table.empty, table.too_large, table.too_many_rows {most}, table.too_many_columns {most},
    // table.cell_too_long_at {row, most}, table.no_such_sheet {name}, table.too_slow.
    Table read(std::string_view bytes, const std::string& sheet = "") const;

private:
    std::filesystem::path script_;
};

}  // namespace bygd
