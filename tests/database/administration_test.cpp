// The entrance of administration and the list of changes, as the site serves them: who sees them, what each change
// leaves in the list, the filters, the files, and that nobody can take a row back.
#include <gtest/gtest.h>

#include "aid/form.hpp"
#include "decisions/letter_text.hpp"
#include "pages/verify.hpp"
#include "people/admin_event_store.hpp"
#include "people/api_token_store.hpp"
#include "people/delegation_actions.hpp"
#include "tests/database/site_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd {
namespace {

using testing_site::Person;
using testing_site::Site;

struct Administration : ::testing::Test {
    Administration() {
        site.add("karin", Role::administrator);
        site.add("rune", Role::auditor);
        site.add("anna", Role::officer);
        site.add("david", Role::decider);
    }
    User user(const std::string& name) {
        return site.database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, name); })->user;
    }
    std::vector<AdminEvent> events(const AdminEventFilter& filter = {}) {
        return site.database.look_up([&](Transaction& tx) { return admin_events(tx, filter, 100); });
    }
    static bool has(const Response& response, const std::string& text) { return response.body.find(text) != std::string::npos; }

    Site site;
};

TEST_F(Administration, is_there_for_administrators_and_auditors_alone) {
    Person karin(site, "karin"), rune(site, "rune"), anna(site, "anna");
    for (const std::string path : {"/administration", "/administration/events", "/administration/events.csv", "/administration/events.xlsx", "/administration/forms", "/administration/letters", "/administration/parameters"}) {
        EXPECT_EQ(karin.get(path).status, 200) << path;
        EXPECT_EQ(rune.get(path).status, 200) << path;
        EXPECT_EQ(anna.get(path).status, 404) << path;
    }
    EXPECT_EQ(anna.api("/api/v1/administration/events").first, 404);
    EXPECT_TRUE(has(karin.get("/administration"), "4</td>"));
    EXPECT_TRUE(has(rune.get("/administration"), "Bara en administratör ändrar."));
    EXPECT_FALSE(has(karin.get("/administration"), "Bara en administratör ändrar."));
    EXPECT_EQ(karin.get("/parameters").status, 200);   // the entrance leads there
    EXPECT_EQ(karin.get("/admin").status, 303);
}

