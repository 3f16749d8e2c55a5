// A table that is to be taken in: what each of its rows would do, and what became of it. Plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "imports/import_kind.hpp"
#include "providers/provider_event.hpp"

namespace bygd {

enum class RowOutcome { added, changed, same, wrong };          // "new" is added: the word is C++'s own
std::string_view to_string(RowOutcome);
std::optional<RowOutcome> row_outcome_of(std::string_view);

// What a row would do to the register as it is now.
struct RowPlan {
    RowOutcome outcome = RowOutcome::wrong;
    std::string title;                                          // of what it is about, for lists
    std::string key;                                            // two rows of one file with the same are one too many
    Problems problems;                                          // on fields of the kind
    std::vector<ProviderChange> changes;
    bool operator==(const RowPlan&) const = default;
};

struct ImportRow {
    TableRow row;                                               // cells are cleared when the import is old
    RowPlan plan;
    std::string state = "planned";                              // "applied", "refused": its plan no longer held
    std::optional<Id<Organisation>> organisation;
    std::optional<Id<Outlet>> outlet;
};

struct ImportFile {
    Id<ImportFile> id;
    std::string kind;
    int kind_version = 1;
    std::string name, sha256;
    std::string sheet;
    std::vector<std::string> sheets, headings;
    ColumnMapping mapping;
    std::string state = "planned";                              // "applying", "applied", "withdrawn"
    std::optional<Id<User>> made_by;                            // none: the command line
    std::string made_by_name;
    Instant made_at;
    std::optional<Instant> ended_at;
    int version = 1;
};

struct ImportCounts {
    std::map<RowOutcome, std::int64_t> planned;                 // by outcome, of all rows
    std::int64_t applied = 0, refused = 0;
    std::int64_t of(RowOutcome outcome) const;
    std::int64_t to_apply() const { return of(RowOutcome::added) + of(RowOutcome::changed); }
};

// Marks every row but the first of each key as wrong: import.row_twice {number of the first}.
void mark_doubles(std::vector<ImportRow>&);

}  // namespace bygd
