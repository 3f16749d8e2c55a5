// Sessions on a real database: time-outs, and how seldom they are written (trust.md §2 rows 31, 32).
#include "http/session_actions.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "base/hash.hpp"
#include "http/session_store.hpp"
#include "people/sign_in_actions.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;

std::string begin(Cast& cast) {
    return cast.database.transact([&](Transaction& tx) { return begin_session(tx, cast.anna.id, cast.clock.now()); });
}

Instant last_seen(Cast& cast, const std::string& token) {
    return cast.database.look_up([&](Transaction& tx) { return find_session(tx, sha256_hex(token)); })
        ->times.last_seen_at;
}

TEST(SessionActions, know_who_is_behind_a_cookie) {
    Cast cast;
    const auto decider = cast.add("per.lund", "Per Lund", {Role::decider, Role::manager}, Money::kronor(500'000));
    const auto token = cast.database.transact(
        [&](Transaction& tx) { return begin_session(tx, decider.id, cast.clock.now()); });
    const auto found = session_of(cast.database, cast.clock, token).value();
    EXPECT_EQ(found.actor.id, decider.id);
    EXPECT_EQ(found.actor.name, "Per Lund");
    EXPECT_EQ(found.actor.roles, (Roles{Role::decider, Role::manager}));
    EXPECT_EQ(found.state, SessionState::live);
    EXPECT_GE(found.csrf.size(), 43u);
    EXPECT_NE(found.csrf, token);
    for (const auto& wrong : {std::string(), std::string(43, 'x'), token + "x", token.substr(1), found.token_hash}) {
        EXPECT_FALSE(session_of(cast.database, cast.clock, wrong)) << wrong;
    }
}

TEST(SessionActions, time_out_when_idle_and_do_not_come_back_to_life) {
    Cast cast;
    const auto token = begin(cast);
    cast.clock.advance(limits::session_idle - std::chrono::seconds(1));
    EXPECT_EQ(session_of(cast.database, cast.clock, token)->state, SessionState::live);
    cast.clock.advance(limits::session_idle);
    EXPECT_EQ(session_of(cast.database, cast.clock, token)->state, SessionState::timed_out);
    EXPECT_EQ(session_of(cast.database, cast.clock, token)->state, SessionState::timed_out);   // asking is no use of it
}

TEST(SessionActions, end_at_the_absolute_limit_however_busy) {
    Cast cast;
    const auto token = begin(cast);
    const auto steps = limits::session_absolute / std::chrono::minutes(30);
    for (int i = 1; i < steps; ++i) {
        cast.clock.advance(std::chrono::minutes(30));
        ASSERT_EQ(session_of(cast.database, cast.clock, token)->state, SessionState::live) << i;
    }
    cast.clock.advance(std::chrono::minutes(30));
    EXPECT_EQ(session_of(cast.database, cast.clock, token)->state, SessionState::timed_out);
}

TEST(SessionActions, write_when_last_seen_at_most_once_a_minute) {
    Cast cast;
    const auto token = begin(cast);
    const auto start = cast.clock.now();
    cast.clock.advance(std::chrono::seconds(59));
    session_of(cast.database, cast.clock, token);
    EXPECT_EQ(last_seen(cast, token), start);
    cast.clock.advance(std::chrono::seconds(1));
    session_of(cast.database, cast.clock, token);
    EXPECT_EQ(last_seen(cast, token), start + std::chrono::minutes(1));
}

TEST(SessionActions, sweeping_takes_only_what_is_long_gone) {
    Cast cast;
    const auto old = begin(cast);
    cast.clock.advance(std::chrono::hours(24 * 8));
    const auto fresh = begin(cast);
    sweep_people(cast.database, cast.clock);
    EXPECT_FALSE(session_of(cast.database, cast.clock, old));
    EXPECT_TRUE(session_of(cast.database, cast.clock, fresh));
}

TEST(SessionActions, open_ones_are_listed_newest_first_without_those_that_are_over) {
    Cast cast;
    const auto out = begin(cast);
    sign_out(cast.database, cast.clock, out);
    const auto idle = begin(cast);
    cast.clock.advance(limits::session_idle);
    const auto one = begin(cast);
    cast.clock.advance(std::chrono::minutes(1));
    const auto two = begin(cast);
    const auto open =
        cast.database.look_up([&](Transaction& tx) { return open_sessions(tx, cast.anna.id, cast.clock.now()); });
    ASSERT_EQ(open.size(), 2u);
    EXPECT_EQ(open[0].token_hash, sha256_hex(two));
    EXPECT_EQ(open[1].token_hash, sha256_hex(one));
}

}  // namespace
}  // namespace bygd