TEST_F(Administration, every_change_is_in_the_list_from_what_to_what) {
    const auto karin = actor_of(user("karin"));
    auto anna = user("anna");
    anna.roles = {Role::manager};
    anna.email = "anna@example.org";
    change_user(site.database, site.clock, karin, anna);
    DelegationRow row;
    row.person = user("david").id;
    row.highest = Money::kronor(200'000);
    row.valid_from = site.clock.today();
    row.reference = "RUN § 1";
    const auto added = add_delegation(site.database, site.clock, karin, row, {});
    end_delegation_row(site.database, site.clock, karin, {added.id, added.version, Date(2026, 12, 31)});

    const auto list = events();
    ASSERT_GE(list.size(), 3u);
    EXPECT_EQ(list[0].kind, "row_ended");
    EXPECT_EQ(list[0].subject, "david");
    EXPECT_EQ(changes_in(list[0].changes), (std::vector<FieldChange>{{"to", "", "2026-12-31"}}));
    EXPECT_EQ(list[1].kind, "row_added");
    EXPECT_EQ(list[1].actor, karin.id);
    EXPECT_EQ(list[2].subject, "anna");
    EXPECT_EQ(changes_in(list[2].changes),
              (std::vector<FieldChange>{{"email", "", "anna@example.org"}, {"roles", "officer", "manager"}}));
    EXPECT_EQ(verify_house(site.house.services()).faults, std::vector<std::string>{});

    Person reader(site, "rune");
    const auto page = reader.get("/administration/events?area=delegation");
    EXPECT_TRUE(has(page, "Delegation avslutades"));
    EXPECT_TRUE(has(page, "200 000") || has(page, "200\u00a0000"));
    EXPECT_FALSE(has(page, "anna@example.org"));
    EXPECT_TRUE(has(reader.get("/administration/events?kind=changed"), "anna@example.org"));
    const auto csv = reader.get("/administration/events.csv?who=" + std::to_string(karin.id.value()));
    EXPECT_TRUE(has(csv, list[2].hash));
    EXPECT_FALSE(has(csv, list.back().hash));          // the system's own, which made the accounts
}

TEST_F(Administration, a_weak_combination_of_roles_is_given_with_a_reason) {
    const auto karin = actor_of(user("karin"));
    auto anna = user("anna");
    anna.roles = {Role::officer, Role::decider};
    const auto refused = [&](const User& wanted) { return refusal([&] { change_user(site.database, site.clock, karin, wanted); }); };
    EXPECT_EQ(refused(anna), "invalid weak_reason=user.weak_reason");
    anna.weak_reason = "Ensam på <b>kontoret</b> i juli.";
    EXPECT_EQ(refused(anna), "nothing");
    EXPECT_EQ(changes_in(events()[0].changes).back(), (FieldChange{"weak_reason", "", anna.weak_reason}));
    const auto page = "/admin/users/" + std::to_string(anna.id.value());
    Person rune(site, "rune"), by_page(site, "karin");
    EXPECT_TRUE(has(rune.get(page), "Ensam på &lt;b&gt;kontoret&lt;/b&gt; i juli."));
    EXPECT_EQ(rune.api("/api/v1/administration/people/" + std::to_string(anna.id.value())).second.at("weak_reason"), anna.weak_reason);
    by_page.get(page);
    const auto told = by_page.post(page, {{"version", std::to_string(user("anna").version)}, {"display_name", "anna"}, {"roles", "officer"}, {"roles", "finance"}, {"weak_reason", " "}});
    EXPECT_EQ(told.status, 422);
    EXPECT_TRUE(has(told, "field-weak_reason-error"));
    auto single = user("anna");
    single.roles = {Role::officer};
    EXPECT_EQ(refused(single), "nothing");
    EXPECT_EQ(user("anna").weak_reason, "") << "a reason without a weak combination is none";
    EXPECT_EQ(verify_house(site.house.services()).faults, std::vector<std::string>{});
}

TEST_F(Administration, programs_prepare_and_confirm_what_changes_from_a_day) {
    site.add("kurt", Role::administrator);
    Person karin(site, "karin"), kurt(site, "kurt"), rune(site, "rune"), anna(site, "anna");
    const std::string parameters = "/api/v1/parameter-changes", letters = "/api/v1/letter-text-changes";
    for (const auto& path : {parameters, letters, std::string("/api/v1/letter-texts")}) {
        EXPECT_EQ(rune.api(path).first, 200) << path;
        EXPECT_EQ(anna.api(path).first, 404) << path;
    }
    const nlohmann::json hours{{"name", "opening_hours"}, {"value", "45"}, {"valid_from", "2027-01-01"}, {"source", "SFS"}, {"paragraph", "1 §"}};
    EXPECT_EQ(rune.api(parameters, hours, "p0").first, 404);
    EXPECT_EQ(karin.api(parameters, {{"name", "opening_hours"}}, "p1").first, 422);
    const auto prepared = karin.api(parameters, hours, "p2");
    ASSERT_EQ(prepared.first, 201) << prepared.second;
    EXPECT_EQ(prepared.second.at("state"), "prepared");
    EXPECT_EQ(karin.api(parameters + "/1/confirmation", {{"version", 1}}, "p3").first, 403);
    EXPECT_EQ(kurt.api(parameters + "/1/confirmation", {{"version", 1}}, "p4").second.at("state"), "confirmed");
    EXPECT_EQ(kurt.api(parameters + "/1/withdrawal", {{"version", 2}}, "p5").first, 409);

    const auto texts = rune.api("/api/v1/letter-texts?place=hearing%2Fanswer").second.at("letter_texts");
    ASSERT_EQ(texts.size(), 1u);
    const nlohmann::json text{{"place", "hearing/answer"}, {"base", texts[0].at("source")}, {"valid_from", "2027-01-01"},
                              {"heading", texts[0].at("heading")}, {"body", "Ange {diary_number} senast den {due_on}."}, {"reason", "Klarspråk"}};
    ASSERT_EQ(karin.api(letters, text, "l1").first, 201);
    EXPECT_EQ(kurt.api(letters + "/1/refusal", {{"version", 1}}, "l2").first, 422);
    EXPECT_EQ(kurt.api(letters + "/1/refusal", {{"version", 1}, {"why", "Otydligt"}}, "l3").second.at("refused_why"), "Otydligt");
    ASSERT_EQ(karin.api(letters, text, "l4").first, 201);
    EXPECT_EQ(kurt.api(letters + "/2/withdrawal", {{"version", 1}}, "l5").first, 403);
    EXPECT_EQ(kurt.api(letters + "/2/confirmation", {{"version", 1}}, "l6").second.at("state"), "confirmed");
    EXPECT_EQ(rune.api(letters + "?limit=1").second.at("next"), "2");
    site.house.follow_changes_now();
    EXPECT_EQ(rune.api("/api/v1/letter-texts?place=hearing%2Fanswer").second.at("letter_texts").size(), 2u);
}

TEST_F(Administration, a_filter_that_makes_no_sense_is_told_at_its_field) {
    Person karin(site, "karin");
    const auto refused = karin.get("/administration/events?from=2026-13-01&area=money&to=x");
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "field-from-error"));
    EXPECT_TRUE(has(refused, "field-to-error"));
    EXPECT_TRUE(has(refused, "field-area-error"));
    EXPECT_TRUE(has(refused, "2026-13-01"));
    EXPECT_EQ(karin.get("/administration/events?from=2026-02-02&to=2026-02-01").status, 422);
    EXPECT_EQ(karin.api("/api/v1/administration/events?from=never").first, 422);
}

