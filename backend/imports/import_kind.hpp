// What can be imported, as data (schemas/imports): the fields of a row, what their columns may be called, and how a cell is
// read into the text the forms of the house take. Pure but for load().
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/label.hpp"
#include "documents/table.hpp"
#include "providers/outlet.hpp"

namespace bygd {

struct ImportField {
    std::string name;                      // as the form of the house calls it: "outlet_name"
    Label label;
    std::string kind;                      // of import_cell_kinds
    bool required = false;                 // a column of it must be there
    std::vector<std::string> aliases;      // heading_key of what else its column may be called
};

inline constexpr std::string_view import_cell_kinds[] = {"text",   "integer",    "amount", "date",             "kilometres", "yes_no",
                                                         "mark",   "municipality", "services", "organisation_kind"};

struct ImportKind {
    std::string name;
    int version = 1;
    Label label, about;
    std::vector<ImportField> fields;
    // By kind of cell: what stands for what ("yes_no": "ja" -> "yes"), in lower case.
    std::map<std::string, std::map<std::string, std::string>> choices;
    const ImportField* field(std::string_view name) const;
};

class ImportKinds {
public:
    // Every *.json in a folder. Throws std::runtime_error naming every fault.
    static ImportKinds load(const std::filesystem::path& folder);
    const ImportKind* find(std::string_view name) const;
    const std::vector<ImportKind>& all() const { return kinds_; }

private:
    std::vector<ImportKind> kinds_;
};

// Which field each column holds; empty: none.
using ColumnMapping = std::vector<std::string>;

// By the headings: its own name, its labels and its aliases. A field is given to one column, the first.
ColumnMapping mapping_by_headings(const ImportKind&, const std::vector<std::string>& headings);
// As many as the headings, known names, none twice (import.field_twice {label}), every required one (import.column_missing
// {label}); problems on column_N.
Problems mapping_faults(const ImportKind&, const ColumnMapping&, std::string_view language);

// What the cells of a row say, as the forms of the house would have typed it; empty cells are left out, since they change
// nothing. Adds problems of cells that cannot be read so, on the field: choice.unknown_text {text}, municipality.unknown.
Typed typed_of_row(const ImportKind&, const ColumnMapping&, const TableRow&, const std::vector<Municipality>&, Problems&);

}  // namespace bygd
