// The pages and the API about aid of minor importance as the server serves them: refusals keep what was typed, rights
// are those of the actions, and the API does what the pages do.
#include <gtest/gtest.h>

#include "providers/provider_actions.hpp"
#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

struct Desk : Site {
    Id<Organisation> granen, alven;

    Desk() {
        add("anna", Role::officer);
        add("rolf", Role::auditor);
        add("karin", Role::administrator);
        const auto anna =
            actor_of(database.look_up([](Transaction& tx) { return find_user_and_hash(tx, "anna"); })->user);
        const auto company = [&](const char* number, const char* name) {
            return add_organisation(database, clock, anna,
                                    {{"organisation_number", number},
                                     {"organisation_name", name},
                                     {"organisation_kind", "limited_company"}})
                .id;
        };
        granen = company("5560473521", "Granens Handel AB");
        alven = company("5565838504", "Älvens Handel AB");
    }
    std::string page_of(Id<Organisation> id) {
        return "/providers/organisations/" + std::to_string(id.value()) + "/undertaking";
    }
};

TEST(DeMinimisPages, ARateIsToldAndARefusalKeepsWhatWasTyped) {
    Desk desk;
    Person anna(desk, "anna"), rolf(desk, "rolf"), karin(desk, "karin");
    EXPECT_TRUE(has(anna.get("/de-minimis/rates"), "Inga kurser är inlagda."));
    const auto refused =
        anna.post("/de-minimis/rates", {{"rate_day", "2026-11-23"}, {"rate", "elva"}, {"source", "Riksbanken"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Skriv kursen som 11,0355."));
    EXPECT_TRUE(has(refused, "value=\"elva\""));
    anna.get("/de-minimis/rates");
    EXPECT_EQ(location(anna.post("/de-minimis/rates",
                                 {{"rate_day", "2026-11-23"}, {"rate", "11,0355"}, {"source", "Riksbanken"}})),
              "303 /de-minimis/rates");
    EXPECT_TRUE(has(anna.get("/de-minimis/rates"), "11,0355"));
    EXPECT_FALSE(has(rolf.get("/de-minimis/rates"), "Lägg in en kurs"));
    EXPECT_EQ(karin.get("/de-minimis/rates").status, 404);
    EXPECT_EQ(anna.api("/api/v1/exchange-rates").second.at("rates").at(0).at("sek_per_eur"), "11.035500");
    const auto [status, told] = anna.api(
        "/api/v1/exchange-rates", {{"day", "2026-11-24"}, {"sek_per_eur", "11.04"}, {"source", "Riksbanken"}}, "r1");
    EXPECT_EQ(status, 201) << told;
    EXPECT_EQ(rolf.api("/api/v1/exchange-rates", {{"day", "2026-11-24"}}, "r2").first, 403);
}

TEST(DeMinimisPages, TheGroupIsLinkedSeenAndEnded) {
    Desk desk;
    Person anna(desk, "anna"), rolf(desk, "rolf"), karin(desk, "karin");
    const auto page = desk.page_of(desk.granen);
    EXPECT_TRUE(has(anna.get(page), "Ingen annan ingår."));
    Pairs fields{{"role", "owner"}, {"other_number", "556583-8504"}, {"ground", "votes"},
                 {"share", "101"},  {"valid_from", "2024-01-01"},    {"source", "Aktiebok <2025>"}};
    const auto refused = anna.post(page + "/links", fields);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "value=\"Aktiebok &lt;2025&gt;\""));
    anna.get(page);
    fields[3].second = "62,5";
    EXPECT_EQ(location(anna.post(page + "/links", fields)), "303 " + page);
    const auto shown = anna.get(page);
    EXPECT_TRUE(has(shown, "Älvens Handel AB"));
    EXPECT_TRUE(has(shown, "Binder"));
    EXPECT_TRUE(has(shown, "62,5 %"));
    EXPECT_TRUE(has(anna.get("/providers/organisations/" + std::to_string(desk.alven.value())),
                    "Älvens Handel AB → Granens Handel AB"));
    EXPECT_FALSE(has(rolf.get(page), "Lägg till en koppling"));
    EXPECT_EQ(karin.get(page).status, 404);
    const auto api = "/api/v1/organisations/" + std::to_string(desk.granen.value());
    const auto group = anna.api(api + "/undertaking").second;
    EXPECT_EQ(group.at("members").size(), 2u);
    EXPECT_EQ(group.at("positions").at(0).at("left_eur"), "300000.00");
    EXPECT_EQ(group.at("positions").at(1).at("ceiling_eur"), "750000.00");
    const auto link = group.at("links").at(0);
    const auto [status, ended] =
        anna.api("/api/v1/organisation-links/" + std::to_string(link.at("id").get<int>()) + "/end",
                 {{"version", 1}, {"last_day", "2026-11-23"}, {"note", "Såld"}}, "e1");
    EXPECT_EQ(status, 200) << ended;
    EXPECT_EQ(anna.api(api + "/undertaking").second.at("members").size(), 1u);
}

TEST(DeMinimisPages, TheRegisterIsEmptyUntilSomethingIsGranted) {
    Desk desk;
    Person anna(desk, "anna"), karin(desk, "karin");
    EXPECT_TRUE(has(anna.get("/de-minimis"), "Inget att visa."));
    EXPECT_EQ(anna.get("/de-minimis/1").status, 404);
    EXPECT_EQ(karin.get("/de-minimis").status, 404);
    EXPECT_EQ(anna.api("/api/v1/de-minimis").second.at("rows").size(), 0u);
    EXPECT_EQ(anna.get("/reports/de-minimis-register.csv").status, 200);
    EXPECT_EQ(anna.get("/reports/de-minimis-register.csv?state=x").status, 422);
}

}  // namespace
}  // namespace bygd
