// The pages of budget and payouts and their JSON, on the whole site as the server serves it: what each role sees, what
// is typed and refused, and that a repeated command counts once. No socket: dispatch() is what the server calls.
#include <gtest/gtest.h>

#include <set>

#include "budget/fund_store.hpp"
#include "demo/demo.hpp"
#include "payouts/claim_store.hpp"
#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

const Pairs fund{{"code", "rus-2026"},           {"name", "Medel <b>1:1</b> Åre"}, {"year", "2026"},
                 {"source", "state_1_1"},        {"amount", "6 000 000"},          {"booked_on", "2026-01-02"},
                 {"text", "Regleringsbrev =1+1"}};

Pairs with(Pairs fields, const std::string& name, const std::string& value) {
    for (auto& field : fields) {
        if (field.first == name) field.second = value;
    }
    return fields;
}

TEST(BudgetPages, AManagerMakesAFundAndMovesMoneyAndTheFiguresFollow) {
    Site site;
    site.add("maria.manager", Role::manager);
    Person maria(site, "maria.manager");
    EXPECT_TRUE(has(maria.get("/budget"), "Det finns inga potter för det här året."));
    EXPECT_EQ(maria.get("/budget/new").status, 200);
    ASSERT_EQ(location(maria.post("/budget", fund)), "303 /budget/RUS-2026");
    EXPECT_EQ(location(maria.post("/budget", fund)), "303 /budget/RUS-2026");  // a double click

    auto shown = maria.get("/budget/RUS-2026");
    EXPECT_TRUE(has(shown, "Medel &lt;b&gt;1:1&lt;/b&gt; Åre"));
    EXPECT_FALSE(has(shown, "<b>1:1"));
    EXPECT_TRUE(has(shown, "Regleringsbrev =1+1"));
    const Pairs withdrawal{
        {"movement", "withdrawal"}, {"amount", "250 000,50"}, {"booked_on", "2026-11-24"}, {"text", "Omfördelning"}};
    EXPECT_EQ(location(maria.post("/budget/RUS-2026/allocations", withdrawal)), "303 /budget/RUS-2026");
    EXPECT_EQ(location(maria.post("/budget/RUS-2026/allocations", withdrawal)), "303 /budget/RUS-2026");

    shown = maria.get("/budget/RUS-2026");
    EXPECT_TRUE(has(shown, "Indraget"));
    EXPECT_TRUE(has(shown, "Omfördelning"));
    shown = maria.get("/budget");
    EXPECT_TRUE(has(shown, "5\u00a0749\u00a0999,50"));
    EXPECT_TRUE(has(shown, "Tilldelat minus beslutat"));  // the definition stands there
    EXPECT_TRUE(has(shown, "<title>Budget 2026"));
    EXPECT_FALSE(has(maria.get("/budget?year=2019"), "<title>Budget 2019"));
    EXPECT_TRUE(has(maria.get("/budget?year=all"), "<title>Budget Alla år"));
    EXPECT_EQ(maria.get("/budget/rus-2026").status, 200);
    EXPECT_EQ(maria.get("/budget/RUS-2027").status, 404);
}

TEST(BudgetPages, KeepWhatWasTypedBesideWhatIsWrong) {
    Site site;
    site.add("maria.manager", Role::manager);
    Person maria(site, "maria.manager");
    maria.get("/budget/new");
    auto refused = maria.post("/budget", with(with(fund, "amount", "12,345"), "booked_on", "2026-02-30"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "value=\"12,345\""));
    EXPECT_TRUE(has(refused, "Ange beloppet med högst två decimaler"));
    EXPECT_TRUE(has(refused, "Det datumet finns inte i kalendern."));
    EXPECT_TRUE(has(refused, "href=\"#field-amount\""));
    maria.get("/budget/new");
    ASSERT_EQ(maria.post("/budget", fund).status, 303);
    maria.get("/budget/RUS-2026");
    refused = maria.post(
        "/budget/RUS-2026/allocations",
        {{"movement", "withdrawal"}, {"amount", "6 000 001"}, {"booked_on", "2026-11-24"}, {"text", "Skäl & \"så\""}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "6\u00a0000\u00a0000\u00a0kr är ledigt"));
    EXPECT_TRUE(has(refused, "Skäl &amp; &quot;så&quot;"));
}

TEST(BudgetPages, OthersReadWithoutTheFormAndAnAdministratorSeesNothing) {
    Site site;
    site.add("maria.manager", Role::manager);
    site.add("admin", Role::administrator);
    Person maria(site, "maria.manager"), admin(site, "admin");
    maria.get("/budget/new");
    ASSERT_EQ(maria.post("/budget", fund).status, 303);
    for (const auto role : {Role::finance, Role::decider, Role::auditor, Role::officer}) {
        const std::string name = "en." + std::string(to_string(role));
        site.add(name, role);
        Person reader(site, name);
        const auto shown = reader.get("/budget/RUS-2026");
        EXPECT_EQ(shown.status, 200) << name;
        EXPECT_FALSE(has(shown, "/allocations")) << name;
        EXPECT_FALSE(has(reader.get("/budget"), "/budget/new")) << name;
        EXPECT_EQ(
            reader.post("/budget/RUS-2026/allocations", {{"movement", "allocation"}, {"amount", "1"}, {"text", "x"}})
                .status,
            403);
        EXPECT_EQ(reader.get("/budget/new").status, 403) << name;
        EXPECT_EQ(reader.api("/api/v1/funds/RUS-2026/allocations", {{"amount", "1"}}, name).first, 403) << name;
        EXPECT_EQ(reader.get("/payouts").status, 200) << name;
    }
    for (const auto* path : {"/budget", "/budget/RUS-2026", "/budget/new", "/payouts"}) {
        EXPECT_EQ(admin.get(path).status, 404) << path;
    }
    for (const auto* path :
         {"/api/v1/funds", "/api/v1/funds/RUS-2026", "/api/v1/funds/RUS-2026/entries", "/api/v1/payouts"}) {
        EXPECT_EQ(admin.api(path).first, 404) << path;
    }
}

