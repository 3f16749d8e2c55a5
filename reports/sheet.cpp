#include "reports/sheet.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bygd {

std::string_view to_string(CellKind kind) {
    switch (kind) {
        case CellKind::text:
            return "text";
        case CellKind::integer:
            return "integer";
        case CellKind::year:
            return "year";
        case CellKind::money:
            return "money";
        case CellKind::money_exact:
            return "money_exact";
        case CellKind::percent:
            return "percent";
        case CellKind::date:
            return "date";
    }
    return "text";
}

std::string_view to_string(RowStyle style) {
    switch (style) {
        case RowStyle::body:
            return "body";
        case RowStyle::total:
            return "total";
        case RowStyle::title:
            return "title";
        case RowStyle::heading:
            return "heading";
        case RowStyle::note:
            return "note";
    }
    return "body";
}

Cell shown(const Cell& value) {
    const auto* formula = std::get_if<Formula>(&value);
    if (!formula) return value;
    Cell result;
    std::visit([&](const auto& known) { result.emplace<std::decay_t<decltype(known)>>(known); }, formula->value);
    return result;
}

CellRange CellRange::cell(std::string sheet, std::size_t row, std::size_t column) {
    return down(std::move(sheet), row, row, column);
}

CellRange CellRange::down(std::string sheet, std::size_t row, std::size_t last_row, std::size_t column) {
    const auto in_column = static_cast<std::uint32_t>(column);
    return {std::move(sheet), static_cast<std::uint32_t>(row), in_column, static_cast<std::uint32_t>(last_row),
            in_column};
}

CellRange CellRange::across(std::string sheet, std::size_t row, std::size_t column, std::size_t last_column) {
    const auto in_row = static_cast<std::uint32_t>(row);
    return {std::move(sheet), in_row, static_cast<std::uint32_t>(column), in_row,
            static_cast<std::uint32_t>(last_column)};
}

namespace {

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

std::string ends(const CellRange& range, const char* fixed) {
    const auto corner = [&](std::uint32_t row, std::uint32_t column) {
        return fixed + column_letters(column) + fixed + std::to_string(row + 1);
    };
    const auto first = corner(range.row, range.column);
    const auto last = corner(range.last_row, range.last_column);
    return first == last ? first : first + ":" + last;
}

}  // namespace

std::string local_address(const CellRange& range) {
    return ends(range, "");
}

std::string address(const CellRange& range) {
    return "'" + replaced_all(range.sheet, "'", "''") + "'!" + ends(range, "$");
}

std::string formula_text(std::string_view text) {
    return "\"" + replaced_all(std::string{text}, "\"", "\"\"") + "\"";
}

bool Sheet::headed() const {
    return std::any_of(columns.begin(), columns.end(),
                       [](const SheetColumn& column) { return !column.heading.empty(); });
}

const Sheet* Workbook::find(std::string_view key) const {
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return sheet.key == key; });
    return found == sheets.end() ? nullptr : &*found;
}

void for_each_row(const Sheet& sheet, const std::function<void(const SheetRow&)>& visit) {
    for (const auto& row : sheet.rows) visit(row);
    if (!sheet.more) return;
    for (auto page = sheet.more(); !page.empty(); page = sheet.more()) {
        for (const auto& row : page) visit(row);
    }
}

}  // namespace bygd
