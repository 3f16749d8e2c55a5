// People and their roles as JSON on the whole site: who sees them, what is read and sent back, and that an account is closed by
// handing over what is in hand.
#include <gtest/gtest.h>

#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

struct Staff : Site {
    Staff() {
        for (const auto& [name, role] : {std::pair{"anna", Role::officer}, {"bo", Role::officer}, {"rolf", Role::auditor},
                                         {"karin", Role::administrator}, {"berit", Role::administrator}}) {
            add(name, role);
        }
    }
};

std::string first_problem(const json& answer) {
    if (!answer.contains("problems") || answer.at("problems").empty()) return answer.dump();
    return answer["problems"][0].at("field").get<std::string>() + " " + answer["problems"][0].at("code").get<std::string>();
}

json who(const json& list, const std::string& username) {
    for (const auto& one : list.at("users")) {
        if (one.at("username") == username) return one;
    }
    return {};
}

TEST(UserApi, an_administrator_adds_and_changes_people_and_an_auditor_reads) {
    Staff site;
    Person karin(site, "karin"), rolf(site, "rolf"), anna(site, "anna");
    EXPECT_EQ(anna.api("/api/v1/users").first, 404);
    EXPECT_EQ(who(rolf.api("/api/v1/users").second, "bo")["roles"], json({"officer"}));
    const json new_one{{"username", "Åsa.Ek"}, {"display_name", "Åsa Ek"}, {"roles", {"manager"}}, {"password", "kort"}};
    const auto [refused, problem] = karin.api("/api/v1/users", new_one, "k1");
    EXPECT_EQ(refused, 422) << problem;
    auto right = new_one;
    right["username"] = "asa.ek";
    right["password"] = "en-lång-mening-om-Mora";
    const auto [made, asa] = karin.api("/api/v1/users", right, "k2");
    ASSERT_EQ(made, 201) << asa;
    EXPECT_EQ(asa["must_change_password"], true);
    EXPECT_EQ(rolf.api("/api/v1/users", right, "k3").first, 404);
    const auto where = "/api/v1/users/" + asa["id"].dump();
    const auto [changed, decider] =
        karin.api(where, {{"version", asa["version"]}, {"roles", {"decider"}}, {"delegation", "250000"}}, "k4", "PATCH");
    ASSERT_EQ(changed, 200) << decider;
    EXPECT_EQ(decider["roles"], json({"decider"}));
    EXPECT_EQ(decider["delegation"], "250000.00");
    EXPECT_EQ(decider["display_name"], "Åsa Ek") << "what is left out stays";
    EXPECT_EQ(karin.api(where, {{"version", asa["version"]}, {"title", "Chef"}}, "k5", "PATCH").first, 409) << "an old version";
    EXPECT_EQ(first_problem(karin.api(where, {{"version", decider["version"]}, {"roles", {"king"}}}, "k6", "PATCH").second),
              "roles user.role_unknown");
    EXPECT_EQ(first_problem(karin.api(where, {{"version", decider["version"]}, {"roles", {"officer", "decider"}}}, "k7", "PATCH").second),
              "weak_reason user.weak_reason");
    EXPECT_EQ(first_problem(karin.api(where, {{"version", decider["version"]}, {"active", false}}, "k8", "PATCH").second),
              "active user.closed_by_handover");
}

TEST(UserApi, an_account_is_closed_by_handing_over) {
    Staff site;
    Person karin(site, "karin"), rolf(site, "rolf"), anna(site, "anna");
    const auto bo = who(karin.api("/api/v1/users").second, "bo");
    const auto where = "/api/v1/users/" + bo["id"].dump() + "/handover";
    EXPECT_EQ(anna.api(where).first, 404);
    const auto [status, held] = rolf.api(where);
    ASSERT_EQ(status, 200) << held;
    EXPECT_EQ(held["open_cases"], 0);
    EXPECT_EQ(first_problem(karin.api(where, {{"version", held["version"]}}, "h1").second), "reason required");
    EXPECT_EQ(rolf.api(where, {{"version", held["version"]}, {"reason", "Slutar."}}, "h2").first, 404);
    const auto [closed, done] = karin.api(where, {{"version", held["version"]}, {"reason", "Slutar."}}, "h3");
    ASSERT_EQ(closed, 200) << done;
    EXPECT_EQ(done["given"], 0);
    EXPECT_EQ(done["left"]["active"], false);
    EXPECT_EQ(who(karin.api("/api/v1/users").second, "bo")["active"], false);
    EXPECT_EQ(karin.api(where, {{"version", held["version"]}, {"reason", "Slutar."}}, "h3").second, done) << "the same answer again";
}

}  // namespace
}  // namespace bygd
