// All SQL about imports and their rows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "imports/import.hpp"

namespace bygd {

Id<ImportFile> insert_import(Transaction&, const ImportFile&);
void insert_import_rows(Transaction&, Id<ImportFile>, const std::vector<ImportRow>&);
std::optional<ImportFile> find_import(Transaction&, Id<ImportFile>);
std::vector<ImportFile> imports_before(Transaction&, std::optional<Id<ImportFile>> before, std::size_t most);   // newest first
// How columns of these headings were last chosen for this kind; none: never.
std::optional<ColumnMapping> last_mapping(Transaction&, std::string_view kind, const std::vector<std::string>& headings);

// Of the version that was read, and in the state named. False: it has moved on.
bool move_import(Transaction&, const ImportFile&, std::string_view from, std::string_view to, std::optional<Instant> ended_at);
// A new plan for all its rows, under another choice of columns. False: it has moved on.
bool replan_import(Transaction&, const ImportFile&, const ColumnMapping&);
void replace_plans(Transaction&, Id<ImportFile>, const std::vector<ImportRow>&);

ImportCounts import_counts(Transaction&, Id<ImportFile>);
// After a row number; `outcome` none: all.
std::vector<ImportRow> import_rows(Transaction&, Id<ImportFile>, std::optional<RowOutcome> outcome, int after, std::size_t most);
// Those still to be applied, after a row number.
std::vector<ImportRow> rows_to_apply(Transaction&, Id<ImportFile>, int after, std::size_t most);
// False: somebody else has done it.
bool mark_applied(Transaction&, Id<ImportFile>, const ImportRow&);
bool mark_refused(Transaction&, Id<ImportFile>, int row_number, const Problems&);

// Takes the cells out of imports that were made before; returns of how many.
std::int64_t clear_cells(Transaction&, Instant before, std::size_t most);

}  // namespace bygd
