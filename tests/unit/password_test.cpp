// Passwords: hashed with argon2id, never more at a time than allowed, and the guessed-first ones refused.
#include "people/password.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "base/limits.hpp"

namespace bygd {
namespace {

TEST(Password, is_kept_as_argon2id_with_salt_and_recognised) {
    const auto first = hash_password("en lång mening om Malung");
    const auto second = hash_password("en lång mening om Malung");
    EXPECT_TRUE(first.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << first;
    EXPECT_NE(first, second);
    EXPECT_TRUE(password_matches(first, "en lång mening om Malung"));
    EXPECT_FALSE(password_matches(first, "en lång mening om malung"));
    EXPECT_FALSE(password_matches(first, ""));
    EXPECT_FALSE(password_matches(first, "en lång mening om Malung" + std::string(5000, ' ')));
    EXPECT_FALSE(needs_rehash(first));
    EXPECT_TRUE(needs_rehash(
        "$argon2id$v=19$m=8192,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
}

TEST(Password, of_nobody_matches_nothing_not_even_the_stand_in) {
    EXPECT_FALSE(password_matches(std::nullopt, "nobody has this password"));
    EXPECT_FALSE(password_matches(std::nullopt, ""));
}

// Timing is shown by the work done: both ways hash once. The bound is wide, for other work runs on the same processors.
TEST(Password, of_nobody_takes_as_long_as_of_somebody) {
    const auto hash = hash_password("somebody's password");
    password_matches(std::nullopt, "warm");
    const auto time_of = [](const std::optional<std::string>& of) {
        auto best = std::chrono::nanoseconds::max();
        for (int i = 0; i < 5; ++i) {
            const auto start = std::chrono::steady_clock::now();
            password_matches(of, "a wrong password");
            best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
        }
        return static_cast<double>(best.count());
    };
    const auto ratio = time_of(std::nullopt) / time_of(hash);
    EXPECT_GT(ratio, 0.5);
    EXPECT_LT(ratio, 2.0);
}

TEST(Password, a_crowd_is_served_in_turn_or_asked_to_come_back) {
    const auto hash = hash_password("a password of the crowd");
    const int crowd = limits::password_hashes_at_once + limits::password_hashes_waiting + 20;
    std::atomic<int> right{0}, asked_back{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < crowd; ++i) {
        threads.emplace_back([&] {
            try {
                if (password_matches(hash, "a password of the crowd")) ++right;
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::unavailable);
                EXPECT_EQ(error.problems().at(0).code, "sign_in.busy");
                ++asked_back;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right + asked_back, crowd);
    EXPECT_GE(right, limits::password_hashes_at_once);
    EXPECT_GT(asked_back, 0);
}

struct Chosen {
    const char* password;
    const char* code;   // empty: good
};
class NewPassword : public testing::TestWithParam<Chosen> {};
TEST_P(NewPassword, is_judged) {
    const auto problems = check_new_password(GetParam().password, "anna.berg", "new_password");
    if (*GetParam().code == '\0') {
        EXPECT_TRUE(problems.empty()) << problems.at(0).code;
        return;
    }
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].field, "new_password");
    EXPECT_EQ(problems[0].code, std::string("password.") + GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(
    Table, NewPassword,
    testing::Values(Chosen{"", "too_short"}, Chosen{"elva tecken", "too_short"}, Chosen{"åäöåäöåäöåä", "too_short"},
                    Chosen{"tolv tecken!", ""}, Chosen{"rätt häst batteri häftklammer", ""},
                    Chosen{"aaaaaaaaaaaa", "easily_guessed"}, Chosen{"ababababababab", "easily_guessed"},
                    Chosen{"123456789012", "easily_guessed"}, Chosen{"abcdefghijklmn", "easily_guessed"},
                    Chosen{"210987654321", "easily_guessed"}, Chosen{"Lösenord2026!!", "easily_guessed"},
                    Chosen{"lösenordlösenord", "easily_guessed"}, Chosen{"1234qwertyuiop", "easily_guessed"},
                    Chosen{"xx Anna.Berg 77", "holds_username"}, Chosen{"Bygdestöd123456", "easily_guessed"}));

TEST(Password, too_long_is_told) {
    EXPECT_TRUE(check_new_password(std::string(120, 'a') + std::string(136, 'b') + "cdefgh", "x.y", "p").at(0).code ==
                "password.too_long");
}

TEST(Password, a_temporary_one_is_good_enough_and_new_each_time) {
    std::set<std::string> made;
    for (int i = 0; i < 1000; ++i) {
        const auto password = temporary_password();
        EXPECT_EQ(password.size(), 19u);
        EXPECT_TRUE(check_new_password(password, "anna.berg", "p").empty()) << password;
        made.insert(password);
    }
    EXPECT_EQ(made.size(), 1000u);
}

}  // namespace
}  // namespace bygd
