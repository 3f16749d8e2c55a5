// A report as a value: sheets of typed cells that know nothing of file formats. The page, the csv, the json and the
// Excel workbook are all written from this one value, so they cannot differ. Rows beyond memory come page by page from
// a RowSource; a workbook with a source can be walked once. Never holds a formatted number: that is the writers' work.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"

namespace bygd {

// What a column holds. `money` is shown in whole kronor, `money_exact` with öre, `percent` with one decimal (stored in
// hundredths of a per cent), `year` without a space between thousands.
enum class CellKind { text, integer, year, money, money_exact, percent, date };
std::string_view to_string(CellKind);

// How a row is shown: body rows are the data (and what a filter covers); totals sum them; title, heading and note are
// one text across the sheet. The head row is made of the columns' headings.
enum class RowStyle { body, total, title, heading, note };
std::string_view to_string(RowStyle);

// "=SUM(B2:B7)" as Excel stores it (English names, commas) and the value it has now, worked out by us: what every other
// format shows, and what viewers that do not calculate show. Never made of text that a person typed.
struct Formula {
    std::string text;
    std::variant<std::string, std::int64_t, Money, BasisPoints> value;
    bool operator==(const Formula&) const = default;
};
using Cell = std::variant<std::monostate, std::string, std::int64_t, Money, BasisPoints, Date, Formula>;
Cell shown(const Cell&);  // a formula's value; anything else as it is

struct SheetRow {
    std::vector<Cell> cells;  // those left out at the end are empty
    RowStyle style = RowStyle::body;
};
// Gives the next page of rows each time it is called; an empty page is the end.
using RowSource = std::function<std::vector<SheetRow>()>;

struct SheetColumn {
    std::string heading;
    CellKind kind = CellKind::text;
    int width = 12;          // characters
    bool names_row = false;  // the cell says what its row is about: shown as a row heading
};

// Cells of a sheet, numbered from zero as they stand in the workbook, where the head row is row 0.
struct CellRange {
    std::string sheet;  // its name, not its key
    std::uint32_t row = 0, column = 0, last_row = 0, last_column = 0;
    static CellRange cell(std::string sheet, std::size_t row, std::size_t column);
    static CellRange down(std::string sheet, std::size_t row, std::size_t last_row, std::size_t column);
    static CellRange across(std::string sheet, std::size_t row, std::size_t column, std::size_t last_column);
};
std::string local_address(const CellRange&);      // "B2:B7", "B2": within the sheet's own formulas
std::string address(const CellRange&);            // "'Läs mig'!$B$2:$B$7": from anywhere
std::string formula_text(std::string_view text);  // a text inside a formula: "say ""hi"""

struct DefinedName {
    std::string name;  // letters, digits and _: "Summa_utgifter"
    CellRange range;
};

// Columns of one series, one for each category. The same figures always stand in the cells it is drawn from.
struct SheetChart {
    std::string title;
    std::string alternative;  // what it shows, in words, for those who cannot see it
    CellRange categories;
    CellRange values;
    std::uint32_t row = 0;  // its upper left corner
    std::uint32_t column = 0;
};

struct Sheet {
    std::string key;                   // the same in every language: "expenditure"
    std::string name;                  // on its tab: at most 31 characters, none of []:*?/\ .
    std::vector<SheetColumn> columns;  // no heading at all: a sheet to read rather than a table
    std::vector<SheetRow> rows;
    RowSource more = nullptr;  // the rows after `rows`
    bool filter = false;       // a filter over the head row and the body rows up to the first total
    std::vector<DefinedName> names = {};
    std::optional<SheetChart> chart = std::nullopt;

    bool headed() const;  // some column has a heading
};

struct Workbook {
    std::string title;
    std::string subject;
    std::string author;
    std::string company;
    std::string comments;
    std::string language;  // "sv"
    std::string footer;    // "Sida {0} av {1}"
    Instant created;       // written into the file: the same value gives the same bytes
    std::string main;      // key of the sheet that a format of one table (csv) holds
    std::vector<Sheet> sheets;

    const Sheet* find(std::string_view key) const;
};

// Walks the rows of a sheet in order, taking pages from its source until there are no more.
void for_each_row(const Sheet&, const std::function<void(const SheetRow&)>&);

}  // namespace bygd
