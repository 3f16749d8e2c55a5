// The pages and the JSON of what is decided on funds: moves, corrections, parts, commitments, the year-end close and payments made
// earlier. What each role sees, what is typed and refused at its field, and that two persons are two.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "budget/fund_store.hpp"
#include "tests/database/case_site.hpp"
#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

const Pairs regional{{"code", "RUS-2026"}, {"name", "Medel 1:1"}, {"year", "2026"}, {"source", "state_1_1"}, {"amount", "6 000 000"}, {"text", "Brev"}};
const Pairs national{{"code", "KS-2026"}, {"name", "Nationell pott"}, {"year", "2026"}, {"source", "national_pot"}, {"amount", "4 500 000"}, {"text", "Brev"}};

struct Funds : Site {
    Funds() {
        add("maria.manager", Role::manager);
        add("mona.manager", Role::manager);
        add("eva.ekonom", Role::finance);
        add("anna.officer", Role::officer);
        add("admin", Role::administrator);
        Person maria(*this, "maria.manager");
        for (const auto* fund : {&regional, &national}) {
            maria.get("/budget/new");
            maria.post("/budget", *fund);
        }
    }
};

TEST(FundDecisionPages, AManagerMovesMoneyAndCorrectsItAndBothFundsSayIt) {
    Funds site;
    Person maria(site, "maria.manager");
    const std::string page = "/budget/RUS-2026/decisions";
    EXPECT_TRUE(has(maria.get(page), "Nationell pott"));
    auto refused = maria.post("/budget/RUS-2026/moves", {{"to", "KS-2026"}, {"amount", "7 000 000"}, {"reference", ""}, {"text", "Skäl & \"så\""}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "href=\"#field-reference\""));
    EXPECT_TRUE(has(refused, "value=\"7 000 000\""));
    EXPECT_TRUE(has(refused, "Skäl &amp; &quot;så&quot;"));
    maria.get(page);
    refused = maria.post("/budget/RUS-2026/moves", {{"to", "KS-2026"}, {"amount", "7 000 000"}, {"reference", "§ 7"}});
    EXPECT_TRUE(has(refused, "6\u00a0000\u00a0000\u00a0kr är ledigt"));
    maria.get(page);
    ASSERT_EQ(location(maria.post("/budget/RUS-2026/moves", {{"to", "KS-2026"}, {"amount", "100 000"}, {"reference", "RUN 2026/1 § 7"}})), "303 " + page);
    auto shown = maria.get(page);
    EXPECT_TRUE(has(shown, "till KS-2026"));
    EXPECT_TRUE(has(shown, "RUN 2026/1 § 7"));
    EXPECT_TRUE(has(maria.get("/budget/KS-2026/decisions"), "från RUS-2026"));
    EXPECT_TRUE(has(maria.get("/budget/KS-2026"), "href=\"/budget/RUS-2026\""));
    const auto listed = maria.api("/api/v1/funds/RUS-2026/decisions").second["decisions"];
    const auto id = std::to_string(listed[0]["id"].get<int>());
    EXPECT_EQ(maria.get(page + "/" + id).status, 200);
    ASSERT_EQ(location(maria.post(page + "/" + id, {{"amount", "10 000"}, {"reference", "RUN 2026/1 § 7"}, {"text", "En nolla för mycket"}})), "303 " + page);
    shown = maria.get(page);
    EXPECT_TRUE(has(shown, "Rättar beslut " + id));
    EXPECT_TRUE(has(shown, "Rättat genom beslut"));
    EXPECT_EQ(maria.api("/api/v1/funds/KS-2026").second["allocated"], "4510000.00");
    EXPECT_EQ(maria.get("/budget/RUS-2026/decisions/999").status, 404);
}

