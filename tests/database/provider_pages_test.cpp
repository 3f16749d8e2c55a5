// The register's pages and its JSON on the whole site: what each role sees, what is read and sent back, what is refused
// at which member, and that an account takes two people.
#include <gtest/gtest.h>

#include <set>

#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

const json shop{{"organisation_number", "556047-3521"}, {"organisation_name", "Åsens \"Livs\" é <b> =1+1"},
                {"organisation_kind", "limited_company"}, {"email", "butik@example.org"},
                {"payee_kind", "bankgiro"}, {"payee_number", "5050-1055"}};

struct Register : Site {
    Register() {
        for (const auto& [name, role] : {std::pair{"anna", Role::officer}, {"eva", Role::finance},
                                         {"rolf", Role::auditor}, {"karin", Role::administrator}}) {
            add(name, role);
        }
    }
};

json outlet_of(const json& organisation) {
    return {{"organisation_id", organisation["id"]}, {"outlet_name", "Åsens Livs"}, {"place", "Åsen"},
            {"municipality", "2039"}, {"next_outlet_km", "12,5"}, {"mobile", false}, {"articles", 1200},
            {"services", {"fuel", "groceries"}}, {"open_from", "2020-02-29"}};
}

std::set<std::string> codes(const json& problem) {
    std::set<std::string> found;
    if (!problem.contains("problems")) return {problem.dump()};
    for (const auto& one : problem.at("problems")) {
        found.insert(one.at("field").get<std::string>() + " " + one.at("code").get<std::string>());
    }
    return found;
}

TEST(ProviderApi, WhatIsReadCanBeSentBackChangedAndMembersLeftOutStay) {
    Register site;
    Person anna(site, "anna");
    const auto [added, organisation] = anna.api("/api/v1/organisations", shop, "k1");
    ASSERT_EQ(added, 201) << organisation;
    EXPECT_EQ(organisation["organisation_name"], shop["organisation_name"]);
    EXPECT_EQ(organisation["payee"], nullptr);
    EXPECT_EQ(organisation["payee_waiting"]["payee_number"], "5050-1055");
    const auto [made, outlet] = anna.api("/api/v1/outlets", outlet_of(organisation), "k2");
    ASSERT_EQ(made, 201) << outlet;
    EXPECT_EQ(outlet["services"], json({"fuel", "groceries"}));
    EXPECT_EQ(outlet["next_outlet_km"], "12,5");
    EXPECT_EQ(outlet["open_from"], "2020-02-29");
    EXPECT_EQ(outlet["support"]["left"], "0.00");

    const auto where = "/api/v1/outlets/" + outlet["id"].dump();
    const auto [patched, later] = anna.api(
        where, {{"version", 1}, {"services", {"parcels"}}, {"open_from", nullptr}, {"articles", 1300}}, "k3", "PATCH");
    ASSERT_EQ(patched, 200) << later;
    EXPECT_EQ(later["services"], json({"parcels"}));
    EXPECT_EQ(later["open_from"], nullptr);
    EXPECT_EQ(later["articles"], 1300);
    EXPECT_EQ(later["outlet_name"], "Åsens Livs");
    EXPECT_EQ(later["next_outlet_km"], "12,5");
    EXPECT_EQ(later["version"], 2);
    EXPECT_EQ(anna.api(where, {{"version", 1}, {"place", "Mora"}}, "k4", "PATCH").first, 409);
    EXPECT_EQ(anna.api(where, {{"version", 4294967298}, {"place", "Mora"}}, "k5", "PATCH").first, 409);
    EXPECT_EQ(anna.api(where).second["place"], "Åsen");

    // All of what was read, sent back as it is, changes nothing but the version.
    auto whole = anna.api(where).second;
    const auto [same, again] = anna.api(where, whole, "k6", "PATCH");
    ASSERT_EQ(same, 200) << again;
    whole["version"] = 3;
    EXPECT_EQ(again, whole);

    const auto who = "/api/v1/organisations/" + organisation["id"].dump();
    const auto [renamed, other] = anna.api(who, {{"version", organisation["version"]}, {"phone", "0250-123"}}, "k7", "PATCH");
    ASSERT_EQ(renamed, 200) << other;
    EXPECT_EQ(other["phone"], "0250-123");
    EXPECT_EQ(other["email"], "butik@example.org");
    EXPECT_EQ(other["payee_waiting"]["payee_number"], "5050-1055");
    EXPECT_EQ(other["outlets"].size(), 1u);
}

