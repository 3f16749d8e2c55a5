// What an account may look like, and what nobody may do to their own (trust.md §2 rows 11, 36).
#include "people/user.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

User anna() {
    return {.id = Id<User>(7),
            .username = "anna.berg",
            .display_name = "Anna Åkesdotter-Bérg",
            .title = "Enhetschef",
            .email = "anna.berg@region.example",
            .roles = {Role::decider, Role::manager},
            .delegation = Money::kronor(500'000)};
}

std::string codes(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += (text.empty() ? "" : " ") + problem.field + ":" + problem.code;
    return text;
}

template <typename Change>
std::string wrong_after(Change change) {
    auto user = anna();
    change(user);
    return codes(check_user(user));
}

TEST(User, a_good_account_has_nothing_wrong) { EXPECT_EQ(codes(check_user(anna())), ""); }

TEST(User, all_that_is_wrong_is_told_at_once) {
    EXPECT_EQ(wrong_after([](User& user) {
                  user.username = "Anna Berg";
                  user.display_name = " ";
                  user.email = "anna at region";
                  user.roles = {};
              }),
              "username:user.username_format display_name:required email:email.format roles:user.roles_empty"
              " delegation:user.delegation_needs_decider");
}

TEST(User, the_username_is_plain) {
    EXPECT_EQ(canonical_username("  Anna.Berg "), "anna.berg");
    for (const char* name : {"", "a", "anna berg", "anna'--", "<script>", "åsa", "anna\nberg"}) {
        EXPECT_EQ(wrong_after([&](User& user) { user.username = name; }), "username:user.username_format") << name;
    }
}

TEST(User, a_name_stays_on_one_line_and_within_its_column) {
    EXPECT_EQ(wrong_after([](User& user) { user.display_name = "Anna\nroles=administrator"; }),
              "display_name:text.one_line");
    EXPECT_EQ(wrong_after([](User& user) { user.display_name = std::string(201, 'a'); }), "display_name:text.too_long");
}

TEST(User, an_administrator_and_an_auditor_stand_alone) {
    EXPECT_EQ(wrong_after([](User& user) {
                  user.roles = {Role::administrator, Role::officer};
                  user.delegation.reset();
              }),
              "roles:user.administrator_alone");
    EXPECT_EQ(wrong_after([](User& user) {
                  user.roles = {Role::auditor, Role::finance};
                  user.delegation.reset();
              }),
              "roles:user.auditor_alone");
}

TEST(User, a_delegation_level_is_for_deciders) {
    EXPECT_EQ(wrong_after([](User& user) { user.roles = {Role::officer}; }),
              "delegation:user.delegation_needs_decider");
}

TEST(User, nobody_changes_their_own_roles_delegation_or_standing) {
    auto changed = anna();
    changed.title = "Förvaltningschef";
    EXPECT_TRUE(check_own_change(anna(), changed).empty());
    changed.roles.insert(Role::finance);
    changed.delegation = Money::kronor(10'000'000);
    changed.active = false;
    EXPECT_EQ(codes(check_own_change(anna(), changed)),
              "roles:user.own_roles delegation:user.own_delegation active:user.own_active");
}

TEST(User, as_an_actor_carries_its_rights_and_no_once_key) {
    const auto actor = actor_of(anna());
    EXPECT_EQ(actor.id, Id<User>(7));
    EXPECT_TRUE(actor.has(Role::decider));
    EXPECT_FALSE(actor.has(Role::administrator));
    EXPECT_FALSE(actor.once);
}

}  // namespace
}  // namespace bygd
