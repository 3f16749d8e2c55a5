#include "reports/report_frame.hpp"

#include "base/words.hpp"

namespace bygd {

Workbook workbook_frame(std::string title, std::string subject, std::string main, const Words& words, const ReportOrigin& origin) {
    Workbook workbook;
    workbook.title = std::move(title);
    workbook.subject = std::move(subject);
    workbook.author = origin.made_by;
    workbook.company = origin.region;
    workbook.language = words.language();
    workbook.footer = words("report.page_of");
    workbook.created = origin.made_at;
    workbook.main = std::move(main);
    return workbook;
}

ReadmeLines selection_of(const ReportOrigin& origin, const Words& words) {
    ReadmeLines lines;
    for (const auto& [name, value] : origin.parameters) lines.emplace_back(words("report.expenditure.readme.selection"), name + " = " + value);
    return lines;
}

Sheet readme_sheet(const std::string& title, const ReadmeLines& lines, const Words& words, const ReportOrigin& origin) {
    Sheet sheet;
    sheet.key = "readme";
    sheet.name = words("report.expenditure.sheet.readme");
    sheet.columns = {{"", CellKind::text, 30, true}, {"", CellKind::text, 100}};
    const auto line = [&](const std::string& label, const std::string& text) { sheet.rows.push_back({{label, text}}); };
    sheet.rows.push_back({{title}, RowStyle::title});
    for (const auto& [label, text] : lines) line(label, text);
    line(words("report.expenditure.readme.made_at"), stockholm_minute(origin.made_at));
    line(words("report.expenditure.readme.made_by"), origin.made_by);
    line(words("report.expenditure.readme.version"), origin.version);
    return sheet;
}

}  // namespace bygd