TEST(ProviderApi, EveryProblemIsNamedAtItsMemberAndNothingIsSaved) {
    Register site;
    Person anna(site, "anna");
    auto wrong = shop;
    wrong["organisation_number"] = "556047-3520";
    wrong["payee_number"] = "5050-1056";
    wrong["organisation_kind"] = "guild";
    const auto [status, problem] = anna.api("/api/v1/organisations", wrong, "k1");
    EXPECT_EQ(status, 422);
    EXPECT_EQ(codes(problem), (std::set<std::string>{"organisation_number organisation_number.check_digit",
                                                     "organisation_kind organisation.kind",
                                                     "payee_number bankgiro.check_digit"}));
    EXPECT_EQ(anna.api("/api/v1/organisations").second["organisations"].size(), 0u);

    const auto organisation = anna.api("/api/v1/organisations", shop, "k2").second;
    auto outlet = outlet_of(organisation);
    outlet["municipality"] = "2161";
    outlet["open_from"] = "2026-02-30";
    EXPECT_EQ(codes(anna.api("/api/v1/outlets", outlet, "k3").second),
              (std::set<std::string>{"municipality municipality.other_county", "open_from date.no_such_day"}));
    outlet = outlet_of(organisation);
    outlet["services"] = {"bowling"};
    EXPECT_EQ(codes(anna.api("/api/v1/outlets", outlet, "k4").second), (std::set<std::string>{"services choice.unknown"}));
    outlet = outlet_of(organisation);
    outlet["organisation_id"] = 99;
    EXPECT_EQ(codes(anna.api("/api/v1/outlets", outlet, "k5").second),
              (std::set<std::string>{"organisation_id choice.unknown"}));
    outlet["outlet_name"] = {{"not", "text"}};
    outlet["organisation_id"] = organisation["id"];
    EXPECT_EQ(anna.api("/api/v1/outlets", outlet, "k6").first, 400);
    EXPECT_EQ(anna.api("/api/v1/outlets", json::array(), "k7").first, 400);
    EXPECT_EQ(anna.api("/api/v1/outlets").second["outlets"].size(), 0u);
}

TEST(ProviderApi, AnAccountTakesTwoPeopleAndAnAnswerThatIsSaid) {
    Register site;
    Person anna(site, "anna"), eva(site, "eva");
    const auto organisation = anna.api("/api/v1/organisations", shop, "k1").second;
    const auto where = "/api/v1/organisations/" + organisation["id"].dump();
    const json yes{{"version", organisation["version"]}, {"confirmed", true}};
    EXPECT_EQ(anna.api(where + "/payee-answer", yes, "k2").first, 403);
    EXPECT_EQ(codes(eva.api(where + "/payee-answer", {{"version", organisation["version"]}}, "k3").second),
              (std::set<std::string>{"confirmed required"}));
    const auto [confirmed, now] = eva.api(where + "/payee-answer", yes, "k4");
    ASSERT_EQ(confirmed, 200) << now;
    EXPECT_EQ(now["payee"]["payee_number"], "5050-1055");
    EXPECT_EQ(now["payee_waiting"], nullptr);
    EXPECT_EQ(eva.api(where + "/payee-answer", yes, "k5").first, 409);
    const json same{{"version", now["version"]}, {"payee_kind", "bankgiro"}, {"payee_number", "50501055"}};
    EXPECT_EQ(codes(anna.api(where + "/payee", same, "k6").second), (std::set<std::string>{"payee_number payee.same"}));
    const json other{{"version", now["version"]}, {"payee_kind", "plusgiro"}, {"payee_number", "4-3"}};
    EXPECT_EQ(codes(anna.api(where + "/payee", other, "k7").second),
              (std::set<std::string>{"payee_number plusgiro.check_digit"}));
    EXPECT_EQ(anna.api(where).second["payee_waiting"], nullptr);
}