TEST_F(Administration, is_paged_by_key_and_bounded_by_days) {
    Person karin(site, "karin");
    const auto [status, first] = karin.api("/api/v1/administration/events?limit=2");
    ASSERT_EQ(status, 200);
    ASSERT_EQ(first.at("events").size(), 2u);
    const auto second = karin.api("/api/v1/administration/events?limit=2&before=" + first.at("next").get<std::string>()).second;
    EXPECT_EQ(second.at("events")[0].at("hash"), first.at("events")[1].at("previous_hash"));
    const auto none = karin.api("/api/v1/administration/events?to=2026-11-23").second;
    EXPECT_EQ(none.at("events").size(), 0u);
    EXPECT_EQ(karin.api("/api/v1/administration/events?from=2026-11-24&to=2026-11-24").second.at("events").size(), events().size());
}

TEST_F(Administration, an_administrator_signs_somebody_out_and_takes_their_token) {
    Person karin(site, "karin"), anna(site, "anna"), rune(site, "rune");
    const auto id = user("anna").id;
    const auto path = "/admin/users/" + std::to_string(id.value());
    const auto token = site.database.look_up([&](Transaction& tx) { return tokens_of(tx, id, site.clock.now()); }).at(0).id;
    const auto revocation = path + "/tokens/" + std::to_string(token.value()) + "/revocation";
    EXPECT_TRUE(has(karin.get(path), revocation));
    EXPECT_FALSE(has(rune.get(path), revocation));
    EXPECT_TRUE(has(rune.get(path), "prov"));
    EXPECT_EQ(rune.post(path + "/sign-out", {}).status, 404);
    EXPECT_EQ(rune.post(revocation, {}).status, 404);

    karin.get(path);
    EXPECT_EQ(karin.post(path + "/sign-out", {}).status, 303);
    EXPECT_NE(anna.get("/cases").status, 200);
    EXPECT_EQ(anna.api("/api/v1/cases").first, 200);   // a token goes on until it is taken
    karin.get(path);
    EXPECT_EQ(karin.post(revocation, {}).status, 303);
    EXPECT_EQ(anna.api("/api/v1/cases").first, 401);
    EXPECT_EQ(events()[0].kind, "token_revoked");
    EXPECT_EQ(changes_in(events()[0].changes), (std::vector<FieldChange>{{"about", "", "prov"}}));
    EXPECT_EQ(events()[1].kind, "sessions_ended");
    EXPECT_EQ(events()[1].actor, user("karin").id);
    // Not another's token under this person, and not one's own sessions here.
    EXPECT_THROW(revoke_token_of(site.database, site.clock, actor_of(user("karin")), user("rune").id, token), Error);
    EXPECT_THROW(sign_out_user(site.database, site.clock, actor_of(user("karin")), user("karin").id), Error);
}

