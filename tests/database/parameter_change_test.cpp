// A change of a parameter in the house: two administrators, the effect on open cases before it is confirmed, every server
// counting with it soon after, and no decided case touched.
#include <gtest/gtest.h>

#include <thread>

#include "aid/parameter_change_actions.hpp"
#include "aid/parameter_change_store.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/parameter_effect.hpp"
#include "people/admin_event_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/database/site_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

struct ParameterChanges : ::testing::Test {
    ParameterChanges() {
        cast.add_person("karin", Role::administrator);
        cast.add_person("kurt", Role::administrator);
        cast.add_person("rune", Role::auditor);
    }
    PrepareParameterChange wanted(const std::string& value = "90000") const {
        return {"regional_most_amount", value, cast.clock.today().plus_days(1).iso(), "", "RUN § 1", "regional riktlinje", ""};
    }
    ParameterChange prepare(const std::string& who, const PrepareParameterChange& typed) {
        return prepare_parameter_change(cast.services(), cast.people.at(who), typed);
    }
    std::string confirmed(const std::string& who, const ParameterChange& change) {
        return refusal([&] { confirm_parameter_change(cast.services(), cast.people.at(who), change.id, change.version); });
    }
    Date tomorrow() const { return cast.clock.today().plus_days(1); }

    HouseCast cast;
};

