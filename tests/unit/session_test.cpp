// How long a session lasts, and where sign-in may send a browser (trust.md §2 rows 19, 31, 32).
#include "http/session.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/hash.hpp"
#include "base/limits.hpp"

namespace bygd {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Instant signed_in_at = parse_utc("2026-11-23T08:00:00.000000Z");

SessionTimes seen(std::chrono::seconds after) { return {signed_in_at, signed_in_at + after, std::nullopt}; }

TEST(Session, lives_until_nobody_has_used_it_for_the_idle_limit) {
    const auto times = seen(seconds(0));
    EXPECT_EQ(state_of(times, signed_in_at), SessionState::live);
    EXPECT_EQ(state_of(times, signed_in_at + limits::session_idle - seconds(1)), SessionState::live);
    EXPECT_EQ(state_of(times, signed_in_at + limits::session_idle), SessionState::timed_out);
}

TEST(Session, ends_after_the_absolute_limit_however_busy) {
    const auto end = signed_in_at + limits::session_absolute;
    const SessionTimes busy{signed_in_at, end - seconds(1), std::nullopt};
    EXPECT_EQ(state_of(busy, end - seconds(1)), SessionState::live);
    EXPECT_EQ(state_of(busy, end), SessionState::timed_out);
}

TEST(Session, signed_out_is_ended_not_timed_out) {
    const SessionTimes out{signed_in_at, signed_in_at, signed_in_at + minutes(5)};
    EXPECT_EQ(state_of(out, signed_in_at + minutes(5)), SessionState::ended);
    EXPECT_EQ(state_of(out, signed_in_at + limits::session_absolute), SessionState::ended);
}

TEST(Session, is_noted_as_seen_at_most_once_a_minute) {
    EXPECT_FALSE(worth_touching(seen(minutes(2)), signed_in_at + minutes(2) + seconds(59)));
    EXPECT_TRUE(worth_touching(seen(minutes(2)), signed_in_at + minutes(3)));
}

TEST(Session, ten_thousand_tokens_are_different_and_shaped_as_tokens) {
    std::set<std::string> tokens;
    for (int i = 0; i < 10'000; ++i) {
        const auto token = random_token();
        ASSERT_TRUE(token_shaped(token)) << token;
        tokens.insert(token);
    }
    EXPECT_EQ(tokens.size(), 10'000u);
    EXPECT_FALSE(token_shaped(""));
    EXPECT_FALSE(token_shaped(std::string(42, 'a')));
    EXPECT_FALSE(token_shaped(std::string(44, 'a')));
    EXPECT_FALSE(token_shaped(std::string(42, 'a') + "="));
    EXPECT_FALSE(token_shaped("' OR 1=1 -- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

class StaysHome : public testing::TestWithParam<std::string> {};
TEST_P(StaysHome, any_next_that_is_not_plainly_ours_becomes_the_start_page) { EXPECT_EQ(safe_next(GetParam()), "/"); }
INSTANTIATE_TEST_SUITE_P(
    Evil, StaysHome,
    testing::Values("", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
                    "https://evil.example", "https:evil.example", "HTTPS://evil.example/", "http:/evil.example",
                    "javascript:alert(1)", "data:text/html,x", "evil.example", "/%2fevil.example", "/%2Fevil.example",
                    "/%5cevil.example", "/%5C%5Cevil.example", "/%09/evil.example", "/%0d%0aLocation:%20//evil.example",
                    std::string("/\t/evil.example"), std::string("/\r\nSet-Cookie: a=b"), std::string("/\0/evil", 8),
                    "/cases//evil.example", "/.//evil.example", "/../evil", "/cases/../../x", "/./x",
                    " /cases", "/user:password@evil.example", "/@evil.example", "//evil.example@/cases",
                    "/cases#//evil", "/sign-out", "/<script>", "/\"onload=\"",
                    "/å", "?next=//evil", ".", "/%00", std::string("/") + std::string(600, 'a')));

class GoesThere : public testing::TestWithParam<const char*> {};
TEST_P(GoesThere, a_path_of_ours_is_kept) { EXPECT_EQ(safe_next(GetParam()), GetParam()); }
INSTANTIATE_TEST_SUITE_P(Own, GoesThere,
                         testing::Values("/", "/cases", "/cases/2026-0042",
                                         "/cases?stage=open&officer=3&after=2026-0001",
                                         "/providers?q=S%C3%A4len%20livs", "/resume/AbC-_123",
                                         "/reports/expenditure-summary.xlsx?project=processledning-rsp-2016-2019"));

}  // namespace
}  // namespace bygd