TEST_F(Administration, programs_read_people_and_forms_and_end_what_lets_somebody_in) {
    Person karin(site, "karin"), anna(site, "anna"), rune(site, "rune");
    const std::string people = "/api/v1/administration/people";
    EXPECT_EQ(anna.api(people).first, 404);
    EXPECT_EQ(anna.api("/api/v1/administration/forms").first, 404);
    const auto listed = rune.api(people);
    ASSERT_EQ(listed.first, 200);
    EXPECT_EQ(listed.second.at("people").size(), 4u);
    const auto path = people + "/" + std::to_string(user("anna").id.value());
    const auto before = rune.api(path).second;
    EXPECT_EQ(before.at("roles"), nlohmann::json::array({"officer"}));
    EXPECT_EQ(before.at("weak_combinations").size(), 0u);
    ASSERT_EQ(before.at("tokens").size(), 1u);
    EXPECT_GE(before.at("open_sessions").get<int>(), 1);
    const auto revocation = path + "/tokens/" + std::to_string(before.at("tokens")[0].at("id").get<int>()) + "/revocation";
    EXPECT_EQ(rune.api(path + "/sign-out", nlohmann::json::object(), "r1").first, 404);
    EXPECT_EQ(karin.api(path + "/sign-out", nlohmann::json::object(), "k1").second.at("open_sessions"), 0);
    EXPECT_NE(anna.get("/cases").status, 200);
    EXPECT_EQ(karin.api(revocation, nlohmann::json::object(), "k2").second.at("tokens").size(), 0u);
    EXPECT_EQ(karin.api(revocation, nlohmann::json::object(), "k2").first, 200);        // the same answer again
    EXPECT_EQ(karin.api(revocation, nlohmann::json::object(), "k3").first, 404);
    EXPECT_EQ(anna.api("/api/v1/cases").first, 401);
    EXPECT_EQ(karin.api(people + "/" + std::to_string(user("karin").id.value()) + "/sign-out", nlohmann::json::object(), "k4").first, 403);
    const auto forms = karin.api("/api/v1/administration/forms").second.at("forms");
    EXPECT_GE(forms.size(), 4u);
    EXPECT_EQ(forms[0].at("latest"), true);
}

TEST_F(Administration, shows_every_letter_text_and_any_letter_whole) {
    Person rune(site, "rune"), anna(site, "anna");
    const std::string folder = "/administration/letters";
    const auto& texts = site.house.services().letter_texts;
    const auto all = rune.get(folder);
    EXPECT_TRUE(has(all, std::to_string(texts.size()) + " av " + std::to_string(texts.size()) + " texter visas."));
    EXPECT_TRUE(has(all, folder + "/example?document=decision"));
    for (const auto* document : {"decision", "supplement", "opinion", "hearing"}) {
        for (const auto* form : site.house.services().forms.all()) {
            for (const auto& [kind, outcome] : decision_outcomes()) {
                const auto query = std::string("?document=") + document + "&form=" + form->name + "&decision=" + kind + "." + outcome;
                const auto letter = rune.get(folder + "/example" + query);
                ASSERT_EQ(letter.status, 200) << query;
                EXPECT_TRUE(has(letter, "\u2039region\u203a") || has(letter, "\u2039recipient\u203a") || has(letter, "\u2039diary_number\u203a")) << query;
                if (std::string(document) != "decision") break;
            }
        }
    }
    const std::string whole = "?document=decision&form=service_grant&decision=grant.approved&day=2026-06-01";
    EXPECT_TRUE(has(rune.get(folder + whole), folder + "/example.pdf"));
    EXPECT_EQ(rune.get(folder + "/example.pdf" + whole).status, 200);
    EXPECT_EQ(anna.get(folder + "/example" + whole).status, 404);
    EXPECT_EQ(rune.get(folder + "/example?document=decision").status, 404);
    EXPECT_EQ(rune.get(folder + "?document=letter&day=2026-02-30").status, 422);
}

TEST_F(Administration, the_application_can_neither_change_nor_remove_a_row) {
    for (const std::string sql : {"UPDATE admin_event SET actor_name = 'x' WHERE sequence = 1", "DELETE FROM admin_event WHERE sequence = 1"}) {
        EXPECT_ANY_THROW(site.database.transact([&](Transaction& tx) { tx.execute(sql, {}); })) << sql;
    }
    EXPECT_EQ(verify_house(site.house.services()).faults, std::vector<std::string>{});
}

TEST_F(Administration, verify_finds_what_was_done_behind_its_back) {
    const auto all = static_cast<std::int64_t>(events().size());
    const auto tampered = [&](const std::string& sql) {
        site.server.owner().transact([&](Transaction& tx) { ASSERT_EQ(tx.execute(sql, {}), 1) << sql; });
        return verify_house(site.house.services()).faults;
    };
    EXPECT_EQ(tampered("UPDATE admin_event SET changes = '[]' WHERE sequence = 2"),
              std::vector<std::string>{"administration: event 2 has been changed"});
    EXPECT_EQ(tampered("DELETE FROM admin_event WHERE sequence = 2"),
              (std::vector<std::string>{"administration: an event is missing before event 3",
                                        "administration: event 3 does not follow the one before it"}));
    const auto cut = tampered("DELETE FROM admin_event WHERE sequence = " + std::to_string(all));
    EXPECT_EQ(cut.back(), "administration: the list has lost its end");
}

}  // namespace
}  // namespace bygd
