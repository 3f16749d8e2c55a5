// Doubles, merges, opening hours and the nearest outlets on the whole site: as a person sees and posts them, and as JSON.
#include <gtest/gtest.h>

#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

const json shop{{"organisation_number", "556047-3521"}, {"organisation_name", "Åsens Livs AB"},
                {"organisation_kind", "limited_company"}, {"payee_kind", "bankgiro"}, {"payee_number", "5050-1055"}};

struct TwoShops : Site {
    json organisation, one, other;
    TwoShops() {
        for (const auto& [name, role] : {std::pair{"anna", Role::officer}, {"eva", Role::finance}, {"rolf", Role::auditor},
                                         {"karin", Role::administrator}}) {
            add(name, role);
        }
        Person anna(*this, "anna");
        organisation = anna.api("/api/v1/organisations", shop, "o1").second;
        one = add_outlet(anna, {{"outlet_name", "Åsens <Livs>"}, {"services", {"fuel"}}, {"cfar", "12345678"}}, "t1");
        other = add_outlet(anna, {{"outlet_name", "Livs i Åsen"}, {"services", {"groceries"}}, {"articles", 1200}}, "t2");
    }
    json add_outlet(Person& who, json more, const std::string& key) {
        more.update({{"organisation_id", organisation["id"]}, {"place", "Åsen"}, {"municipality", "2039"}});
        const auto [status, made] = who.api("/api/v1/outlets", more, key);
        EXPECT_EQ(status, 201) << made;
        return made;
    }
    json choice() const {
        return {{"kind", "outlet"}, {"one", one["id"]}, {"other", other["id"]}, {"one_version", one["version"]},
                {"other_version", other["version"]}, {"stays", "one"}, {"why", "Samma butik"},
                {"take", {{"outlet_name", "other"}, {"services", "both"}, {"articles", "other"}}}};
    }
    std::string url(const json& outlet) const { return "/providers/outlets/" + outlet["id"].dump(); }
};

TEST(ProviderMergeApi, DoublesAreListedMergedSentOnAndPutBack) {
    TwoShops site;
    Person anna(site, "anna"), rolf(site, "rolf"), karin(site, "karin");
    const auto doubles = rolf.api("/api/v1/provider-doubles?kind=outlet").second;
    ASSERT_EQ(doubles["doubles"].size(), 1u) << doubles;
    EXPECT_EQ(doubles["doubles"][0]["alike"], json({"name"}));
    EXPECT_EQ(karin.api("/api/v1/provider-doubles?kind=outlet").first, 404);
    EXPECT_EQ(rolf.api("/api/v1/provider-doubles?kind=guild").first, 422);
    EXPECT_EQ(rolf.api("/api/v1/provider-merges", site.choice(), "m0").first, 403);

    const auto [status, merge] = anna.api("/api/v1/provider-merges", site.choice(), "m1");
    ASSERT_EQ(status, 201) << merge;
    EXPECT_EQ(merge["fields"]["outlet_name"]["to"], "Livs i Åsen");
    EXPECT_EQ(anna.api("/api/v1/provider-merges", site.choice(), "m1").second, merge) << "a repeat answers the first answer";
    const auto where = "/api/v1/outlets/";
    const auto stays = anna.api(where + site.one["id"].dump()).second;
    EXPECT_EQ(stays["services"], json({"fuel", "groceries"}));
    EXPECT_EQ(stays["articles"], 1200);
    EXPECT_EQ(stays["cfar"], "12345678");
    EXPECT_EQ(location(anna.get(site.url(site.other))), "303 " + site.url(site.one));
    EXPECT_TRUE(has(anna.get(site.url(site.one)), "Hit har slagits ihop"));
    EXPECT_EQ(anna.api(where + site.other["id"].dump(), {{"version", 2}, {"place", "Mora"}}, "p1", "PATCH").first, 409);
    EXPECT_EQ(anna.api("/api/v1/outlets").second["outlets"].size(), 1u);

    const auto undo = "/api/v1/provider-merges/" + merge["id"].dump() + "/undo";
    EXPECT_EQ(anna.api(undo, {{"why", ""}}, "u0").first, 422);
    EXPECT_EQ(anna.api(undo, {{"why", "Fel"}}, "u1").second["undone"]["why"], "Fel");
    EXPECT_EQ(anna.api(undo, {{"why", "Fel"}}, "u2").first, 409);
    EXPECT_EQ(anna.api(where + site.other["id"].dump()).second["outlet_name"], "Livs i Åsen");
    EXPECT_EQ(anna.api("/api/v1/provider-merges").second["merges"].size(), 1u);
    EXPECT_EQ(anna.api("/api/v1/provider-merges/99").first, 404);
}

