#include "documents/table_reader.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "documents/child_process.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds time_limit{30};
constexpr const char* memory_limit = "--as=1073741824";
constexpr const char* processor_limit = "--cpu=25";

[[noreturn]] void unreadable(std::string code, std::vector<std::string> values = {}) {
    const auto field = code == "table.no_such_sheet" ? "sheet" : "file";
    throw Error(ErrorKind::invalid, {{field, std::move(code), std::move(values)}});
}

}  // namespace

TableReader::TableReader(const std::filesystem::path& home) : script_(home / "backend" / "documents" / "read_table.py") {
    if (!std::filesystem::exists(script_)) throw std::runtime_error(script_.string() + " is not there");
}

Table TableReader::read(std::string_view bytes, const std::string& sheet) const {
    const TemporaryFolder folder;
    if (!folder.write("in", bytes)) throw std::runtime_error("a table could not be written for its reader");
    const nlohmann::json bounds{{"rows", limits::import_rows}, {"columns", limits::import_columns},
                                {"characters", limits::import_cell}, {"sheet", sheet}};
    const auto done = run_child({"prlimit", memory_limit, processor_limit, "/usr/bin/python3", "-I", script_.string(), "in", "out", bounds.dump()},
                                folder.path(), time_limit);
    if (done.timed_out) unreadable("table.too_slow");
    const auto answer = nlohmann::json::parse(folder.read("out"), nullptr, false);
    // Killed by its bounds, or out of memory where it could not say so.
    if (done.exit_code != 0 || answer.is_discarded()) unreadable("table.too_large");
    if (answer.contains("fault")) unreadable(answer.at("fault"), answer.at("values"));
    Table table;
    table.sheets = answer.at("sheets").get<std::vector<std::string>>();
    table.sheet = answer.at("sheet");
    for (const auto& row : answer.at("rows")) table.rows.push_back({row.at(0), row.at(1).get<std::vector<std::string>>()});
    if (table.rows.empty()) unreadable("table.empty");
    table.headings = std::move(table.rows.front().cells);
    table.rows.erase(table.rows.begin());
    return table;
}

}  // namespace bygd
