// A link to a new password: once, for a day, for one account, made by an administrator alone.
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "people/password_link_actions.hpp"
#include "people/sign_in_actions.hpp"
#include "people/user_actions.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {


struct PasswordLink : ::testing::Test {
    const std::string wanted = "en-hel-mening-om-affären", token = random_token();
    testing_people::Cast cast;
    Actor admin = actor_of(cast.admin);
    std::string chosen(const std::string& with, const std::string& password, const std::string& address = "10.0.0.1") {
        return refusal([&] { choose_password(cast.database, cast.clock, {with, password, password, address}); });
    }
    std::string signed_in(const std::string& password) {
        return refusal([&] { sign_in(cast.database, cast.clock, {cast.anna.username, password, "10.0.0.9", ""}); });
    }
};

TEST_F(PasswordLink, is_used_once_and_ends_what_was_open) {
    EXPECT_EQ(chosen(token, wanted), "not_found password_link.gone") << "shown, and not made valid yet";
    make_password_link(cast.database, cast.clock, admin, cast.anna.id, token);
    EXPECT_EQ(account_of_link(cast.database, cast.clock, token), cast.anna.username);
    EXPECT_NE(chosen(token, "kort"), "nothing");
    EXPECT_EQ(chosen(token, wanted), "nothing");
    EXPECT_EQ(signed_in(wanted), "nothing");
    EXPECT_FALSE(cast.again(cast.anna.id).must_change_password) << "nobody else has seen it";
    EXPECT_EQ(chosen(token, wanted + "2"), "not_found password_link.gone");
    EXPECT_EQ(signed_in(wanted + "2"), "invalid sign_in.wrong");
}

TEST_F(PasswordLink, ends_after_a_day_and_when_a_newer_one_is_made) {
    make_password_link(cast.database, cast.clock, admin, cast.anna.id, token);
    const auto newer = random_token();
    make_password_link(cast.database, cast.clock, admin, cast.anna.id, newer);
    EXPECT_EQ(chosen(token, wanted), "not_found password_link.gone");
    cast.clock.set(cast.clock.now() + std::chrono::hours(24));
    EXPECT_EQ(chosen(newer, wanted), "not_found password_link.gone");
}

TEST_F(PasswordLink, is_made_by_administrators_for_others_and_guesses_are_counted) {
    const auto made = [&](const Actor& by, Id<User> whom, const std::string& with) {
        return refusal([&] { make_password_link(cast.database, cast.clock, by, whom, with); });
    };
    EXPECT_EQ(made(actor_of(cast.anna), cast.anna.id, token), "not_found user.not_found");
    EXPECT_EQ(made(admin, cast.admin.id, token), "forbidden user.own_password");
    EXPECT_EQ(made(admin, cast.anna.id, "kort"), "invalid token=api_token.format");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(chosen(random_token(), wanted, "10.0.0.7"), "not_found password_link.gone");
    EXPECT_EQ(chosen(random_token(), wanted, "10.0.0.7").substr(0, 8), "too_many");
}

}  // namespace
}  // namespace bygd
