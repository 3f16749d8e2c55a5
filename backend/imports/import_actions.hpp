// Taking in tables of others: read and plan first, with every problem by row; then each good row is done once, in a
// transaction of its own, by a long job that can be stopped and goes on where it was. For officers and managers, and for
// auditors to read.
#pragma once

#include <functional>
#include <string>

#include "base/services.hpp"
#include "imports/import.hpp"
#include "jobs/long_job_runner.hpp"

namespace bygd {

// What the room stands on; made once at start.
struct ImportRoom {
    ImportKinds kinds;
};

bool may_read_imports(const Actor&);
bool may_import(const Actor&);

struct StartImport {
    std::string kind, name;                // of the file
    std::string bytes;
    std::string sheet = {};                // empty: the first
};
// Reads and plans; changes nothing but the import itself. Throws not_found, forbidden (provider.officers_only), invalid: those
// of TableReader on file or sheet, import.kind, file required. A column nobody knows is left out; without a required one every
// row waits for the columns to be chosen.
ImportFile start_import(const Services&, const ImportRoom&, const Actor&, const StartImport&);

struct ImportView {
    ImportFile file;
    ImportCounts counts;
    Problems problems;                     // of the columns: mapping_faults
    std::optional<Id<LongJob>> job;        // that is at it now
};
ImportView import_view(const Services&, const ImportRoom&, const Actor&, Id<ImportFile>, std::string_view language);
std::vector<ImportRow> rows_of_import(const Services&, const Actor&, Id<ImportFile>, std::optional<RowOutcome>, int after, std::size_t most);
std::vector<ImportFile> imports_of(const Services&, const Actor&, std::optional<Id<ImportFile>> before, std::size_t most);

// All throw conflict import.changed when `version` is not the newest, or it is past that state.
ImportFile choose_columns(const Services&, const ImportRoom&, const Actor&, Id<ImportFile>, int version, const ColumnMapping&,
                          std::string_view language);
// The rows that are new or changed; asks for the job. Throws invalid import.nothing_to_do.
Id<LongJob> apply_import(const Services&, const ImportRoom&, const Actor&, Id<ImportFile>, int version, const std::string& language);
// Goes on with what is left after a job was stopped. Throws conflict import.under_way.
Id<LongJob> continue_import(const Services&, const Actor&, Id<ImportFile>, const std::string& language);
ImportFile withdraw_import(const Services&, const Actor&, Id<ImportFile>, int version);

inline constexpr std::string_view import_job = "import";
std::function<void(LongJobRun&)> import_work(const Services&, const ImportRoom&);
// The same at once, for the command line.
ImportCounts apply_import_now(const Services&, const ImportRoom&, const Actor&, Id<ImportFile>);

std::string import_url(Id<ImportFile>);
// Takes the cells of old imports away: they hold people's numbers that nobody needs any more.
DailyJob import_cell_sweep(const Clock&);

}  // namespace bygd
