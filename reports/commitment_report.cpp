#include "reports/commitment_report.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

std::string word(const Words& words, const std::string& key) { return words("report.commitments." + key); }

Sheet years_of(const CommitmentReport& report, const Words& words) {
    Sheet sheet;
    sheet.key = "years";
    sheet.name = word(words, "sheet");
    sheet.columns = {{words("overview.falls_due"), CellKind::year, 30, true}, {words("overview.cases"), CellKind::integer, 10},
                     {words("overview.outstanding"), CellKind::money_exact, 20}};
    const auto& years = report.commitments.years;
    for (const auto& one : years) sheet.rows.push_back({{std::int64_t{one.year}, one.cases, one.amount}});
    if (!years.empty()) {
        const auto range = local_address(CellRange::down(sheet.name, 1, sheet.rows.size(), 2));
        sheet.rows.push_back({{Cell(words("budget.sum")), Cell(), Formula{"=SUM(" + range + ")", report.commitments.total()}}, RowStyle::total});
    }
    const auto year = std::to_string(report.commitments.day.year());
    sheet.rows.push_back({{words("budget.commitments.counted", {year, report.commitments.counted().swedish()})}, RowStyle::note});
    sheet.rows.push_back({{report.ceiling ? words("overview.authorisation", {year, report.ceiling->swedish()})
                                          : words("budget.commitments.no_ceiling")}, RowStyle::note});
    return sheet;
}

}  // namespace

Workbook to_workbook(const CommitmentReport& report, const Words& words, const ReportOrigin& origin) {
    auto workbook = workbook_frame(word(words, "title") + " " + report.commitments.day.iso(), word(words, "what"), "years", words, origin);
    ReadmeLines lines{{words("report.expenditure.readme.what"), word(words, "what")},
                      {words("budget.new.source"), words("budget.source." + report.source)},
                      {words("budget.commitments.day"), report.commitments.day.iso()}};
    workbook.sheets = {years_of(report, words), readme_sheet(word(words, "title"), lines, words, origin)};
    return workbook;
}

Report commitment_report(decltype(Report::make) make) {
    return {"commitments", "report.commitments.title", {{"source", ParameterKind::text, false, "state_1_1"}, {"day", ParameterKind::date}},
            {Role::officer, Role::manager, Role::decider, Role::finance, Role::auditor}, std::move(make)};
}

}  // namespace bygd
