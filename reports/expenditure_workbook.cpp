// The words and columns of the expenditure summary: the sheets, and the formulas that tie them together. Verifikationer
// holds the rows, Utgifter sums them with SUMIFS, Sammanfattning and Finansiering refer to Utgifter: change one voucher
// in the workbook and every total follows.
#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "reports/expenditure_summary.hpp"

namespace bygd {

namespace {

// What each sheet needs of the others: the words, the names they give each other's cells, and where things stand.
class Builder {
public:
    Builder(const ExpenditureSummary& summary, const Words& words, const ReportOrigin& origin)
        : summary_(summary), words_(words), origin_(origin) {}
    Workbook workbook() const;

private:
    Sheet overview() const;
    Sheet expenditure() const;
    Sheet financing() const;
    Sheet vouchers() const;
    Sheet readme() const;
    SheetRow expenditure_row(const ExpenditureLine&, std::size_t row, bool total) const;
    void add_year_deviations(Sheet&) const;
    void add_controls(Sheet&) const;
    SheetChart outcome_chart() const;
    std::string fingerprint() const;

    std::string word(std::string_view key, const std::vector<std::string>& values = {}) const {
        return words_("report.expenditure." + std::string(key), values);
    }
    std::string sheet_name(std::string_view key) const { return word("sheet." + std::string(key)); }
    std::string name(std::string_view key) const { return word("name." + std::string(key)); }
    std::string period() const { return summary_.project.period_from.iso() + " – " + summary_.project.period_to.iso(); }

    // Columns of the sheet of expenditure: category, outcome by year, its sum, budget by year, its sum, deviation,
    // share.
    std::size_t years() const { return summary_.years.size(); }
    std::size_t outcome_sum() const { return 1 + years(); }
    std::size_t budget_sum() const { return 2 + 2 * years(); }
    std::size_t deviation() const { return budget_sum() + 1; }
    std::size_t total_row() const { return 1 + summary_.lines.size(); }
    CellRange expenditure_cell(std::size_t row, std::size_t column) const {
        return CellRange::cell(sheet_name("expenditure"), row, column);
    }
    static constexpr std::size_t first_year_row = 7;  // of the sheet overview