TEST_F(ParameterChanges, take_two_administrators_and_hold_from_their_day) {
    const auto before = cast.services().parameters.amount("regional_most_amount", tomorrow());
    const auto change = prepare("karin", wanted());
    cast.house.follow_changes_now();
    EXPECT_EQ(cast.services().parameters.amount("regional_most_amount", tomorrow()), before);   // prepared is nothing yet
    EXPECT_EQ(confirmed("karin", change), "forbidden parameter_change.same_person");
    EXPECT_EQ(confirmed("rune", change), "not_found not_found");
    EXPECT_EQ(confirmed("anna", change), "not_found not_found");
    EXPECT_EQ(confirmed("kurt", change), "nothing");
    EXPECT_EQ(confirmed("kurt", change), "conflict parameter_change.settled");

    House elsewhere(BYGD_SOURCE_DIR, cast.server.database(), cast.clock, cast.letters);         // another server, begun later
    cast.house.follow_changes_now();
    for (const auto* parameters : {&cast.services().parameters, &elsewhere.services().parameters}) {
        EXPECT_EQ(parameters->amount("regional_most_amount", tomorrow()), Money::kronor(90'000));
        EXPECT_EQ(parameters->amount("regional_most_amount", cast.clock.today()), before);
    }
    const auto events = cast.services().database.read([](Transaction& tx) { return admin_events(tx, {.area = "parameter"}, 10); });
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].kind, "parameter_confirmed");
    EXPECT_EQ(changes_in(events[0].changes)[0].from, before.swedish());
    EXPECT_EQ(changes_in(events[0].changes)[0].to, Money::kronor(90'000).swedish());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(ParameterChanges, show_their_effect_on_open_cases_and_leave_decided_ones) {
    const auto open = cast.in_review("investment_support"), decided = cast.under_decision("investment_support");
    cast.take("david", decided, "approve");
    const auto snapshot = [&] {
        return cast.services().database.read([&](Transaction& tx) { return latest_decision(tx, cast.now(decided).id)->snapshot; });
    };
    const auto frozen = snapshot();
    const auto& used = *cast.services().parameters.all().find("investment_share");
    ASSERT_EQ(used.second.unit, "basis_points");
    const auto change = prepare("karin", {"investment_share", "25", tomorrow().iso(), "", "SFS 2026:1", "17 §", ""});
    const auto effect = cast.services().database.read([&](Transaction& tx) { return effect_of(cast.services(), tx, change.wanted); });
    EXPECT_EQ(effect.looked_at, 1);
    ASSERT_EQ(effect.changed.size(), 1u);
    EXPECT_EQ(effect.changed[0].diary_number, open);
    EXPECT_EQ(effect.changed[0].after, Money::kronor(50'250));          // a quarter of 201 000 kr
    EXPECT_GT(effect.changed[0].before, effect.changed[0].after);
    EXPECT_EQ(confirmed("kurt", change), "nothing");
    EXPECT_EQ(snapshot(), frozen);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(ParameterChanges, are_refused_with_all_that_is_wrong_and_once_a_day) {
    const auto refused = [&](const PrepareParameterChange& typed) { return refusal([&] { prepare("karin", typed); }); };
    EXPECT_EQ(refused({"regional_most_amount", "", "", "", "", "", ""}),
              "invalid value=required valid_from=required source=required paragraph=required");
    auto typed = wanted("mycket");
    typed.valid_from = "2026-02-30";
    EXPECT_EQ(refused(typed).substr(0, 14), "invalid value=");
    EXPECT_NE(refused(typed).find("valid_from="), std::string::npos);
    const auto first = prepare("karin", wanted());
    EXPECT_EQ(refused(wanted("80000")), "invalid valid_from=parameter_change.there");
    withdraw_parameter_change(cast.services(), cast.people.at("karin"), first.id, first.version);
    EXPECT_EQ(confirmed("kurt", first), "conflict parameter_change.settled");
    const auto second = prepare("karin", wanted("80000"));
    cast.clock.set(cast.clock.now() + std::chrono::hours(48));           // its day came before anybody confirmed it
    EXPECT_EQ(confirmed("kurt", second), "invalid valid_from=parameter_change.too_early");
}

TEST_F(ParameterChanges, two_who_confirm_at_once_do_it_once) {
    cast.add_person("kristina", Role::administrator);
    const auto change = prepare("karin", wanted());
    std::string first, second;
    std::thread one([&] { first = confirmed("kurt", change); }), two([&] { second = confirmed("kristina", change); });
    one.join();
    two.join();
    EXPECT_EQ((first == "nothing") + (second == "nothing"), 1) << first << " / " << second;
    EXPECT_EQ(cast.services().database.read([](Transaction& tx) { return parameter_edition(tx); }), 1);
}

TEST_F(ParameterChanges, a_value_changed_behind_the_back_of_the_house_is_found) {
    const auto change = prepare("karin", wanted());
    ASSERT_EQ(confirmed("kurt", change), "nothing");
    cast.house.follow_changes_now();
    cast.server.owner().transact([&](Transaction& tx) { tx.execute("UPDATE parameter_change SET value = value + 1 WHERE id = ?", {change.id}); });
    EXPECT_EQ(cast.faults(), std::vector<std::string>{"parameter regional_most_amount from " + tomorrow().iso() +
                                                      ": another value holds than the one that was confirmed"});
}

}  // namespace

}  // namespace bygd::testing_house

namespace bygd {
namespace {

using testing_site::has;
using testing_site::location;
using testing_site::Person;
using testing_site::Site;

TEST(ParameterChangePages, lead_from_the_list_to_a_confirmed_change) {
    Site site;
    for (const auto* name : {"karin", "kurt"}) site.add(name, Role::administrator);
    site.add("rune", Role::auditor);
    site.add("anna", Role::officer);
    Person karin(site, "karin"), kurt(site, "kurt"), rune(site, "rune"), anna(site, "anna");
    const std::string folder = "/administration/parameters";
    EXPECT_EQ(anna.get(folder).status, 404);
    EXPECT_EQ(rune.get(folder + "/new?name=opening_hours").status, 404);
    EXPECT_FALSE(has(rune.get(folder), folder + "/new"));
    EXPECT_TRUE(has(karin.get(folder), folder + "/new?name=opening_hours"));
    EXPECT_EQ(karin.get(folder + "/new?name=nothing").status, 404);
    karin.get(folder + "/new?name=opening_hours");
    const auto refused = karin.post(folder, {{"name", "opening_hours"}, {"value", "<b>"}, {"valid_from", "2027-01-01"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "field-value-error") && has(refused, "field-source-error") && has(refused, "&lt;b&gt;"));
    karin.get(folder + "/new?name=opening_hours");
    EXPECT_EQ(location(karin.post(folder, {{"name", "opening_hours"}, {"value", "45"}, {"valid_from", "2027-01-01"}, {"source", "SFS"}, {"paragraph", "1 §"}})),
              "303 " + folder + "/1");
    EXPECT_TRUE(has(karin.get(folder + "/1"), "En annan administratör bekräftar den."));
    EXPECT_FALSE(has(karin.get(folder + "/1"), "/confirmation"));
    EXPECT_EQ(karin.post(folder + "/1/confirmation", {{"version", "1"}}).status, 403);
    EXPECT_FALSE(has(rune.get(folder + "/1"), "/withdrawal"));
    EXPECT_TRUE(has(kurt.get(folder + "/1"), "Inget öppet ärende får en annan beräkning."));
    EXPECT_EQ(location(kurt.post(folder + "/1/confirmation", {{"version", "1"}})), "303 " + folder + "/1");
    site.house.follow_changes_now();
    EXPECT_TRUE(has(kurt.get("/parameters"), "45"));
    EXPECT_TRUE(has(rune.get("/administration/events?area=parameter"), "Ändring av regel bekräftades"));
}

}  // namespace
}  // namespace bygd
