#include "reports/admin_event_list.hpp"

#include "base/words.hpp"

namespace bygd {

Workbook admin_event_workbook(std::function<std::vector<AdminEventLine>()> rows, const Words& words,
                              const ReportOrigin& origin) {
    const auto title = words("administration.events.title");
    auto book = workbook_frame(title, words("administration.events.lead"), "events", words, origin);
    Sheet sheet;
    sheet.key = "events";
    sheet.name = title;
    sheet.columns = {{words("administration.col.number"), CellKind::integer, 8, true},
                     {words("administration.col.when"), CellKind::text, 18},
                     {words("administration.col.who"), CellKind::text, 24},
                     {words("administration.col.area"), CellKind::text, 18},
                     {words("administration.col.what"), CellKind::text, 26},
                     {words("administration.col.subject"), CellKind::text, 26},
                     {words("administration.col.changes"), CellKind::text, 60},
                     {words("administration.col.hash"), CellKind::text, 66}};
    sheet.filter = true;
    sheet.more = [rows = std::move(rows)] {
        std::vector<SheetRow> page;
        for (const auto& line : rows()) {
            page.push_back({{line.sequence, line.at, line.who, line.area, line.what, line.subject, line.changes, line.hash}});
        }
        return page;
    };
    ReadmeLines lines{{words("report.expenditure.readme.what"), words("administration.events.lead")}};
    for (auto& line : selection_of(origin, words)) lines.push_back(std::move(line));
    book.sheets.push_back(std::move(sheet));
    book.sheets.push_back(readme_sheet(title, lines, words, origin));
    return book;
}

}  // namespace bygd
