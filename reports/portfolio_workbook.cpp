// The portfolio as sheets. Totals are formulas over the rows above them, with the value they have.
#include "base/words.hpp"
#include "reports/portfolio.hpp"

namespace bygd {

namespace {

using FormLabels = std::function<std::string(const std::string&)>;

std::string word(const Words& words, const std::string& key) { return words("report.portfolio." + key); }

Cell sum_over(const Sheet& sheet, std::size_t column, Cell value) {
    const auto range = local_address(CellRange::down(sheet.name, 1, sheet.rows.size(), column));
    Formula sum{"=SUM(" + range + ")", std::int64_t{0}};
    if (const auto* money = std::get_if<Money>(&value)) sum.value = *money;
    if (const auto* number = std::get_if<std::int64_t>(&value)) sum.value = *number;
    return sum;
}

Sheet places_of(const Portfolio& portfolio, const Words& words) {
    Sheet sheet;
    sheet.key = "places";
    sheet.name = word(words, "sheet.places");
    const auto cells = [](const PlaceFigures& place) -> std::vector<Cell> {
        return {place.name, place.received, place.granted, place.granted_amount, place.paid, place.outstanding, place.outlets, place.supported};
    };
    sheet.columns = {{words("cases.col.municipality"), CellKind::text, 20, true}, {words("overview.received"), CellKind::integer, 12},
                     {words("overview.granted_cases"), CellKind::integer, 19},    {words("overview.granted"), CellKind::money_exact, 16},
                     {words("overview.paid"), CellKind::money_exact, 16},         {words("overview.outstanding"), CellKind::money_exact, 16},
                     {words("overview.outlets"), CellKind::integer, 12},          {words("overview.supported"), CellKind::integer, 19}};
    for (const auto& place : portfolio.places) sheet.rows.push_back({cells(place)});
    if (portfolio.places.empty()) return sheet;
    auto total = cells(portfolio.total());
    total[0] = words("budget.sum");
    for (std::size_t column = 1; column < total.size(); ++column) total[column] = sum_over(sheet, column, total[column]);
    sheet.rows.push_back({std::move(total), RowStyle::total});
    sheet.filter = true;
    return sheet;
}

Sheet times_of(const Portfolio& portfolio, const Words& words, const FormLabels& form_label) {
    Sheet sheet;
    sheet.key = "times";
    sheet.name = word(words, "sheet.times");
    sheet.columns = {{words("cases.col.form"), CellKind::text, 26, true}, {words("overview.step_of"), CellKind::text, 36},
                     {words("overview.cases"), CellKind::integer, 10},    {words("overview.median"), CellKind::integer, 14},
                     {words("overview.ninetieth"), CellKind::integer, 18}};
    for (const auto& time : portfolio.times) {
        sheet.rows.push_back({{form_label(time.form), words("overview.step." + time.step), time.cases, std::int64_t{time.median}, std::int64_t{time.ninetieth}}});
    }
    return sheet;
}

Sheet maturities_of(const Portfolio& portfolio, const Words& words) {
    Sheet sheet;
    sheet.key = "maturities";
    sheet.name = word(words, "sheet.maturities");
    sheet.columns = {{words("overview.falls_due"), CellKind::year, 16, true}, {words("overview.cases"), CellKind::integer, 10},
                     {words("overview.outstanding"), CellKind::money_exact, 18}};
    Money sum;
    std::int64_t cases = 0;
    for (const auto& one : portfolio.maturities) {
        sheet.rows.push_back({{std::int64_t{one.year}, one.cases, one.outstanding}});
        sum += one.outstanding;
        cases += one.cases;
    }
    if (!portfolio.maturities.empty()) {
        sheet.rows.push_back({{Cell(words("budget.sum")), sum_over(sheet, 1, cases), sum_over(sheet, 2, sum)}, RowStyle::total});
    }
    const auto after = portfolio.outstanding_after(portfolio.year);
    sheet.rows.push_back({{words("overview.after_year", {std::to_string(portfolio.year), after.swedish()})}, RowStyle::note});
    if (portfolio.authorisation) {
        sheet.rows.push_back({{words("overview.authorisation", {std::to_string(portfolio.year), portfolio.authorisation->swedish()})}, RowStyle::note});
    }
    return sheet;
}

Sheet forecast_sheet(const Portfolio& portfolio, const Words& words) {
    Sheet sheet;
    sheet.key = "forecast";
    sheet.name = word(words, "sheet.forecast");
    sheet.columns = {{words("overview.quarter"), CellKind::text, 24, true}, {words("overview.expected"), CellKind::money_exact, 18}};
    Money sum;
    for (const auto& part : portfolio.forecast.parts) {
        sheet.rows.push_back({{part.year == 0 ? words("overview.later") : words("overview.quarter_name", {std::to_string(part.year), std::to_string(part.quarter)}),
                               part.expected}});
        sum += part.expected;
    }
    sheet.rows.push_back({{words("overview.never_paid"), portfolio.forecast.never_paid}});
    sum += portfolio.forecast.never_paid;
    sheet.rows.push_back({{Cell(words("overview.outstanding")), sum_over(sheet, 1, sum)}, RowStyle::total});
    sheet.rows.push_back({{words("overview.forecast_how")}, RowStyle::note});
    return sheet;
}

Sheet readme_of(const Portfolio& portfolio, const Words& words, const ReportOrigin& origin) {
    ReadmeLines lines{{words("report.expenditure.readme.what"), word(words, "what")}};
    lines.emplace_back(words("budget.year"), std::to_string(portfolio.year));
    for (const auto* key : {"received", "granted_cases", "granted", "paid", "outstanding", "supported", "median", "ninetieth", "falls_due"}) {
        lines.emplace_back(words("overview." + std::string(key)), words("overview.definition." + std::string(key)));
    }
    const auto& late = portfolio.deadlines;
    lines.emplace_back(words("overview.open_too_long", {std::to_string(late.demand_months)}), std::to_string(late.open_too_long));
    lines.emplace_back(words("overview.decided_too_late", {std::to_string(late.demand_months)}), std::to_string(late.decided_too_late));
    lines.emplace_back(words("overview.requests_late"), std::to_string(late.requests_late));
    lines.emplace_back(words("overview.tasks_late"), std::to_string(late.tasks_late));
    return readme_sheet(word(words, "title"), lines, words, origin);
}

}  // namespace

Workbook to_workbook(const Portfolio& portfolio, const Words& words, const ReportOrigin& origin, const FormLabels& form_label) {
    auto workbook = workbook_frame(word(words, "title") + " " + std::to_string(portfolio.year), word(words, "what"), "places", words, origin);
    workbook.sheets = {places_of(portfolio, words), times_of(portfolio, words, form_label), maturities_of(portfolio, words),
                       forecast_sheet(portfolio, words), readme_of(portfolio, words, origin)};
    return workbook;
}

Report portfolio_report(decltype(Report::make) make) {
    return {"portfolio", "report.portfolio.title", {{"year", ParameterKind::integer}},
            {Role::officer, Role::manager, Role::decider, Role::finance, Role::auditor}, std::move(make)};
}

}  // namespace bygd
