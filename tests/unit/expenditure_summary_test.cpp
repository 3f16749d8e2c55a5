#include "reports/expenditure_summary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/error.hpp"
#include "base/words.hpp"
#include "projects/project_json.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

ProjectEconomy demo() {
    return parse_project(file_text("schemas/demo/processledning-rsp-2016-2019.json"));
}

Workbook workbook_of(ProjectEconomy economy, const std::string& language = "sv") {
    const auto words = Words::parse(language, file_text("backend/web/words." + language + ".json"));
    const ReportOrigin origin{
        "Test", parse_utc("2026-11-23T13:05:00.000000Z"), "0.1.0", "Region Dalarna", {{"project", economy.project.slug}}};
    return to_workbook(summarise_expenditure(std::move(economy)), words, origin);
}

std::string rendered(const Workbook& workbook, ReportFormat format, std::string_view sheet = {}) {
    std::ostringstream out;
    render(workbook, format, out, sheet);
    return out.str();
}

std::vector<std::int64_t> kronor(const std::vector<Money>& amounts) {
    std::vector<std::int64_t> whole;
    for (const auto& amount : amounts) {
        EXPECT_EQ(amount.minor() % 100, 0);
        whole.push_back(amount.minor() / 100);
    }
    return whole;
}

// domain §5.1, row by row.
TEST(ExpenditureSummary, TheDemoProjectIsTheTableOfTheDomain) {
    using Years = std::vector<std::int64_t>;
    const auto summary = summarise_expenditure(demo());
    const std::vector<std::pair<std::string, Years>> expected{
        {"Personal", {315'000, 596'000, 622'000, 585'000}},
        {"Indirekta kostnader, 15 %", {47'250, 89'400, 93'300, 87'750}},
        {"Externa tjänster", {80'000, 172'300, 190'000, 170'000}},
        {"Resor och logi", {30'000, 46'000, 48'000, 44'000}},
        {"Information och konferens", {24'750, 42'300, 38'700, 36'250}},
        {"Investering och materiel", {15'000, 22'000, 20'000, 28'000}}};
    ASSERT_EQ(summary.lines.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(summary.lines[i].category, expected[i].first);
        EXPECT_EQ(kronor(summary.lines[i].outcome_by_year), expected[i].second) << expected[i].first;
    }
    EXPECT_EQ(kronor(summary.total.outcome_by_year), (Years{512'000, 968'000, 1'012'000, 951'000}));
    EXPECT_EQ(summary.total.outcome, Money::kronor(3'443'000));
    EXPECT_EQ(summary.total.budget, Money::kronor(3'500'000));
    EXPECT_EQ(summary.total.deviation(), Money::kronor(-57'000));
    EXPECT_EQ(summary.total.deviation_share(), BasisPoints{-163});
    EXPECT_TRUE(summary.unfinanced().zero());
    EXPECT_EQ(share_of(summary.financing[0].amount, summary.financed), BasisPoints{7'000});
    EXPECT_GE(summary.vouchers.size(), 120u);
}

TEST(ExpenditureSummary, SharesRoundHalvesAwayFromZero) {
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return share_of(Money::of_minor(part), Money::of_minor(whole));
    };
    EXPECT_EQ(share(1, 3), BasisPoints{3'333});
    EXPECT_EQ(share(2, 3), BasisPoints{6'667});
    EXPECT_EQ(share(1, 20'000), BasisPoints{1});  // 0,5 of a basis point
    EXPECT_EQ(share(-1, 20'000), BasisPoints{-1});
    EXPECT_EQ(share(1, -20'000), BasisPoints{-1});
    EXPECT_EQ(share(-1, -20'000), BasisPoints{1});
    EXPECT_EQ(share(1, 20'001), BasisPoints{0});
    EXPECT_EQ(share(9'999'999'999'999, 9'999'999'999'999), BasisPoints{10'000});
    EXPECT_EQ(share(1, 0), std::nullopt);
}

TEST(ExpenditureSummary, NoRowIsLeftOutInSilence) {
    auto economy = demo();
    economy.expenditure.push_back({"X-1", Date(2020, 1, 1), "travel", "S", "T", Money::kronor(1)});
    economy.expenditure.push_back({"X-1", Date(2019, 1, 1), "parties", "S", "T", Money::kronor(1)});
    try {
        summarise_expenditure(economy);
        FAIL() << "rows that no cell can hold";
    } catch (const Error& error) {
        const auto at = std::to_string(economy.expenditure.size() - 2),
                   after = std::to_string(economy.expenditure.size() - 1);
        EXPECT_EQ(
            error.problems(),
            (Problems{{"expenditure." + at + ".booked_on", "project.outside_period", {"2016-01-01", "2019-12-31"}},
                      {"expenditure." + after + ".category", "project.category_unknown", {"parties"}},
                      {"expenditure." + after + ".voucher", "project.voucher_twice", {"X-1"}}}));
    }
}

TEST(ExpenditureSummary, ACorrectionTakesBackWhatItCorrects) {
    auto economy = demo();
    economy.expenditure.push_back({"X-1", Date(2019, 12, 31), "travel", "S", "Rättelse", -Money::kronor(1'000)});
    const auto summary = summarise_expenditure(economy);
    EXPECT_EQ(summary.total.outcome, Money::kronor(3'442'000));
    EXPECT_EQ(summary.unfinanced(), Money::kronor(-1'000));
    EXPECT_NE(rendered(workbook_of(economy), ReportFormat::csv, "financing")
                  .find("Utgifter minus finansiering;Stämmer inte;-1000,00;"),
              std::string::npos);
}

TEST(ExpenditureSummary, EverySheetIsAsItWasAgreed) {
    const auto workbook = workbook_of(demo());
    for (const auto* sheet : {"summary", "expenditure", "financing", "vouchers", "readme"}) {
        expect_golden("expenditure_summary." + std::string(sheet) + ".csv",
                      rendered(workbook, ReportFormat::csv, sheet));
    }
    expect_golden("expenditure_summary.json", rendered(workbook, ReportFormat::json));
}

TEST(ExpenditureSummary, SaysWhatIsInventedInEveryFormat) {
    const auto workbook = workbook_of(demo());
    for (const auto format : {ReportFormat::csv, ReportFormat::html, ReportFormat::json}) {
        EXPECT_NE(rendered(workbook, format).find("påhittade"), std::string::npos) << to_string(format);
    }
    auto real = demo();
    real.project.invented_split = false;
    EXPECT_EQ(rendered(workbook_of(real), ReportFormat::html).find("påhittad"), std::string::npos);
}

TEST(ExpenditureSummary, EnglishHasEveryWord) {
    for (const auto* language : {"sv", "en"}) {
        const auto text = rendered(workbook_of(demo(), language), ReportFormat::json);
        EXPECT_EQ(text.find("[report."), text.npos) << language << ": " << text.substr(text.find("[report."), 60);
    }
    EXPECT_NE(rendered(workbook_of(demo(), "en"), ReportFormat::csv).find("Total expenditure;512000,00"),
              std::string::npos);
}

TEST(ExpenditureSummary, AProjectWithoutRowsIsStillAReport) {
    auto economy = demo();
    economy.budget.clear();
    economy.expenditure.clear();
    economy.financing.clear();
    const auto text = rendered(workbook_of(economy), ReportFormat::csv);
    EXPECT_NE(text.find("Summa utgifter;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;\r\n"), text.npos)
        << text;
    EXPECT_TRUE(rendered(workbook_of(economy), ReportFormat::xlsx).starts_with("PK"));
}

}  // namespace
}  // namespace bygd
