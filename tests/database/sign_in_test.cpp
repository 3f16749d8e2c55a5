// Signing in on a real database: guesses are held back per account and address, and tell nothing (trust.md §2 row 27).
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/hash.hpp"
#include "http/session_actions.hpp"
#include "people/sign_in_actions.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;
using testing_people::password;

std::string attempt(Cast& cast, const std::string& username, const std::string& typed,
                    const std::string& address = "10.0.0.1") {
    return refusal([&] { sign_in(cast.database, cast.clock, {username, typed, address, ""}); });
}

TEST(SignIn, gives_a_new_token_each_time_and_keeps_only_its_hash) {
    Cast cast;
    const auto one = sign_in(cast.database, cast.clock, {" Anna.BERG ", password, "10.0.0.1", ""});
    const auto two = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    EXPECT_NE(one.token, two.token);
    EXPECT_EQ(session_of(cast.database, cast.clock, one.token)->actor.name, "Anna Berg");
    EXPECT_EQ(cast.database.look_up([&](Transaction& tx) {
        return tx.number("SELECT COUNT(*) FROM session WHERE token_hash IN (?, ?)",
                         {sha256_hex(one.token), sha256_hex(two.token)});
    }), 2);
    EXPECT_EQ(cast.database.look_up([&](Transaction& tx) {
        return tx.number("SELECT COUNT(*) FROM session WHERE token_hash = ? OR csrf = ?", {one.token, one.token});
    }), 0);
}

TEST(SignIn, never_takes_over_a_planted_token_and_ends_the_earlier_session) {
    Cast cast;
    const auto planted = std::string(43, 'p');
    const auto begun = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", planted});
    EXPECT_NE(begun.token, planted);
    EXPECT_FALSE(session_of(cast.database, cast.clock, planted));
    const auto next = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", begun.token});
    EXPECT_FALSE(session_of(cast.database, cast.clock, begun.token));
    EXPECT_TRUE(session_of(cast.database, cast.clock, next.token));
}

TEST(SignIn, says_the_same_about_a_wrong_name_and_a_wrong_password) {
    Cast cast;
    EXPECT_EQ(attempt(cast, "anna.berg", "fel lösenord"), "invalid sign_in.wrong");
    EXPECT_EQ(attempt(cast, "nobody.here", "fel lösenord"), "invalid sign_in.wrong");
    EXPECT_EQ(attempt(cast, "' OR 1=1 --", password), "invalid sign_in.wrong");
    EXPECT_EQ(attempt(cast, " ", ""), "invalid username=sign_in.username_empty password=sign_in.password_empty");
}

TEST(SignIn, holds_guesses_back_for_that_account_and_address_only) {
    Cast cast;
    for (int i = 0; i < limits::sign_in_failures; ++i) {
        EXPECT_EQ(attempt(cast, "anna.berg", "gissning"), "invalid sign_in.wrong");
    }
    EXPECT_EQ(attempt(cast, "anna.berg", password), "too_many sign_in.wait");
    EXPECT_EQ(attempt(cast, "ANNA.berg ", password), "too_many sign_in.wait");
    EXPECT_EQ(attempt(cast, "anna.berg", password, "10.0.0.2"), "nothing");   // she herself, at her own desk
    EXPECT_EQ(attempt(cast, "karin.admin", password), "nothing");             // a colleague behind the same address
    cast.clock.advance(limits::sign_in_wait - std::chrono::seconds(1));
    EXPECT_EQ(attempt(cast, "anna.berg", password), "too_many sign_in.wait");
    cast.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(attempt(cast, "anna.berg", password), "nothing");
}

TEST(SignIn, tells_the_minutes_left) {
    Cast cast;
    for (int i = 0; i < limits::sign_in_failures; ++i) attempt(cast, "anna.berg", "gissning");
    const auto minutes_left = [&]() -> std::string {
        try {
            sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
        } catch (const Error& error) {
            return error.problems().at(0).values.at(0);
        }
        return "none";
    };
    EXPECT_EQ(minutes_left(), "5");
    cast.clock.advance(std::chrono::minutes(3) + std::chrono::seconds(30));
    EXPECT_EQ(minutes_left(), "2");
    cast.clock.advance(std::chrono::seconds(80));
    EXPECT_EQ(minutes_left(), "1");
}

TEST(SignIn, forgets_the_failures_of_whoever_gets_in) {
    Cast cast;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i + 1 < limits::sign_in_failures; ++i) attempt(cast, "anna.berg", "gissning");
        EXPECT_EQ(attempt(cast, "anna.berg", password), "nothing") << round;
    }
}

// Counting after the password is looked at would let all of these through.
TEST(SignIn, answers_no_more_guesses_sent_at_the_same_time_than_one_after_another) {
    Cast cast;
    std::atomic<int> looked_at{0}, held_back{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&] {
            const auto answer = attempt(cast, "anna.berg", "gissning");
            if (answer == "invalid sign_in.wrong") ++looked_at;
            if (answer == "too_many sign_in.wait") ++held_back;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(looked_at, limits::sign_in_failures);
    EXPECT_EQ(held_back, 12 - limits::sign_in_failures);
}

TEST(SignIn, mends_a_hash_of_another_cost) {
    Cast cast;
    const std::string weak =   // argon2id, 8 MiB, of "gammalt lösenord 1"
        "$argon2id$v=19$m=8192,t=1,p=1$4mnhn8G7rfSg1s4ra8+GZA$soEHhoLUEsoQN8My3TZje5DllMKvzIl17H/Vjim3aSY";
    cast.database.transact([&](Transaction& tx) { set_password(tx, cast.anna.id, weak, false); });
    EXPECT_EQ(attempt(cast, "anna.berg", "gammalt lösenord 1"), "nothing");
    const auto now = cast.database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, cast.anna.id); });
    EXPECT_TRUE(now->password_hash.starts_with("$argon2id$v=19$m=65536,t=2"));
    EXPECT_EQ(attempt(cast, "anna.berg", "gammalt lösenord 1"), "nothing");
}

TEST(SignOut, kills_the_session_and_everywhere_kills_all) {
    Cast cast;
    const auto one = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.1", ""});
    const auto two = sign_in(cast.database, cast.clock, {"anna.berg", password, "10.0.0.2", ""});
    const auto karin = sign_in(cast.database, cast.clock, {"karin.admin", password, "10.0.0.2", ""});
    sign_out(cast.database, cast.clock, one.token);
    sign_out(cast.database, cast.clock, "not a token");
    EXPECT_FALSE(session_of(cast.database, cast.clock, one.token));
    EXPECT_TRUE(session_of(cast.database, cast.clock, two.token));
    sign_out_everywhere(cast.database, cast.clock, actor_of(cast.anna));
    EXPECT_FALSE(session_of(cast.database, cast.clock, two.token));
    EXPECT_TRUE(session_of(cast.database, cast.clock, karin.token));
}

}  // namespace
}  // namespace bygd