TEST(FundDecisionPages, APartAnAuthorisationAndTheirPagesInBothLanguages) {
    Funds site;
    Person maria(site, "maria.manager"), anna(site, "anna.officer");
    maria.get("/budget/RUS-2026/parts");
    EXPECT_EQ(maria.post("/budget/RUS-2026/parts", {{"amount", "1"}, {"reference", "§ 1"}}).status, 422);
    maria.get("/budget/RUS-2026/parts");
    ASSERT_EQ(location(maria.post("/budget/RUS-2026/parts", {{"form", "service_grant"}, {"municipality", "2039"}, {"amount", "2 000 000"},
                                                             {"reference", "§ 1"}})), "303 /budget/RUS-2026/parts");
    const auto parts = anna.get("/budget/RUS-2026/parts");
    EXPECT_TRUE(has(parts, "Älvdalen"));
    EXPECT_FALSE(has(parts, "<form class=\"form\" method=\"post\" action=\"/budget"));
    maria.get("/budget/commitments");
    auto refused = maria.post("/budget/authorisations", {{"source", "state_1_1"}, {"year", "26"}, {"amount", "x"}, {"reference", "§ 1"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "href=\"#field-year\""));
    maria.get("/budget/commitments");
    ASSERT_EQ(location(maria.post("/budget/authorisations", {{"source", "state_1_1"}, {"year", "2026"}, {"amount", "6 000 000"}, {"reference", "§ 1"}})),
              "303 /budget/commitments");
    auto shown = anna.get("/budget/commitments?source=state_1_1&day=2026-12-31");
    EXPECT_TRUE(has(shown, "6\u00a0000\u00a0000"));
    EXPECT_TRUE(has(shown, "Inget var utestående."));
    EXPECT_EQ(anna.get("/budget/commitments?day=2026-02-30").status, 422);
    EXPECT_EQ(anna.get("/budget/commitments?source=%3Cscript%3E&day=9999-12-31").status, 422);
    EXPECT_EQ(anna.api("/api/v1/commitments?source=state_1_1&day=2026-12-31").second["ceiling"], "6000000.00");
    EXPECT_EQ(anna.api("/api/v1/commitments?source=x").first, 422);
    EXPECT_EQ(anna.api("/api/v1/authorisations").second["authorisations"][0]["left"], "6000000.00");
    for (const auto* format : {"xlsx", "csv", "html", "json"}) {
        EXPECT_EQ(anna.get("/reports/commitments?source=state_1_1&day=2026-12-31&format=" + std::string(format)).status, 200) << format;
    }
    EXPECT_EQ(anna.get("/reports/commitments?source=x&format=csv").status, 422);
}

TEST(FundDecisionPages, TwoPersonsCloseAFundAndThePageSaysWhatMayStillBeBooked) {
    Funds site;
    site.clock.set(parse_utc("2027-01-18T08:00:00.000000Z"));
    Person maria(site, "maria.manager"), eva(site, "eva.ekonom");
    const std::string page = "/budget/RUS-2026/closing";
    EXPECT_TRUE(has(maria.get(page), "Begär bokslut för 2026"));
    EXPECT_EQ(maria.post(page, {{"step", "asked 2026"}, {"text", ""}}).status, 422);
    maria.get(page);
    ASSERT_EQ(location(maria.post(page, {{"step", "asked 2026"}, {"text", "Enligt plan"}})), "303 " + page);
    EXPECT_FALSE(has(maria.get(page), "Bekräfta bokslutet"));
    EXPECT_TRUE(has(eva.get(page), "Bekräfta bokslutet för 2026"));
    ASSERT_EQ(location(eva.post(page, {{"step", "closed 2026"}, {"text", ""}})), "303 " + page);
    EXPECT_TRUE(has(eva.get(page), "stängd till och med 2026-12-31"));
    const auto fund = maria.get("/budget/RUS-2026");
    EXPECT_TRUE(has(fund, "stängd till och med 2026-12-31"));
    EXPECT_FALSE(has(fund, "/budget/RUS-2026/allocations"));
    EXPECT_EQ(maria.api("/api/v1/funds/RUS-2026/allocations", {{"movement", "allocation"}, {"amount", "1"}, {"text", "x"}}, "k1").second["problems"][0]["code"],
              "fund.closed");
    EXPECT_EQ(maria.api("/api/v1/funds/RUS-2026/closings").second["closed_through"], "2026-12-31");
    EXPECT_EQ(maria.api("/api/v1/funds/RUS-2026/closings", {{"step", "reopen_asked"}, {"year", 2026}, {"text", "Glömt"}}, "k2").first, 201);
    EXPECT_EQ(maria.api("/api/v1/funds/RUS-2026/closings", {{"step", "reopened"}, {"year", 2026}}, "k3").first, 409);
    Person mona(site, "mona.manager");
    EXPECT_EQ(mona.api("/api/v1/funds/RUS-2026/closings", {{"step", "reopened"}, {"year", 2026}}, "k4").first, 201);
    EXPECT_EQ(maria.api("/api/v1/funds/RUS-2026/closings").second["steps"].size(), 4u);
}

TEST(FundDecisionPages, OthersReadAndAnAdministratorSeesNothing) {
    Funds site;
    Person anna(site, "anna.officer"), admin(site, "admin");
    const json move{{"to", "KS-2026"}, {"amount", "1"}, {"reference", "§ 1"}};
    EXPECT_EQ(anna.api("/api/v1/funds/RUS-2026/moves", move, "a1").first, 403);
    EXPECT_EQ(anna.api("/api/v1/funds/RUS-2026/decisions/1/corrections", move, "a2").first, 403);
    EXPECT_EQ(anna.api("/api/v1/funds/RUS-2026/parts", move, "a3").first, 403);
    EXPECT_EQ(anna.api("/api/v1/authorisations", move, "a4").first, 403);
    EXPECT_EQ(anna.api("/api/v1/funds/RUS-2026/closings", {{"step", "asked"}, {"year", 2026}}, "a5").first, 403);
    EXPECT_EQ(anna.get("/budget/RUS-2026/decisions/1").status, 403);
    for (const auto* path : {"/budget/RUS-2026/decisions", "/budget/RUS-2026/parts", "/budget/RUS-2026/closing", "/budget/commitments"}) {
        EXPECT_EQ(anna.get(path).status, 200) << path;
        EXPECT_FALSE(has(anna.get(path), "<form class=\"form\" method=\"post\" action=\"/budget")) << path;
        EXPECT_EQ(admin.get(path).status, 404) << path;
    }
    for (const auto* path : {"/api/v1/funds/RUS-2026/decisions", "/api/v1/funds/RUS-2026/parts", "/api/v1/funds/RUS-2026/closings",
                             "/api/v1/authorisations", "/api/v1/commitments?source=own"}) {
        EXPECT_EQ(anna.api(path).first, 200) << path;
        EXPECT_EQ(admin.api(path).first, 404) << path;
    }
    EXPECT_EQ(admin.api("/api/v1/funds/RUS-2026/moves", move, "b1").first, 404);
}

}  // namespace
}  // namespace bygd