TEST(ProviderApi, TheAuditorReadsAndTheAdministratorSeesNothing) {
    Register site;
    Person anna(site, "anna"), rolf(site, "rolf"), karin(site, "karin");
    const auto organisation = anna.api("/api/v1/organisations", shop, "k1").second;
    const auto outlet = anna.api("/api/v1/outlets", outlet_of(organisation), "k2").second;
    for (const auto& where : {std::string("/api/v1/organisations"), std::string("/api/v1/outlets"),
                              std::string("/api/v1/municipalities"),
                              "/api/v1/organisations/" + organisation["id"].dump(),
                              "/api/v1/outlets/" + outlet["id"].dump()}) {
        EXPECT_EQ(rolf.api(where).first, 200) << where;
        EXPECT_EQ(karin.api(where).first, 404) << where;
    }
    EXPECT_EQ(rolf.api("/api/v1/organisations", shop, "k3").first, 403);
    EXPECT_EQ(rolf.api("/api/v1/outlets/" + outlet["id"].dump(), {{"version", 1}}, "k4", "PATCH").first, 403);
    EXPECT_EQ(karin.api("/api/v1/organisations", shop, "k5").first, 404);
    EXPECT_EQ(anna.api("/api/v1/outlets/99").first, 404);
    EXPECT_EQ(anna.api("/api/v1/outlets/x").first, 404);
    const auto listed = rolf.api("/api/v1/organisations").second["organisations"][0];
    EXPECT_EQ(listed["outlets"], 1);
}

TEST(ProviderApi, ListsArePagedWithoutAGap) {
    Register site;
    Person anna(site, "anna");
    const auto organisation = anna.api("/api/v1/organisations", shop, "k0").second;
    std::set<std::string> added, seen;
    for (int i = 0; i < 7; ++i) {
        auto outlet = outlet_of(organisation);
        outlet["outlet_name"] = i % 2 ? "Samma namn" : "Butik å" + std::to_string(i);
        added.insert(anna.api("/api/v1/outlets", outlet, "o" + std::to_string(i)).second["id"].dump());
    }
    std::string after;
    for (int pages = 0; pages < 10; ++pages) {
        const auto page = anna.api("/api/v1/outlets?limit=2&after=" + percent_encoded(after)).second;
        EXPECT_LE(page["outlets"].size(), 2u);
        for (const auto& outlet : page["outlets"]) EXPECT_TRUE(seen.insert(outlet["id"].dump()).second);
        if (page["next"].is_null()) break;
        after = page["next"];
    }
    EXPECT_EQ(seen, added);
    EXPECT_EQ(anna.api("/api/v1/outlets?service=parcels").second["outlets"].size(), 0u);
    EXPECT_EQ(anna.api("/api/v1/outlets?q=samma").second["outlets"].size(), 3u);
}

TEST(ProviderApi, AServicePlanIsCurrentUntilItsLastDay) {
    Register site;
    Person anna(site, "anna");
    const json plan{{"municipality", "2039"}, {"plan_title", "Serviceplan"}, {"valid_from", "2024-02-29"},
                    {"valid_to", "2026-11-24"}};
    const auto [status, added] = anna.api("/api/v1/service-plans", plan, "k1");
    ASSERT_EQ(status, 201) << added;
    EXPECT_EQ(added["current"], true);
    const auto listed = anna.api("/api/v1/municipalities").second["municipalities"];
    ASSERT_EQ(listed.size(), 15u);
    for (const auto& one : listed) {
        if (one["municipality"] != "2039") {
            EXPECT_TRUE(one["service_plan"].is_null()) << one;
            continue;
        }
        EXPECT_EQ(one["name"], "Älvdalen");
        EXPECT_EQ(one["service_plan"]["plan_title"], "Serviceplan");
        EXPECT_EQ(one["service_plan"]["current"], true);
    }
    auto wrong = plan;
    wrong["valid_to"] = "2024-02-28";
    EXPECT_EQ(codes(anna.api("/api/v1/service-plans", wrong, "k2").second), (std::set<std::string>{"valid_to date.order"}));
}

TEST(ProviderPages, NamesAreShownToTheLetterAndHarmless) {
    Register site;
    Person anna(site, "anna");
    const auto organisation = anna.api("/api/v1/organisations", shop, "k1").second;
    const auto outlet = anna.api("/api/v1/outlets", outlet_of(organisation), "k2").second;
    for (const auto& where : {std::string("/providers"), std::string("/providers/organisations"),
                              "/providers/outlets/" + outlet["id"].dump(),
                              "/providers/organisations/" + organisation["id"].dump()}) {
        const auto page = anna.get(where);
        EXPECT_EQ(page.status, 200) << where;
        EXPECT_TRUE(has(page, "Åsens &quot;Livs&quot; é &lt;b&gt; =1+1")) << where;
        EXPECT_FALSE(has(page, "é <b>")) << where;
    }
}

}  // namespace
}  // namespace bygd