TEST(FundApi, MakesFundsMovesMoneyAndPagesTheLedger) {
    Site site;
    site.add("maria.manager", Role::manager);
    Person maria(site, "maria.manager");
    const json made{{"code", "KS-2026"},        {"name", "Nationell pott"}, {"year", 2026},
                    {"source", "national_pot"}, {"reuse_released", true},   {"amount", "4500000.00"},
                    {"text", "Tilldelning"}};
    const auto [status, answer] = maria.api("/api/v1/funds", made, "key-1");
    ASSERT_EQ(status, 201) << answer;
    EXPECT_EQ(answer["allocated"], "4500000.00");
    EXPECT_EQ(answer["reuse_released"], true);
    EXPECT_EQ(maria.api("/api/v1/funds", made, "key-1").second, answer);  // repeated: the first answer
    EXPECT_EQ(maria.api("/api/v1/funds", made, "key-2").second["problems"][0]["field"], "code");
    const auto id = std::to_string(answer["id"].get<int>());
    for (int i = 1; i <= 4; ++i) {
        const json more{
            {"movement", "allocation"}, {"amount", std::to_string(i) + ".05"}, {"text", "nr " + std::to_string(i)}};
        EXPECT_EQ(maria.api("/api/v1/funds/" + id + "/allocations", more, "more-" + std::to_string(i)).first, 201);
    }
    EXPECT_EQ(maria.api("/api/v1/funds/KS-2026").second["left_to_decide"], "4500010.20");
    EXPECT_EQ(maria.api("/api/v1/funds?year=2025").second["funds"].size(), 0u);
    EXPECT_EQ(maria.api("/api/v1/funds?year=2026").second["funds"].size(), 1u);
    const auto first = maria.api("/api/v1/funds/" + id + "/entries?limit=3").second;
    const auto second =
        maria.api("/api/v1/funds/" + id + "/entries?limit=3&before=" + first["next"].get<std::string>()).second;
    std::string texts;
    for (const auto& part : {first, second}) {
        for (const auto& entry : part["entries"]) texts += entry["text"].get<std::string>() + ";";
    }
    EXPECT_EQ(texts, "nr 4;nr 3;nr 2;nr 1;Tilldelning;");
    EXPECT_TRUE(second["next"].is_null());
    EXPECT_EQ(maria.api("/api/v1/funds/999").first, 404);
    EXPECT_EQ(maria.api("/api/v1/funds/" + id + "/allocations", {{"amount", 1.5}}, "k").first, 400);
}

// On the demo data, whose cases stand in every state.
TEST(PayoutPages, ShowEachPayoutInItsStateWithAccountAndNextStep) {
    Site site;
    ASSERT_TRUE(load_demo(site.house.services(), site.house.home()));
    const auto secret = demo_accounts().front().password;
    Person eva(site, "eva.ekonom", secret), anna(site, "anna.handlaggare", secret);

    const auto waiting = eva.get("/payouts");
    EXPECT_TRUE(has(waiting, "/actions/attest?proceeding="));
    EXPECT_TRUE(has(waiting, "/actions/mark_paid?proceeding="));
    EXPECT_FALSE(has(anna.get("/payouts"), "/actions/attest?proceeding="));
    EXPECT_TRUE(has(waiting, "bankgiro 5555-1295"));

    // Every payout is in exactly one stage, and paging by key loses and repeats none.
    const auto counts = site.database.look_up([](Transaction& tx) { return count_payouts(tx, {}); });
    Money paid;
    for (const std::string stage : {"to_review", "to_attest", "to_pay", "paid", "cancelled"}) {
        std::set<int> claims;
        std::string after;
        do {
            const auto answer = eva.api("/api/v1/payouts?limit=40&stage=" + stage + "&after=" + after).second;
            for (const auto& line : answer["payouts"]) {
                EXPECT_EQ(line["stage"], stage);
                EXPECT_TRUE(claims.insert(line["claim_id"].get<int>()).second);
                if (stage == "paid") paid += Money::parse(line["payable"].get<std::string>());
            }
            after = answer["next"].is_null() ? "" : answer["next"].get<std::string>();
        } while (!after.empty());
        EXPECT_EQ(claims.size(), std::size_t(counts.at(stage).payouts)) << stage;
    }
    EXPECT_GT(counts.at("paid").payouts, 200);
    EXPECT_EQ(counts.at("paid").payable, paid);
    EXPECT_EQ(counts.at("waiting").payouts,
              counts.at("to_review").payouts + counts.at("to_attest").payouts + counts.at("to_pay").payouts);

    // What the page says is paid is what the funds say, and the years sum to the whole.
    FundBalance funds;
    for (const auto& line : site.database.look_up([](Transaction& tx) { return list_funds(tx, std::nullopt); }))
        funds += line.balance;
    EXPECT_EQ(funds.paid, paid);
    std::int64_t by_year = 0;
    for (int year = 2018; year <= 2026; ++year) {
        by_year += site.database.look_up([&](Transaction& tx) { return count_payouts(tx, year); }).at("paid").payouts;
    }
    EXPECT_EQ(by_year, counts.at("paid").payouts);
    EXPECT_EQ(eva.get("/payouts?stage=nonsense&year=12&after=x").status, 200);
}

}  // namespace
}  // namespace bygd
