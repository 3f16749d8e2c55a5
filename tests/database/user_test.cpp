// Accounts on a real database: who may change whom, what each change leaves behind (trust.md §2 rows 10, 11, 36, 37).
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <thread>

#include "base/words.hpp"
#include "http/session_actions.hpp"
#include "people/api_token_actions.hpp"
#include "people/api_token_store.hpp"
#include "people/password.hpp"
#include "people/sign_in_actions.hpp"
#include "people/user_commands.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;
using testing_people::password;

std::string last_event(Cast& cast, Id<User> user) {
    return cast.database.look_up([&](Transaction& tx) {
        const auto event = user_events(tx, user, 1).at(0);
        auto text = event.kind + " by " + event.actor_name + ":" + event.about;
        for (const auto& [field, from, to] : event.changes) text += " " + field + " '" + from + "' '" + to + "'";
        return text;
    });
}

TEST(UserActions, an_administrator_adds_and_changes_people_and_it_is_recorded) {
    Cast cast;
    AddUser command;
    command.user.username = " Nils.Åhl";
    command.user.display_name = "Nils O'Åhl <b>";
    command.user.roles = {Role::decider};
    command.user.delegation = Money::kronor(250'000);
    command.password = "tillfälligt ord 77";
    EXPECT_EQ(refusal([&] { add_user(cast.database, cast.clock, actor_of(cast.admin), command); }),
              "invalid username=user.username_format");
    command.user.username = "nils.ahl";
    const auto nils = add_user(cast.database, cast.clock, actor_of(cast.admin), command);
    EXPECT_EQ(cast.again(nils.id), nils);
    EXPECT_TRUE(nils.must_change_password);
    EXPECT_EQ(last_event(cast, nils.id), "added by Karin Admin: display_name '' 'Nils O'Åhl <b>' roles '' 'decider'"
                                          " delegation '' '250000.00' active 'no' 'yes'");

    auto changed = nils;
    changed.roles = {Role::decider, Role::manager};
    changed.delegation = Money::kronor(500'000);
    const auto after = change_user(cast.database, cast.clock, actor_of(cast.admin), changed);
    EXPECT_EQ(cast.again(nils.id), after);
    EXPECT_EQ(after.version, 2);
    EXPECT_EQ(last_event(cast, nils.id), "changed by Karin Admin: roles 'decider' 'decider,manager'"
                                         " delegation '250000.00' '500000.00'");
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, actor_of(cast.admin), changed); }),
              "conflict user.changed");
    EXPECT_EQ(refusal([&] { add_user(cast.database, cast.clock, actor_of(cast.admin), command); }),
              "invalid username=user.username_taken");
}

TEST(UserActions, to_everyone_but_an_administrator_the_accounts_are_not_there) {
    Cast cast;
    for (const auto role : all_roles()) {
        if (role == Role::administrator) continue;
        auto actor = actor_of(cast.anna);
        actor.roles = {role};
        auto wanted = cast.anna;
        wanted.roles.insert(Role::decider);
        EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, actor, wanted); }), "not_found user.not_found");
        EXPECT_EQ(refusal([&] { add_user(cast.database, cast.clock, actor, {}); }), "not_found user.not_found");
        EXPECT_EQ(refusal([&] { reset_password(cast.database, cast.clock, actor, cast.admin.id, "x"); }),
                  "not_found user.not_found");
        const auto read = role == Role::auditor ? "nothing" : "not_found user.not_found";
        EXPECT_EQ(refusal([&] { all_users(cast.database, actor); }), read);
        EXPECT_EQ(refusal([&] { user_file(cast.database, cast.clock, actor, cast.admin.id); }), read);
    }
    EXPECT_EQ(cast.again(cast.anna.id), cast.anna);
}

TEST(UserActions, nobody_gives_themselves_roles_or_closes_their_own_account) {
    Cast cast;
    cast.add("second.admin", "Second Admin", {Role::administrator});
    auto greedy = cast.admin;
    greedy.roles = {Role::finance};
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, actor_of(cast.admin), greedy); }),
              "forbidden roles=user.own_roles");
    auto gone = cast.admin;
    gone.active = false;
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, actor_of(cast.admin), gone); }),
              "forbidden active=user.own_active");
    auto titled = cast.admin;
    titled.title = "Systemförvaltare";
    EXPECT_EQ(change_user(cast.database, cast.clock, actor_of(cast.admin), titled).title, "Systemförvaltare");
}

TEST(UserActions, a_role_taken_away_while_the_request_is_under_way_is_gone) {
    Cast cast;
    const auto second = cast.add("second.admin", "Second Admin", {Role::administrator});
    const auto as_it_came = actor_of(second);
    auto demoted = second;
    demoted.roles = {Role::officer};
    change_user(cast.database, cast.clock, actor_of(cast.admin), demoted);
    auto wanted = cast.anna;
    wanted.roles.insert(Role::decider);
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, as_it_came, wanted); }), "not_found user.not_found");
    EXPECT_EQ(
        refusal([&] { reset_password(cast.database, cast.clock, as_it_came, cast.anna.id, "helt annat ord 99"); }),
        "not_found user.not_found");
    EXPECT_EQ(cast.again(cast.anna.id), cast.anna);
}