TEST(ProviderMergePages, TwoAreComparedMergedAndPutBackByHand) {
    TwoShops site;
    Person anna(site, "anna"), eva(site, "eva");
    const auto list = anna.get("/providers/doubles");
    EXPECT_TRUE(has(list, "Åsens &lt;Livs&gt;"));
    EXPECT_TRUE(has(anna.get("/providers/doubles?kind=organisation"), "Inga liknar varandra"));
    const auto compare = "/providers/merges/new?kind=outlet&one=" + site.one["id"].dump() + "&other=" + site.other["id"].dump();
    EXPECT_EQ(eva.get(compare).status, 403);
    const auto page = anna.get(compare);
    ASSERT_EQ(page.status, 200);
    for (const auto* text : {"take_outlet_name", "take_services", "Det som båda har", "12345678", "Livs i Åsen"}) EXPECT_TRUE(has(page, text)) << text;
    const Pairs choice{{"kind", "outlet"}, {"one", site.one["id"].dump()}, {"other", site.other["id"].dump()}, {"one_version", "1"},
                       {"other_version", "1"}, {"stays", "other"}, {"take_cfar", "one"}, {"take_services", "both"}};
    const auto refused = anna.post("/providers/merges", choice);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "field-why-error"));
    anna.get(compare);
    auto whole = choice;
    whole.emplace_back("why", "Samma =butik");
    EXPECT_EQ(location(anna.post("/providers/merges", whole)), "303 " + site.url(site.other));
    EXPECT_TRUE(has(anna.get("/providers/merges"), "Åsens &lt;Livs&gt;"));
    const auto done = anna.get("/providers/merges/1");
    EXPECT_TRUE(has(done, "Samma =butik"));
    EXPECT_EQ(location(anna.post("/providers/merges/1/undo", {{"why", "Fel"}})), "303 " + site.url(site.one));
    EXPECT_TRUE(has(anna.get("/providers/merges/1"), "Sammanslagningen är ångrad"));
    anna.get(compare);
    EXPECT_EQ(location(anna.post("/providers/doubles/apart", {{"kind", "outlet"}, {"one", site.one["id"].dump()}, {"other", site.other["id"].dump()}})),
              "303 /providers/doubles?kind=outlet");
    EXPECT_TRUE(has(anna.get("/providers/doubles"), "Inga liknar varandra"));
    EXPECT_EQ(anna.get("/providers/merges/new?kind=outlet&one=" + site.one["id"].dump() + "&q=Livs").status, 200);
    EXPECT_EQ(anna.get("/providers/merges/new?kind=outlet&one=999").status, 404);
}