namespace bygd::testing_case_site {
namespace {

TEST(PastPayment, IsWrittenDownByOneAndBookedByAnotherOnTheDayItWasPaid) {
    CaseSite site;
    site.add_person("maria", Role::manager);
    site.add_person("filip", Role::finance);
    const auto number = site.under_decision("service_grant");
    site.take("david", number, "approve");
    site.take("anna", number, "dispatch");
    site.clock.set(parse_utc("2026-06-01T08:00:00.000000Z"));
    Visitor maria(site, "maria"), eva(site, "eva"), anna(site, "anna"), filip(site, "filip");
    const auto url = case_url(number), page = url + "/past-payments", api = "/api/v1" + page;
    EXPECT_NE(maria.get(url).body.find(page), std::string::npos);
    maria.get(page);
    auto refused = maria.post(page, "ask_past", {{"amount", "100 001"}, {"paid_on", "2026-01-01"}, {"reference", ""}, {"text", "Gamla systemet"}});
    EXPECT_EQ(refused.status, 422);
    for (const auto* field : {"amount", "paid_on", "reference"}) {
        EXPECT_NE(refused.body.find("href=\"#field-" + std::string(field) + "\""), std::string::npos) << field;
    }
    EXPECT_NE(refused.body.find("Gamla systemet"), std::string::npos);
    maria.get(page);
    EXPECT_EQ(maria.post(page, "ask_past", {{"amount", "60 000"}, {"paid_on", "2026-04-01"}, {"reference", "V 1234"}, {"text", "Gamla systemet"}}).status, 303);
    const json again{{"amount", "1"}, {"paid_on", "2026-04-01"}, {"reference", "V 1"}, {"text", "x"}};
    EXPECT_EQ(eva.api(api, again, "k1").first, 409) << "one at a time";
    EXPECT_EQ(anna.api(api, again, "k2").first, 403);
    const auto id = std::to_string(eva.api(api).second["past_payments"][0]["id"].get<int>());
    const auto version = [&] { return site.now(number).version; };
    EXPECT_EQ(maria.api(api + "/" + id, {{"step", "book"}, {"version", version()}}, "k3").first, 403);
    EXPECT_EQ(eva.api(api + "/" + id, {{"step", "book"}, {"version", version() - 1}}, "k4").first, 409);
    EXPECT_EQ(eva.api(api + "/" + id, {{"step", "book"}, {"version", version()}}, "k5").first, 200);
    EXPECT_EQ(eva.api(api + "/" + id, {{"step", "book"}, {"version", version()}}, "k6").first, 409);
    const auto subject = site.now(number);
    EXPECT_EQ(subject.paid, Money::kronor(60'000));
    EXPECT_EQ(site.balance().paid, Money::kronor(60'000));
    const auto entries = site.services().database.read([&](Transaction& tx) { return ledger_of_case(tx, subject.id); });
    EXPECT_EQ(entries.back().booked_on, Date(2026, 4, 1));
    EXPECT_EQ(entries.back().text, "V 1234");
    EXPECT_EQ(site.faults(), std::vector<std::string>());
    // No run takes it: nothing waits to be paid.
    EXPECT_EQ(eva.api("/api/v1/payouts?stage=to_pay").second["payouts"].size(), 0u);
    // Of finance two are needed, and what was written down wrongly is taken away.
    EXPECT_EQ(eva.api(api, again, "k7").first, 201);
    const auto next = std::to_string(eva.api(api).second["past_payments"][0]["id"].get<int>());
    EXPECT_EQ(eva.api(api + "/" + next, {{"step", "book"}, {"version", version()}}, "k8").first, 409);
    EXPECT_EQ(filip.api(api + "/" + next, {{"step", "withdraw"}, {"version", version()}}, "k9").first, 200);
    EXPECT_EQ(site.balance().paid, Money::kronor(60'000));
    EXPECT_NE(filip.get(page).body.find("Borttagen"), std::string::npos);
    EXPECT_EQ(site.faults(), std::vector<std::string>());
    // The rest is paid in the ordinary way.
    site.take("anna", number, "prepare_payment");
    site.take("eva", number, "attest", {}, "", "claim");
    site.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    EXPECT_TRUE(site.now(number).outstanding().zero());
    EXPECT_EQ(site.faults(), std::vector<std::string>());
}

}  // namespace
}  // namespace bygd::testing_case_site