    const ExpenditureSummary& summary_;
    const Words& words_;
    const ReportOrigin& origin_;
};

Formula formula(std::string text, Money value) {
    return {"=" + std::move(text), value};
}

// `part` / `whole` rounded as share_of() rounds, and nothing where there is nothing to divide by.
Formula share_formula(const std::string& part, const std::string& whole, std::optional<BasisPoints> value) {
    Formula result{"=IF(" + whole + "=0,\"\",ROUND(" + part + "/" + whole + ",4))", std::string()};
    if (value) result.value = *value;
    return result;
}

void add_pair(Sheet& sheet, std::string label, Cell value, RowStyle style = RowStyle::body) {
    sheet.rows.push_back({{std::move(label), std::move(value)}, style});
}

// The label stands by the first of the points only.
void add_points(Sheet& sheet, std::string label, const std::vector<std::string>& points) {
    for (const auto& point : points) add_pair(sheet, std::exchange(label, {}), point);
}

Sheet document(std::string key, std::string name, int label_width) {
    Sheet sheet;
    sheet.key = std::move(key);
    sheet.name = std::move(name);
    sheet.columns = {{"", CellKind::text, label_width, true}, {"", CellKind::text, 116}};
    return sheet;
}

}  // namespace

Workbook to_workbook(const ExpenditureSummary& summary, const Words& words, const ReportOrigin& origin) {
    return Builder(summary, words, origin).workbook();
}

namespace {

Workbook Builder::workbook() const {
    auto workbook = workbook_frame(word("title", {summary_.project.title}), word("subject", {summary_.project.programme, period()}),
                                   "expenditure", words_, origin_);
    if (summary_.project.invented_split) workbook.comments = word("invented");
    workbook.sheets = {overview(), expenditure(), financing(), vouchers(), readme()};
    return workbook;
}

Sheet Builder::overview() const {
    const auto& project = summary_.project;
    const auto& texts = project.texts;
    auto sheet = document("summary", sheet_name("summary"), 30);
    sheet.rows.push_back({{word("title", {project.title})}, RowStyle::title});
    sheet.rows.push_back(
        {{project.invented_split ? word("invented") : word("source", {texts.source})}, RowStyle::note});
    add_pair(sheet, word("programme"),
             project.diary_number.empty() ? project.programme : project.programme + ", " + project.diary_number);
    add_pair(sheet, word("period"), period());
    add_pair(sheet, word("total"), formula(name("total"), summary_.total.outcome), RowStyle::total);
    add_pair(sheet, word("unfinanced"), formula(name("difference"), summary_.unfinanced()));
    sheet.rows.push_back({{word("by_year")}, RowStyle::heading});
    for (std::size_t year = 0; year < years(); ++year) {
        add_pair(sheet, std::to_string(summary_.years[year]),
                 formula(address(expenditure_cell(total_row(), 1 + year)), summary_.total.outcome_by_year[year]));
    }
    sheet.rows.push_back({{word("report")}, RowStyle::heading});
    add_points(sheet, word("purpose"), texts.purpose);
    add_pair(sheet, word("activities"), texts.activities);
    add_points(sheet, word("focus_areas"), texts.focus_areas);
    add_pair(sheet, word("activity_kinds"), joined(texts.activity_kinds, ", "));
    add_pair(sheet, word("partners"), joined(texts.partners, ", "));
    add_points(sheet, word("results"), texts.results);
    for (const auto& one : texts.indicators) {
        add_pair(
            sheet, one.label,
            one.of == 0 ? std::to_string(one.value) : word("of", {std::to_string(one.value), std::to_string(one.of)}));
    }
    add_points(sheet, word("lessons"), texts.lessons);
    add_points(sheet, word("dissemination"), texts.dissemination);
    const auto& contact = texts.contact;
    add_pair(sheet, word("contact"), joined({contact.name, contact.role, contact.email, contact.phone}, ", "));
    return sheet;
}

Sheet Builder::expenditure() const {
    Sheet sheet;
    sheet.key = "expenditure";
    sheet.name = sheet_name("expenditure");
    sheet.columns.push_back({word("category"), CellKind::text, 24, true});
    for (const auto year : summary_.years) {
        sheet.columns.push_back({word("outcome_year", {std::to_string(year)}), CellKind::money, 11});
    }
    sheet.columns.push_back({word("outcome_sum"), CellKind::money, 11});
    for (const auto year : summary_.years) {
        sheet.columns.push_back({word("budget_year", {std::to_string(year)}), CellKind::money, 11});
    }
    sheet.columns.push_back({word("budget_sum"), CellKind::money, 11});
    sheet.columns.push_back({word("deviation"), CellKind::money, 11});
    sheet.columns.push_back({word("deviation_share"), CellKind::percent, 9});
    for (std::size_t i = 0; i < summary_.lines.size(); ++i) {
        sheet.rows.push_back(expenditure_row(summary_.lines[i], 1 + i, false));
    }
    sheet.rows.push_back(expenditure_row(summary_.total, total_row(), true));
    add_year_deviations(sheet);
    if (summary_.project.invented_split) sheet.rows.push_back({{word("invented")}, RowStyle::note});
    sheet.names = {{name("total"), expenditure_cell(total_row(), outcome_sum())}};
    sheet.chart = outcome_chart();
    sheet.chart->row = static_cast<std::uint32_t>(sheet.rows.size() + 2);
    return sheet;
}

// One line of the table; the total sums the lines above it, a category its vouchers.
SheetRow Builder::expenditure_row(const ExpenditureLine& line, std::size_t row, bool total) const {
    const auto local = [&](std::size_t column) { return local_address(CellRange::cell("", row, column)); };
    const auto above = [&](std::size_t column) {
        return "SUM(" + local_address(CellRange::down("", 1, row - 1, column)) + ")";
    };
    const auto across = [&](std::size_t from) {
        return "SUM(" + local_address(CellRange::across("", row, from, from + years() - 1)) + ")";
    };
    SheetRow result{{total ? word("total") : line.category}, total ? RowStyle::total : RowStyle::body};
    for (std::size_t i = 0; i < years(); ++i) {
        const auto year = summary_.years[i];
        const auto day = name("voucher_day");
        const auto booked = "SUMIFS(" + name("voucher_amount") + "," + name("voucher_category") + "," + local(0) + "," +
                            day + ",\">=\"&DATE(" + std::to_string(year) + ",1,1)," + day + ",\"<\"&DATE(" +
                            std::to_string(year + 1) + ",1,1))";
        result.cells.push_back(formula(total ? above(1 + i) : booked, line.outcome_by_year[i]));
    }
    result.cells.push_back(formula(across(1), line.outcome));
    for (std::size_t i = 0; i < years(); ++i) {
        if (total)
            result.cells.push_back(formula(above(outcome_sum() + 1 + i), line.budget_by_year[i]));
        else
            result.cells.emplace_back(line.budget_by_year[i]);
    }
    result.cells.push_back(formula(across(outcome_sum() + 1), line.budget));
    result.cells.push_back(formula(local(outcome_sum()) + "-" + local(budget_sum()), line.deviation()));
    result.cells.push_back(share_formula(local(deviation()), local(budget_sum()), line.deviation_share()));
    return result;
}

// Under the total: how each year, and the whole, came out against its budget.
void Builder::add_year_deviations(Sheet& sheet) const {
    const auto local = [](std::size_t row, std::size_t column) {
        return local_address(CellRange::cell("", row, column));
    };
    const auto& total = summary_.total;
    SheetRow kronor{{word("deviation")}, RowStyle::total}, share{{word("deviation_share")}, RowStyle::total};
    const auto row = total_row() + 1;
    for (std::size_t i = 0; i <= years(); ++i) {
        const auto outcome = i < years() ? total.outcome_by_year[i] : total.outcome;
        const auto budget = i < years() ? total.budget_by_year[i] : total.budget;
        const auto budgeted = local(total_row(), outcome_sum() + 1 + i);
        kronor.cells.push_back(formula(local(total_row(), 1 + i) + "-" + budgeted, outcome - budget));
        share.cells.push_back(share_formula(local(row, 1 + i), budgeted, share_of(outcome - budget, budget)));
    }
    sheet.rows.push_back(std::move(kronor));
    sheet.rows.push_back(std::move(share));
}

// Drawn from the years of the overview, whose labels are bare years.
SheetChart Builder::outcome_chart() const {
    std::vector<std::string> figures;
    for (std::size_t i = 0; i < years(); ++i) {
        figures.push_back(std::to_string(summary_.years[i]) + ": " + summary_.total.outcome_by_year[i].swedish());
    }
    const auto last = first_year_row + years() - 1;
    SheetChart chart;
    chart.title = word("chart", {summary_.total.outcome.swedish()});
    chart.alternative = word("chart_alternative", {joined(figures, ", ")});
    chart.categories = CellRange::down(sheet_name("summary"), first_year_row, last, 0);
    chart.values = CellRange::down(sheet_name("summary"), first_year_row, last, 1);
    return chart;
}

Sheet Builder::financing() const {
    Sheet sheet;
    sheet.key = "financing";
    sheet.name = sheet_name("financing");
    sheet.columns = {{word("financier"), CellKind::text, 44, true},
                     {word("financier_kind"), CellKind::text, 22},
                     {word("amount"), CellKind::money, 18},
                     {word("share"), CellKind::percent, 14}};
    const auto total = 1 + std::max<std::size_t>(summary_.financing.size(), 1);
    const auto sum_cell = local_address(CellRange::cell("", total, 2));
    for (std::size_t i = 0; i < summary_.financing.size(); ++i) {
        const auto& row = summary_.financing[i];
        const auto cell = local_address(CellRange::cell("", 1 + i, 2));
        sheet.rows.push_back({{row.financier, word("kind." + std::string(to_string(row.kind))), row.amount,
                               share_formula(cell, sum_cell, share_of(row.amount, summary_.financed))}});
    }
    if (summary_.financing.empty()) sheet.rows.push_back({{word("no_rows")}});
    const auto all = local_address(CellRange::down("", 1, total - 1, 2));
    sheet.rows.push_back({{word("financed"), std::monostate{}, formula("SUM(" + all + ")", summary_.financed),
                           share_formula(sum_cell, name("total"), share_of(summary_.financed, summary_.total.outcome))},
                          RowStyle::total});
    sheet.names = {{name("financed"), CellRange::cell(sheet.name, total, 2)}};
    add_controls(sheet);
    if (summary_.project.invented_split) sheet.rows.push_back({{word("invented")}, RowStyle::note});
    return sheet;
}

// Two differences that are zero when the figures agree, each said in words too.
void Builder::add_controls(Sheet& sheet) const {
    sheet.rows.push_back({{word("controls")}, RowStyle::heading});
    const auto add = [&](std::string label, const std::string& difference, Money value) {
        const auto row = sheet.rows.size() + 1;
        const auto cell = local_address(CellRange::cell("", row, 2));
        const auto verdict =
            "=IF(ROUND(" + cell + ",2)=0," + formula_text(word("agrees")) + "," + formula_text(word("differs")) + ")";
        sheet.rows.push_back({{std::move(label), Formula{verdict, word(value.zero() ? "agrees" : "differs")},
                               formula("ROUND(" + difference + ",2)", value)}});
        return CellRange::cell(sheet.name, row, 2);
    };
    sheet.names.push_back(
        {name("difference"), add(word("unfinanced"), name("total") + "-" + name("financed"), summary_.unfinanced())});
    Money booked;
    for (const auto& row : summary_.vouchers) booked += row.amount;
    add(word("unbooked"), name("total") + "-SUM(" + name("voucher_amount") + ")", summary_.total.outcome - booked);
}

Sheet Builder::vouchers() const {
    Sheet sheet;
    sheet.key = "vouchers";
    sheet.name = sheet_name("vouchers");
    sheet.filter = true;
    sheet.columns = {{word("voucher"), CellKind::text, 15, true}, {word("booked_on"), CellKind::date, 13},
                     {word("category"), CellKind::text, 27},      {word("supplier"), CellKind::text, 34},
                     {word("text"), CellKind::text, 58},          {word("amount"), CellKind::money_exact, 16}};
    for (const auto& row : summary_.vouchers) {
        const auto* category = summary_.project.category(row.category);
        sheet.rows.push_back({{row.voucher, row.booked_on, category ? category->label : row.category, row.supplier,
                               row.text, row.amount}});
    }
    if (sheet.rows.empty()) sheet.rows.push_back({{word("no_rows")}});
    const auto last = sheet.rows.size();
    const auto whole = [&](std::size_t column) { return CellRange::down(sheet.name, 1, last, column); };
    const Cell none;
    sheet.rows.push_back({{word("filtered_sum"), none, none, none, none,
                           formula("SUBTOTAL(109," + local_address(whole(5)) + ")", summary_.total.outcome)},
                          RowStyle::total});
    if (summary_.project.invented_split) sheet.rows.push_back({{word("invented")}, RowStyle::note});
    sheet.names = {
        {name("voucher_day"), whole(1)}, {name("voucher_category"), whole(2)}, {name("voucher_amount"), whole(5)}};
    return sheet;
}

Sheet Builder::readme() const {
    const auto& project = summary_.project;
    auto sheet = document("readme", sheet_name("readme"), 30);
    sheet.rows.push_back({{sheet.name}, RowStyle::title});
    add_pair(sheet, word("readme.what"), word("readme.what_text", {project.title}));
    add_pair(sheet, word("readme.ledger"), word("readme.ledger_text"));
    add_pair(sheet, word("readme.source"), project.texts.source);
    if (project.invented_split) add_pair(sheet, word("readme.invented"), word("readme.invented_text"));
    std::vector<std::string> selection;
    for (const auto& [key, value] : origin_.parameters) selection.push_back(key + " = " + value);
    add_points(sheet, word("readme.selection"), selection.empty() ? std::vector{project.slug} : selection);
    add_pair(sheet, word("period"), period());
    add_pair(sheet, word("readme.made_at"), stockholm_minute(origin_.made_at));
    add_pair(sheet, word("readme.made_by"), origin_.made_by);
    add_pair(sheet, word("readme.version"), origin_.version);
    add_pair(sheet, word("readme.rows"), word("readme.rows_text", {std::to_string(summary_.vouchers.size())}));
    add_pair(sheet, word("readme.fingerprint"), fingerprint());
    sheet.rows.push_back({{word("readme.definitions")}, RowStyle::heading});
    for (const auto* key : {"outcome", "budget", "deviation", "deviation_share", "share", "unfinanced", "unbooked"}) {
        add_pair(sheet, word(key), word("readme." + std::string(key)));
    }
    return sheet;
}

// Of every row the report rests on: two reports with the same mark were made of the same rows.
std::string Builder::fingerprint() const {
    Sha256 hash;
    const auto line = [&](const std::vector<std::string>& parts) { hash.add(joined(parts, "\t") + "\n"); };
    for (const auto& row : summary_.vouchers) {
        line({row.voucher, row.booked_on.iso(), row.category, row.supplier, row.text, row.amount.plain()});
    }
    for (const auto& row : summary_.lines) {
        for (const auto& amount : row.budget_by_year) line({row.category, amount.plain()});
    }
    for (const auto& row : summary_.financing)
        line({row.financier, std::string(to_string(row.kind)), row.amount.plain()});
    return hash.hex();
}

}  // namespace

}  // namespace bygd
