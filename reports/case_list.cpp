#include "reports/case_list.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

Cell day_or_empty(const std::optional<Date>& day) { return day ? Cell(*day) : Cell(); }

CellKind kind_of(const std::string& column) {
    if (column == "received" || column == "decided") return CellKind::date;
    if (column == "amount" || column == "paid" || column == "left") return CellKind::money_exact;
    return CellKind::text;
}

void append_columns(Sheet& sheet, const std::vector<std::string>& columns, const Words& words) {
    sheet.columns = {{words("cases.col.number"), CellKind::text, 16, true},
                     {words("cases.col.title"), CellKind::text, 36},
                     {words("cases.col.organisation"), CellKind::text, 32}};
    for (const auto& column : columns) {
        // What the page shows as one amount is two things: sought, and granted of it.
        if (column == "amount") {
            sheet.columns.push_back({words("cases.col.sought"), CellKind::money_exact, 16});
            sheet.columns.push_back({words("cases.col.granted"), CellKind::money_exact, 16});
        } else {
            sheet.columns.push_back({words("cases.col." + column), kind_of(column), column == "state" ? 26 : 18});
        }
    }
}

SheetRow row_of(const CaseLine& line, const std::vector<std::string>& columns, const CaseListLabels& labels) {
    SheetRow row{{line.diary_number, line.title, line.organisation}};
    for (const auto& column : columns) {
        if (column == "form") row.cells.emplace_back(labels.form(line));
        if (column == "municipality") row.cells.emplace_back(line.municipality);
        if (column == "state") row.cells.emplace_back(labels.state(line));
        if (column == "officer") row.cells.emplace_back(line.officer);
        if (column == "received") row.cells.emplace_back(line.received_on);
        if (column == "decided") row.cells.push_back(day_or_empty(line.decided_on));
        if (column == "paid") row.cells.emplace_back(line.paid);
        if (column == "left") row.cells.emplace_back(line.left);
        if (column != "amount") continue;
        row.cells.emplace_back(line.sought);
        row.cells.emplace_back(line.granted);
    }
    return row;
}

}  // namespace

Workbook case_list_workbook(std::function<std::vector<CaseLine>()> rows, const std::vector<std::string>& columns,
                            const CaseListLabels& labels, const Words& words, const ReportOrigin& origin) {
    auto book = workbook_frame(words("cases.list.title"), words("cases.list.export_what"), "cases", words, origin);
    Sheet sheet;
    sheet.key = "cases";
    sheet.name = words("cases.list.title");
    append_columns(sheet, columns, words);
    sheet.filter = true;
    sheet.more = [rows = std::move(rows), columns, labels] {
        std::vector<SheetRow> page;
        for (const auto& line : rows()) page.push_back(row_of(line, columns, labels));
        return page;
    };
    ReadmeLines lines{{words("report.expenditure.readme.what"), words("cases.list.export_what")}};
    for (auto& line : selection_of(origin, words)) lines.push_back(std::move(line));
    book.sheets.push_back(std::move(sheet));
    book.sheets.push_back(readme_sheet(words("cases.list.title"), lines, words, origin));
    return book;
}

}  // namespace bygd
