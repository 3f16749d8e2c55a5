#include "reports/html_writer.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include "base/text.hpp"
#include "web/chart.hpp"
#include "web/template_text.hpp"

namespace bygd {

namespace {

std::string readable(const std::monostate&, CellKind) {
    return "";
}
std::string readable(const std::string& text, CellKind) {
    return text;
}
std::string readable(const Date& day, CellKind) {
    return day.iso();
}
std::string readable(std::int64_t number, CellKind kind) {
    return kind == CellKind::year ? std::to_string(number) : Money::kronor(number).swedish_number();
}
std::string readable(const Money& amount, CellKind kind) {
    if (kind != CellKind::money_exact || amount.minor() % 100 != 0) return amount.swedish();
    const auto unit = amount.currency() == Currency::sek ? "\u00a0kr" : "\u00a0EUR";
    return amount.swedish_number() + ",00" + unit;
}
// One decimal, halves away from zero, as the workbook shows it.
std::string readable(BasisPoints share, CellKind) {
    const auto size = share.value < 0 ? -share.value : share.value;
    const auto tenths = (size + 5) / 10;
    return (share.value < 0 && tenths > 0 ? "\u2212" : "") + std::to_string(tenths / 10) + "," +
           std::to_string(tenths % 10) + "\u00a0%";
}
std::string readable(const Formula& formula, CellKind kind) {
    return std::visit([kind](const auto& value) { return readable(value, kind); }, formula.value);
}

const char* class_of(const Cell& cell, bool in_table) {
    const auto plain = shown(cell);
    if (std::holds_alternative<Date>(plain)) return " class=\"date\"";
    const bool number = std::holds_alternative<Money>(plain) || std::holds_alternative<std::int64_t>(plain) ||
                        std::holds_alternative<BasisPoints>(plain);
    return number && in_table ? " class=\"number\"" : "";
}

void write_head(const Sheet& sheet, std::ostream& out) {
    if (!sheet.headed()) return;
    out << "<thead><tr>";
    for (const auto& column : sheet.columns) {
        const bool number = column.kind != CellKind::text && column.kind != CellKind::date;
        out << "<th scope=\"col\"" << (number ? " class=\"number\"" : "") << ">" << html_escaped(column.heading)
            << "</th>";
    }
    out << "</tr></thead>\n";
}

void write_row(const Sheet& sheet, const SheetRow& row, std::ostream& out) {
    out << "<tr class=\"" << to_string(row.style) << "\">";
    if (row.style == RowStyle::heading || row.style == RowStyle::note || row.style == RowStyle::title) {
        const auto text = row.cells.empty() ? std::string() : shown_text(row.cells[0], CellKind::text);
        const auto* tag = row.style == RowStyle::heading ? "th" : "td";
        out << "<" << tag << (row.style == RowStyle::heading ? " scope=\"rowgroup\"" : "") << " colspan=\""
            << sheet.columns.size() << "\">" << html_escaped(text) << "</" << tag << "></tr>\n";
        return;
    }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const auto& column = sheet.columns[i];
        const auto text = i < row.cells.size() ? shown_text(row.cells[i], column.kind) : std::string();
        const bool heading = column.names_row && !text.empty();
        const auto kind = i < row.cells.size() ? class_of(row.cells[i], sheet.headed()) : "";
        out << (heading ? "<th scope=\"row\"" : "<td") << kind << ">" << html_escaped(text)
            << (heading ? "</th>" : "</td>");
    }
    out << "</tr>\n";
}

// The value of one cell of a range; empty for a cell that is not there.
Cell cell_at(const Workbook& workbook, const CellRange& range, std::uint32_t offset) {
    const auto sheet = std::find_if(workbook.sheets.begin(), workbook.sheets.end(),
                                    [&](const Sheet& one) { return one.name == range.sheet; });
    if (sheet == workbook.sheets.end()) return {};
    const auto sideways = range.last_column > range.column;
    const auto row = range.row + (sideways ? 0 : offset) - (sheet->headed() ? 1 : 0);
    const auto column = range.column + (sideways ? offset : 0);
    if (row >= sheet->rows.size() || column >= sheet->rows[row].cells.size()) return {};
    return shown(sheet->rows[row].cells[column]);
}

Markup drawn(const Workbook& workbook, const Sheet& sheet) {
    const auto& chart = *sheet.chart;
    Chart bars{chart.title, chart.alternative, "", {}, {{sheet.name, {}}}};
    const auto& range = chart.values;
    const auto count = std::max(range.last_row - range.row, range.last_column - range.column) + 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto value = cell_at(workbook, range, i);
        bars.labels.push_back(shown_text(cell_at(workbook, chart.categories, i), CellKind::year));
        bars.series[0].values.push_back(std::holds_alternative<Money>(value) ? whole_kronor(std::get<Money>(value))
                                                                             : 0);
    }
    return draw_bars(bars);
}

void write_sheet(const Workbook& workbook, const Sheet& sheet, std::ostream& out) {
    const auto id = html_escaped("report-" + sheet.key), name = id + "-name";
    out << "<section class=\"report-sheet\" id=\"" << id << "\">\n";
    if (sheet.chart) out << drawn(workbook, sheet).text();
    // A wide table scrolls by itself; with a tab stop, so that it does so from the keyboard too.
    out << "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" << name
        << "\"><table class=\"" << (sheet.headed() ? "figures" : "report-document") << "\"><caption><h2 id=\"" << name
        << "\">" << html_escaped(sheet.name) << "</h2></caption>\n";
    write_head(sheet, out);
    out << "<tbody>\n";
    for_each_row(sheet, [&](const SheetRow& row) {
        if (row.style != RowStyle::title) write_row(sheet, row, out);  // the page's own heading says it
    });
    out << "</tbody></table></div></section>\n";
}

// For a file by itself; within a page the house's own style sheet rules.
constexpr const char* file_style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%;margin:0 0 2rem}caption{text-align:left}.table-scroll{overflow-x:auto}"
    "table{font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid "
    "#d0d7dc}"
    "thead th{background:#1f3b4d;color:#fff}tbody "
    "th{min-width:11rem}.number{text-align:right}.number,.date{white-space:nowrap}"
    ".total>*{background:#eaf0f3;font-weight:bold}.heading th{padding-top:1.5rem;font-size:1.15rem}"
    ".note td{font-style:italic;color:#595959}.report-document th{width:28%}figure{margin:2rem 0;max-width:44rem}"
    ".chart-bar{fill:#1f3b4d}.chart-line{stroke:#d0d7dc}.chart-zero{stroke:#595959}text{font-size:12px}figcaption{font-"
    "weight:bold}";

}  // namespace

std::string shown_text(const Cell& value, CellKind kind) {
    return std::visit([kind](const auto& one) { return readable(one, kind); }, value);
}

void write_html(const Workbook& workbook, std::ostream& out) {
    for (const auto& sheet : workbook.sheets) write_sheet(workbook, sheet, out);
}

void write_html_document(const Workbook& workbook, std::ostream& out) {
    out << "<!doctype html>\n<html lang=\"" << html_escaped(workbook.language)
        << "\"><head><meta charset=\"utf-8\"><title>" << html_escaped(workbook.title)
        << "</title><meta name=\"viewport\" content=\"width=device-width\"><style>" << file_style
        << "</style></head><body><main>\n<h1>" << html_escaped(workbook.title) << "</h1>\n";
    write_html(workbook, out);
    out << "</main></body></html>\n";
}

}  // namespace bygd
