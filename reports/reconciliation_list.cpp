#include "reports/reconciliation_list.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

void put_columns(Sheet& sheet, const Words& words) {
    for (const auto* side : {"ledger", "bank", "accounts"}) sheet.columns.push_back({words(std::string("reconciliation.") + side), CellKind::money_exact, 16});
    sheet.columns.push_back({words("report.reconciliation.bank_off"), CellKind::money_exact, 18});
    sheet.columns.push_back({words("report.reconciliation.accounts_off"), CellKind::money_exact, 20});
    sheet.columns.push_back({words("reconciliation.state"), CellKind::text, 12});
}

void put_sides(SheetRow& row, const SideSums& sums, bool agrees, const Words& words) {
    for (const auto amount : {sums.ledger, sums.bank, sums.accounts, sums.bank - sums.ledger, sums.accounts - sums.ledger}) row.cells.emplace_back(amount);
    row.cells.emplace_back(words(agrees ? "reconciliation.agrees" : "reconciliation.differs"));
}

Sheet days_of(const std::vector<ReconciledDay>& days, const Words& words) {
    Sheet sheet;
    sheet.key = "days";
    sheet.name = words("report.reconciliation.days");
    sheet.columns = {{words("accounting.day"), CellKind::date, 14, true}, {words("reconciliation.fund"), CellKind::text, 20}};
    put_columns(sheet, words);
    sheet.filter = true;
    for (const auto& day : days) {
        SheetRow row{{Cell(day.day), Cell(day.fund.empty() ? words("reconciliation.no_fund") : day.fund)}};
        put_sides(row, day.sums, day.agrees(), words);
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

Sheet payments_of_days(const std::vector<ReconciledDay>& days, const Words& words) {
    Sheet sheet;
    sheet.key = "payments";
    sheet.name = words("report.reconciliation.payments");
    sheet.columns = {{words("payment_run.reference"), CellKind::text, 18, true}, {words("accounting.day"), CellKind::date, 14},
                     {words("reconciliation.fund"), CellKind::text, 20}, {words("cases.col.number"), CellKind::text, 18},
                     {words("accounting.number"), CellKind::text, 18}};
    put_columns(sheet, words);
    sheet.filter = true;
    for (const auto& day : days) {
        for (const auto& payment : day.payments) {
            SheetRow row{{Cell(payment.reference), Cell(day.day), Cell(day.fund), Cell(payment.diary_number), Cell(payment.voucher)}};
            put_sides(row, payment.sums, payment.sums.agree(), words);
            sheet.rows.push_back(std::move(row));
        }
    }
    return sheet;
}

}  // namespace

Workbook reconciliation_list(const std::vector<ReconciledDay>& days, const Words& words, const ReportOrigin& origin) {
    const auto title = words("report.reconciliation.title");
    ReadmeLines lines{{words("report.expenditure.readme.what"), words("reconciliation.lead")}};
    for (auto& line : selection_of(origin, words)) lines.push_back(std::move(line));
    auto workbook = workbook_frame(title, words("reconciliation.lead"), "days", words, origin);
    workbook.sheets = {days_of(days, words), payments_of_days(days, words), readme_sheet(title, lines, words, origin)};
    return workbook;
}

Report reconciliation_report(decltype(Report::make) make) {
    return {"reconciliation", "report.reconciliation.title", {{"from", ParameterKind::date}, {"to", ParameterKind::date}},
            {Role::finance, Role::manager, Role::auditor}, std::move(make)};
}

}  // namespace bygd