TEST(UserActions, the_last_active_administrator_stays) {
    Cast cast;
    auto gone = cast.admin;
    gone.active = false;
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, system_actor(), gone); }),
              "conflict user.last_administrator");
    auto officer = cast.admin;
    officer.roles = {Role::officer};
    EXPECT_EQ(refusal([&] { change_user(cast.database, cast.clock, system_actor(), officer); }),
              "conflict user.last_administrator");
    EXPECT_EQ(cast.again(cast.admin.id), cast.admin);
}

TEST(UserActions, two_administrators_who_close_each_other_do_not_both_succeed) {
    Cast cast;
    const auto other = cast.add("second.admin", "Second Admin", {Role::administrator});
    std::atomic<int> closed{0};
    const auto close = [&](const User& by, User whom) {
        whom.active = false;
        if (refusal([&] { change_user(cast.database, cast.clock, actor_of(by), whom); }) == "nothing") ++closed;
    };
    std::thread one(close, cast.admin, other), two(close, other, cast.admin);
    one.join();
    two.join();
    EXPECT_EQ(closed, 1);
    EXPECT_EQ(cast.database.look_up([](Transaction& tx) { return users_with_role(tx, Role::administrator); }).size(),
              1u);
}

TEST(UserActions, closing_an_account_ends_its_sessions_and_tokens_at_once) {
    Cast cast;
    const auto begun = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    const MakeApiToken make{"Rapporter", std::string(43, 'k'), 30};
    make_api_token(cast.database, cast.clock, actor_of(cast.anna), make);
    ASSERT_TRUE(session_of(cast.database, cast.clock, begun.token));
    ASSERT_TRUE(bearer_of(cast.database, cast.clock, make.token));
    auto gone = cast.anna;
    gone.active = false;
    change_user(cast.database, cast.clock, actor_of(cast.admin), gone);
    EXPECT_FALSE(session_of(cast.database, cast.clock, begun.token));
    EXPECT_FALSE(bearer_of(cast.database, cast.clock, make.token));
    EXPECT_EQ(refusal([&] { sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""}); }),
              "invalid sign_in.wrong");
    // Opened again: the old session does not come back to life.
    auto back = cast.again(cast.anna.id);
    back.active = true;
    change_user(cast.database, cast.clock, actor_of(cast.admin), back);
    EXPECT_FALSE(session_of(cast.database, cast.clock, begun.token));
}

TEST(UserActions, a_role_taken_away_is_gone_at_the_next_request) {
    Cast cast;
    const auto begun = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    auto changed = cast.anna;
    changed.roles = {Role::finance};
    change_user(cast.database, cast.clock, actor_of(cast.admin), changed);
    EXPECT_EQ(session_of(cast.database, cast.clock, begun.token)->actor.roles, Roles{Role::finance});
}

TEST(UserActions, a_reset_password_must_be_changed_and_ends_what_was_open) {
    Cast cast;
    const auto begun = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    reset_password(cast.database, cast.clock, actor_of(cast.admin), cast.anna.id, "helt annat ord 99");
    EXPECT_FALSE(session_of(cast.database, cast.clock, begun.token));
    const auto next = sign_in(cast.database, cast.clock, {"anna.berg", "helt annat ord 99", "10.0.0.1", ""});
    EXPECT_TRUE(session_of(cast.database, cast.clock, next.token)->must_change_password);
    EXPECT_EQ(refusal([&] {
                  reset_password(cast.database, cast.clock, actor_of(cast.admin), cast.admin.id, "helt annat ord 99");
              }),
              "forbidden user.own_password");
}

TEST(UserActions, changing_ones_own_password_needs_the_old_one_and_ends_the_other_sessions) {
    Cast cast;
    const auto here = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    const auto elsewhere = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.2", ""});
    const auto session = session_of(cast.database, cast.clock, here.token).value();
    const auto change = [&](const char* current, const char* wanted, const char* repeated) {
        return refusal([&] {
            change_own_password(cast.database, cast.clock, session.actor,
                                {current, wanted, repeated, session.token_hash});
        });
    };
    EXPECT_EQ(change("fel", "ett nytt lösen 55", "ett nytt lösen 55"), "invalid current_password=password.wrong");
    EXPECT_EQ(change(password.c_str(), "kort", "kortt"),
              "invalid new_password=password.too_short repeated_password=password.not_repeated");
    EXPECT_EQ(change(password.c_str(), password.c_str(), password.c_str()), "invalid new_password=password.same");
    EXPECT_EQ(change(password.c_str(), "ett nytt lösen 55", "ett nytt lösen 55"), "nothing");
    EXPECT_TRUE(session_of(cast.database, cast.clock, here.token));
    EXPECT_FALSE(session_of(cast.database, cast.clock, elsewhere.token));
    EXPECT_EQ(last_event(cast, cast.anna.id), "password_changed by Anna Berg:");
    for (int i = 0; i < limits::sign_in_failures; ++i) change("fel", "x", "x");
    EXPECT_EQ(change("ett nytt lösen 55", "ett tredje lösen 5", "ett tredje lösen 5"), "too_many sign_in.wait");
}

