// Somebody leaves: what they had in their hands goes to somebody else in one transaction, or nothing does.
#include <gtest/gtest.h>

#include <map>

#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view_actions.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/diary_store.hpp"
#include "cases/handover_actions.hpp"
#include "pages/verify.hpp"
#include "people/admin_event_store.hpp"
#include "people/delegation_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

class Handover : public ::testing::Test {
protected:
    Handover() {
        cast.add_person("karin", Role::administrator);
        cast.add_person("berit", Role::administrator);
    }
    const Services& services() const { return cast.services(); }
    std::string id(const std::string& name) { return std::to_string(cast.people.at(name).id.value()); }
    User account(const std::string& name) {
        return services().database.read([&](Transaction& tx) { return find_user(tx, cast.people.at(name).id).value(); });
    }
    HandOverWork from_anna(const std::string& to) { return {cast.people.at("anna").id, account("anna").version, to, "Anna slutar.", true}; }
    std::string refused(const std::string& by, const HandOverWork& command) {
        try {
            hand_over(services(), cast.people.at(by), command);
        } catch (const Error& error) {
            return error.problems().empty() ? std::string(to_string(error.kind())) : error.problems().front().code;
        }
        return "";
    }
    HouseCast cast;
};

}  // namespace

TEST_F(Handover, gives_every_case_in_hand_and_closes_the_account) {
    const auto open = cast.in_review("service_grant"), decided = cast.under_decision("service_grant");
    cast.take("david", decided, "approve");
    const auto barred = cast.in_review("service_grant");
    declare_conflict(services(), cast.people.at("bo"), barred, true, "Bo äger butiken.");
    save_view(services(), cast.people.at("anna"), {"Driftstöd", "form=operating_support", true});
    const auto before = handover_of(services(), cast.people.at("karin"), cast.people.at("anna").id).held;
    EXPECT_EQ(before.open_cases, 2);
    EXPECT_EQ(before.decided_cases, 1);
    EXPECT_EQ(before.shared_views, 1);

    const auto done = hand_over(services(), cast.people.at("karin"), from_anna(id("bo")));
    EXPECT_EQ(done.given, 2);
    EXPECT_EQ(done.unassigned, 1) << "he has a conflict of interest in one";
    EXPECT_EQ(cast.now(open).officer, cast.people.at("bo").id);
    EXPECT_EQ(cast.now(decided).officer, cast.people.at("bo").id);
    EXPECT_FALSE(cast.now(barred).officer);
    EXPECT_FALSE(account("anna").active);
    const auto after = handover_of(services(), cast.people.at("karin"), cast.people.at("anna").id).held;
    EXPECT_EQ(after.cases() + after.tasks + after.shared_views, 0);
    services().database.read([&](Transaction& tx) {
        EXPECT_EQ(views_of(tx, cast.people.at("bo").id).at(0).owner, cast.people.at("bo").id);
        const auto event = events_of(tx, cast.now(open).id).back();
        EXPECT_EQ(event.kind, "handed_over");
        EXPECT_EQ(event.text, "Anna slutar.");
        EXPECT_EQ(event.actor, cast.people.at("karin").id);
        const auto told = admin_events(tx, {}, 1).at(0);
        EXPECT_NE(told.changes.find("cases"), std::string::npos) << told.changes;
        return 0;
    });
    EXPECT_EQ(verify_house(services()).faults, std::vector<std::string>{});
}

TEST_F(Handover, keeps_a_case_from_who_decided_it_and_lets_the_rest_go) {
    cast.add_person("olle", Roles{Role::officer, Role::decider}, Money::kronor(5'000'000));
    const auto decided = cast.under_decision("service_grant"), open = cast.in_review("service_grant"), barred = cast.in_review("service_grant");
    cast.take("olle", decided, "approve");
    declare_conflict(services(), cast.people.at("olle"), barred, true, "Olle äger butiken.");
    const auto done = hand_over(services(), cast.people.at("karin"), from_anna(id("olle")));
    EXPECT_EQ(done.given, 1);
    EXPECT_EQ(done.unassigned, 2);
    ASSERT_EQ(done.kept.size(), 2u);
    std::map<std::string, std::string> why;
    for (const auto& one : done.kept) why[one.diary_number] = one.why;
    EXPECT_EQ(why[decided], "second_person");
    EXPECT_EQ(why[barred], "conflict");
    EXPECT_EQ(cast.now(open).officer, cast.people.at("olle").id);
    EXPECT_FALSE(cast.now(decided).officer);
    services().database.read([&](Transaction& tx) {
        EXPECT_NE(admin_events(tx, {}, 1).at(0).changes.find(decided + " (second_person)"), std::string::npos);
        return 0;
    });
    EXPECT_EQ(verify_house(services()).faults, std::vector<std::string>{});
}

TEST_F(Handover, who_leaves_decides_nothing_more_and_stands_in_for_nobody) {
    const HandOverWork leave{cast.people.at("david").id, account("david").version, "", "Byter jobb.", true};
    ASSERT_EQ(handover_of(services(), cast.people.at("karin"), leave.from).held.mandates, 1);
    hand_over(services(), cast.people.at("karin"), leave);
    services().database.read([&](Transaction& tx) {
        cast.clock.set(cast.clock.now() + std::chrono::hours(24));
        for (const auto& row : delegation_order(tx, cast.clock.today()).rows) EXPECT_FALSE(row.person == leave.from && !row.valid_to);
        return 0;
    });
}

TEST_F(Handover, a_long_leave_gives_the_cases_and_keeps_the_account) {
    const auto number = cast.in_review("service_grant");
    auto command = from_anna("nobody");
    command.close_account = false;
    EXPECT_EQ(hand_over(services(), cast.people.at("karin"), command).unassigned, 1);
    EXPECT_TRUE(account("anna").active);
    EXPECT_FALSE(cast.now(number).officer);
}

TEST_F(Handover, a_refusal_changes_nothing) {
    const auto number = cast.in_review("service_grant");
    EXPECT_EQ(refused("karin", from_anna("")), "required") << "there are cases: who takes them must be said";
    EXPECT_EQ(refused("karin", from_anna(id("eva"))), "case.officer_unknown") << "finance handles no cases";
    EXPECT_EQ(refused("karin", from_anna(id("anna"))), "handover.to_themselves");
    auto silent = from_anna(id("bo"));
    silent.reason = "  ";
    EXPECT_EQ(refused("karin", silent), "required");
    auto old = from_anna(id("bo"));
    old.version = 99;
    EXPECT_EQ(refused("karin", old), "user.changed");
    EXPECT_EQ(refused("bo", from_anna(id("bo"))), "not_found") << "an officer does not close accounts";
    EXPECT_EQ(refused("karin", {cast.people.at("karin").id, account("karin").version, "", "Slutar.", true}), "user.own_active");
    EXPECT_EQ(cast.now(number).officer, cast.people.at("anna").id);
    EXPECT_TRUE(account("anna").active);
}

}  // namespace bygd::testing_house
