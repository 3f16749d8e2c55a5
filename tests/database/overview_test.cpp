// The manager's page over a house with cases: its figures are those of the ledger, and each link leads to a list of just
// as many cases as the figure says.
#include <gtest/gtest.h>

#include <regex>

#include "base/text.hpp"
#include "reports/portfolio_store.hpp"
#include "tests/database/case_site.hpp"

namespace bygd::testing_case_site {
namespace {

struct Overview : CaseSite {
    std::string granted(const std::string& form) {
        const auto number = register_application(form);
        take("anna", number, "assign");
        answer_all(number);
        look_up_and_ask(number);
        take("anna", number, "propose", proposal());
        take("anna", number, "submit_for_decision");
        take("david", number, "approve");
        return number;
    }
    Portfolio read(int year = 2026) {
        return services().database.read([&](Transaction& tx) { return read_portfolio(tx, services(), year); });
    }
    void tamper(const std::string& sql) {
        server.owner().transact([&](Transaction& tx) { tx.execute(sql); });
    }
};

std::size_t rows_of(const std::string& page) {
    std::size_t rows = 0;
    for (auto at = page.find("class=\"primary nowrap\""); at != std::string::npos; at = page.find("class=\"primary nowrap\"", at + 1)) ++rows;
    return rows;
}

TEST(OverviewPage, EveryFigureOfCasesLeadsToJustAsManyCases) {
    Overview house;
    const auto first = house.granted("service_grant"), second = house.granted("operating_support");
    house.register_application("investment_support");
    house.tamper("UPDATE aid_case SET received_on = '2025-06-30' WHERE diary_number = '" + first + "'");
    Visitor anna(house, "anna");
    const auto page = anna.get("/overview?year=2026").body;
    // A tile or a cell: the link, then the number in it.
    const std::regex link("href=\"(/cases\\?[^\"]*)\"[^>]*>(?:<span class=\"tile-name\">[^<]*</span><span class=\"tile-value\">)?([0-9]+)<");
    int checked = 0, with_cases = 0;
    for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at) {
        const auto url = replaced_all((*at)[1].str(), "&amp;", "&");
        const auto count = std::stoul((*at)[2].str());
        const auto list = anna.get(url);
        EXPECT_EQ(list.status, 200) << url;
        EXPECT_EQ(rows_of(list.body), count) << url;
        ++checked;
        if (count > 0) ++with_cases;
    }
    EXPECT_GT(checked, 40);
    EXPECT_GT(with_cases, 8);
}

TEST(OverviewPage, CountsWhatTheLedgerSays) {
    Overview house;
    const auto number = house.granted("service_grant");
    const auto subject = house.now(number);
    const auto before = house.read();
    const auto total = before.total();
    EXPECT_EQ(total.granted, 1);
    EXPECT_EQ(total.received, 1);
    EXPECT_EQ(total.granted_amount, subject.granted);
    EXPECT_EQ(total.outstanding, subject.granted);
    EXPECT_EQ(total.supported, 1);
    ASSERT_EQ(before.times.size(), 1u);
    EXPECT_EQ(before.times[0].step, "decision");
    EXPECT_EQ(before.times[0].median, before.times[0].ninetieth);
    ASSERT_EQ(before.maturities.size(), 1u);
    EXPECT_EQ(before.maturities[0].outstanding, subject.granted);
    Money expected = before.forecast.never_paid;
    for (const auto& part : before.forecast.parts) expected += part.expected;
    EXPECT_EQ(expected, subject.granted);
    EXPECT_EQ(house.read(2025).total().granted, 0);
    EXPECT_EQ(house.read(2025).total().outstanding, subject.granted) << "what is left is of today";
    EXPECT_EQ(before.places.size(), 15u);
    EXPECT_EQ(before.authorisation, Money::kronor(6'000'000));
    EXPECT_EQ(house.read(2019).authorisation, std::nullopt);
}

TEST(OverviewPage, IsReadByWhoReadsTheBudgetAndBearsAnyYear) {
    Overview house;
    Visitor anna(house, "anna");
    for (const auto* year : {"2026", "1", "abc", "9999999999999999999", "2099", ""}) {
        const auto page = anna.get("/overview?year=" + std::string(year));
        EXPECT_EQ(page.status, 200) << year;
        EXPECT_NE(page.body.find("tile-map"), std::string::npos);
    }
    for (const auto* format : {"xlsx", "csv", "html", "json"}) {
        EXPECT_EQ(anna.get("/reports/portfolio?year=2026&format=" + std::string(format)).status, 200) << format;
    }
    EXPECT_EQ(anna.get("/reports/portfolio?year=1&format=csv").status, 422);
}

TEST(CaseList, SaysEveryFilterAndTakesOneAway) {
    Overview house;
    const auto number = house.granted("service_grant");
    Visitor anna(house, "anna");
    const auto organisation = std::to_string(house.now(number).organisation.value());
    const auto page = anna.get("/cases?granted=1&decided=2026&organisation=" + organisation + "&state=decided_approved&form=service_grant").body;
    EXPECT_EQ(rows_of(page), 1u);
    EXPECT_NE(page.find("Beslutade 2026"), std::string::npos);
    EXPECT_NE(page.find("href=\"/cases?granted=1&amp;organisation=" + organisation + "&amp;state=decided_approved&amp;form=service_grant&amp;\""), std::string::npos)
        << "the link without the year";
    EXPECT_NE(page.find("<input type=\"hidden\" name=\"decided\" value=\"2026\">"), std::string::npos) << "kept when another filter is chosen";
    EXPECT_EQ(rows_of(anna.get("/cases?decided=2025").body), 0u);
    EXPECT_EQ(rows_of(anna.get("/cases?decided=<script>&year=99999999999").body), 1u) << "what is no year filters nothing";
    EXPECT_EQ(anna.get("/cases?state=%3Cscript%3E").body.find("<script>alert"), std::string::npos);
}

}  // namespace
}  // namespace bygd::testing_case_site