TEST(OutletOpening, HoursAreTypedShownAndSentBackAndGiveTheHoursOfTheWeek) {
    TwoShops site;
    Person anna(site, "anna");
    const auto change = site.url(site.one) + "/change";
    anna.get(change);
    Pairs fields{{"version", "1"}, {"outlet_name", "Åsens Livs"}, {"place", "Åsen"}, {"municipality", "2039"}, {"hours_per_week", "99"},
                 {"opening_mon", "9-18"}, {"opening_fri", "9-12, 11-13"}};
    const auto refused = anna.post(site.url(site.one), fields);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "field-opening_fri-error"));
    EXPECT_TRUE(has(refused, "value=\"9-12, 11-13\"")) << "what was typed is kept";
    fields.back().second = "18-02";
    fields.insert(fields.end(), {{"opening_season_1_name", "Sommar"}, {"opening_season_1_from", "2027-06-01"}, {"opening_season_1_to", "2027-08-31"},
                                 {"opening_season_1_sat", "10-14"}, {"opening_special_1_on", "2026-12-24"}, {"opening_special_1_note", "Julafton"}});
    anna.get(change);
    ASSERT_EQ(anna.post(site.url(site.one), fields).status, 303);
    const auto page = anna.get(site.url(site.one));
    for (const auto* text : {"09:00–18:00", "18:00–02:00", "Sommar, 2027-06-01 – 2027-08-31", "2026-12-24 Julafton", "stängt"}) {
        EXPECT_TRUE(has(page, text)) << text;
    }
    auto whole = anna.api("/api/v1/outlets/" + site.one["id"].dump()).second;
    EXPECT_EQ(whole["hours_per_week"], 17) << "9 and 8, and not what was typed";
    EXPECT_EQ(whole["opening_hours"]["usual"][4], json::array({json::array({"18:00", "02:00"})}));
    const auto [same, again] = anna.api("/api/v1/outlets/" + site.one["id"].dump(), whole, "s1", "PATCH");
    ASSERT_EQ(same, 200) << again;
    EXPECT_EQ(again["opening_hours"], whole["opening_hours"]);
    const auto [gone, without] = anna.api("/api/v1/outlets/" + site.one["id"].dump(), {{"version", 3}, {"opening_hours", nullptr}, {"hours_per_week", 40}}, "s2", "PATCH");
    ASSERT_EQ(gone, 200) << without;
    EXPECT_EQ(without["opening_hours"], nullptr);
    EXPECT_EQ(without["hours_per_week"], 40) << "the typed one, when no hours are known";
    EXPECT_EQ(anna.api("/api/v1/outlets/" + site.one["id"].dump(), {{"version", 4}, {"opening_hours", "alltid"}}, "s3", "PATCH").first, 422);
}

TEST(OutletPosition, TheNearestWithEachServiceIsFoundAsTheCrowFlies) {
    TwoShops site;
    Person anna(site, "anna");
    const auto where = "/api/v1/outlets/" + site.one["id"].dump();
    EXPECT_EQ(anna.api(where).second["nearest"], json::array());
    ASSERT_EQ(anna.api(where, {{"version", 1}, {"position_north", 6800000}, {"position_east", 450000}, {"services", {"fuel", "parcels", "cafe"}}}, "n1", "PATCH").first, 200);
    const auto near = site.add_outlet(anna, {{"outlet_name", "Nära"}, {"services", {"fuel"}}, {"position_north", 6803000}, {"position_east", 454000}}, "n2");
    site.add_outlet(anna, {{"outlet_name", "Stängt"}, {"services", {"fuel"}}, {"position_north", 6800010}, {"position_east", 450000}, {"closed_on", "2026-01-01"}}, "n3");
    // In the corner of the first box, farther than the one straight to the north beyond its side.
    site.add_outlet(anna, {{"outlet_name", "Hörnet"}, {"services", {"parcels"}}, {"position_north", 6814900}, {"position_east", 464900}}, "n4");
    const auto straight = site.add_outlet(anna, {{"outlet_name", "Rakt fram"}, {"services", {"parcels"}}, {"position_north", 6815100}, {"position_east", 450000}}, "n5");
    const auto found = anna.api(where).second["nearest"];
    ASSERT_EQ(found.size(), 2u) << found;
    EXPECT_EQ(found[0]["outlet_id"], near["id"]);
    EXPECT_EQ(found[0]["straight_km"], "5,0");
    EXPECT_EQ(found[1]["outlet_id"], straight["id"]);
    EXPECT_EQ(found[1]["straight_km"], "15,1");
    const auto page = anna.get(site.url(site.one));
    EXPECT_TRUE(has(page, "Fågelvägen")) << "said to be that";
    EXPECT_TRUE(has(page, "Rakt fram"));
    const auto [status, problem] = anna.api(where, {{"version", 2}, {"position_north", 450000}, {"position_east", 6800000}}, "n6", "PATCH");
    EXPECT_EQ(status, 422);
    EXPECT_EQ(problem["problems"][0]["code"], "position.outside");
}

}  // namespace
}  // namespace bygd