TEST(UserActions, officers_to_assign_are_the_active_ones_by_name) {
    Cast cast;
    cast.add("osten.a", "Östen Ask", {Role::officer, Role::manager});
    auto gone = cast.add("bo.b", "Bo Bark", {Role::officer});
    gone.active = false;
    change_user(cast.database, cast.clock, actor_of(cast.admin), gone);
    std::string names;
    for (const auto& user : cast.database.look_up([](Transaction& tx) { return users_with_role(tx, Role::officer); })) {
        names += user.display_name + ";";
    }
    EXPECT_EQ(names, "Anna Berg;Östen Ask;");
}

TEST(UserActions, the_record_cannot_be_rewritten_by_the_application) {
    Cast cast;
    EXPECT_THROW(cast.database.transact([](Transaction& tx) { tx.execute("UPDATE user_event SET detail = 'x'"); }),
                 std::exception);
    EXPECT_THROW(cast.database.transact([](Transaction& tx) { tx.execute("DELETE FROM user_event"); }), std::exception);
}

TEST(ApiToken, is_its_owners_alone_and_ends) {
    Cast cast;
    const MakeApiToken make{"Utdata till ekonomi", std::string(43, 'k'), 30};
    const auto token = make_api_token(cast.database, cast.clock, actor_of(cast.anna), make);
    EXPECT_EQ(bearer_of(cast.database, cast.clock, make.token)->actor.id, cast.anna.id);
    EXPECT_FALSE(bearer_of(cast.database, cast.clock, std::string(43, 'x')));
    EXPECT_EQ(refusal([&] { revoke_api_token(cast.database, cast.clock, actor_of(cast.admin), token.id); }),
              "not_found api_token.not_found");
    auto for_anna = make;
    for_anna.owner = cast.anna.id;
    EXPECT_EQ(refusal([&] { make_api_token(cast.database, cast.clock, actor_of(cast.admin), for_anna); }),
              "not_found user.not_found");
    cast.clock.advance(std::chrono::hours(24 * 30));
    EXPECT_FALSE(bearer_of(cast.database, cast.clock, make.token));
    cast.clock.advance(-std::chrono::hours(24));
    ASSERT_TRUE(bearer_of(cast.database, cast.clock, make.token));
    revoke_api_token(cast.database, cast.clock, actor_of(cast.anna), token.id);
    EXPECT_FALSE(bearer_of(cast.database, cast.clock, make.token));
    EXPECT_EQ(refusal([&] { make_api_token(cast.database, cast.clock, actor_of(cast.anna), {"", "kort", 0}); }),
              "invalid name=required days=api_token.days token=api_token.format");
}

TEST(UserCommand, does_on_the_command_line_what_the_pages_do) {
    Cast cast;
    const auto run = [&](std::vector<std::string> arguments, std::string typed = "") {
        std::istringstream in(typed);
        std::ostringstream out, err;
        const int code = user_command(cast.database, cast.clock, Words(), arguments, in, out, err);
        return std::to_string(code) + " " + out.str() + err.str();
    };
    EXPECT_EQ(run({"add", "Bo.Ek", "--name", "Bo Ek", "--roles", "decider,manager", "--delegation", "50 000",
                   "--password-stdin"},
                  "ett ord på vägen\n"),
              "0 added bo.ek\n");
    EXPECT_TRUE(sign_in(cast.database, cast.clock, {"bo.ek", "ett ord på vägen", "", ""}).user.must_change_password);
    EXPECT_TRUE(run({"reset", "bo.ek"}).starts_with("0 new password for bo.ek"));
    EXPECT_TRUE(run({"list"}).find("bo.ek\tBo Ek\tdecider,manager\t50000.00\tactive\n") != std::string::npos);
    const auto token = run({"token", "bo.ek", "--days", "10"}).substr(2, 43);
    EXPECT_EQ(bearer_of(cast.database, cast.clock, token)->actor.name, "Bo Ek");
    EXPECT_EQ(run({"reset", "nobody"}).substr(0, 1), "1");
    EXPECT_EQ(run({"add", "x", "--roles", "king"}).substr(0, 1), "1");
    for (const auto& misused : std::vector<std::vector<std::string>>{
             {}, {"remove", "bo.ek"}, {"add"}, {"add", "a", "b"}, {"list", "x"}, {"add", "x", "--role", "officer"},
             {"add", "x", "--name"}}) {
        EXPECT_EQ(run(misused), "2 " + user_usage());
    }
}

}  // namespace
}  // namespace bygd
