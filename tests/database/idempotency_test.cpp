// A command sent twice has one effect and one answer (design.md §4 rule 11, trust.md §1.2).
#include "http/idempotency_actions.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "people/user_store.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;

const Once once{"key-1", std::string(64, 'a')};
const Once same_key_other_command{"key-1", std::string(64, 'b')};

Actor with(const User& user, const Once& mark) {
    auto actor = actor_of(user);
    actor.once = mark;
    return actor;
}

void retitle(Cast& cast, const Actor& actor) {
    cast.database.transact(actor, [&](Transaction& tx) {
        auto anna = find_user(tx, cast.anna.id).value();
        anna.title += "!";
        update_user(tx, anna);
    });
}

TEST(Idempotency, a_finished_command_answers_again_without_effect) {
    Cast cast;
    EXPECT_FALSE(answer_kept(cast.database, cast.anna.id, once));
    retitle(cast, with(cast.anna, once));
    keep_answer_of(cast.database, cast.anna.id, once, 303, "/cases/2026-0042", "");
    const auto answer = answer_kept(cast.database, cast.anna.id, once);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 303);
    EXPECT_EQ(answer->location, "/cases/2026-0042");
    EXPECT_THROW(retitle(cast, with(cast.anna, once)), AlreadyDone);
    EXPECT_EQ(cast.again(cast.anna.id).title, "!");
}

TEST(Idempotency, a_key_used_for_another_command_is_refused) {
    Cast cast;
    retitle(cast, with(cast.anna, once));
    EXPECT_EQ(refusal([&] { answer_kept(cast.database, cast.anna.id, same_key_other_command); }),
              "invalid idempotency_key.other_request");
    EXPECT_EQ(refusal([&] { wait_for_answer(cast.database, cast.anna.id, same_key_other_command); }),
              "invalid idempotency_key.other_request");
    keep_answer_of(cast.database, cast.anna.id, same_key_other_command, 200, "", "not mine");
    EXPECT_FALSE(answer_kept(cast.database, cast.anna.id, once));
}

TEST(Idempotency, two_people_may_use_the_same_key) {
    Cast cast;
    retitle(cast, with(cast.anna, once));
    EXPECT_FALSE(answer_kept(cast.database, cast.admin.id, once));
    retitle(cast, with(cast.admin, once));
    EXPECT_EQ(cast.again(cast.anna.id).title, "!!");
}

TEST(Idempotency, a_command_that_failed_leaves_no_mark_and_may_be_mended) {
    Cast cast;
    EXPECT_EQ(refusal([&] {
                  cast.database.transact(with(cast.anna, once),
                                         [](Transaction&) { refuse(ErrorKind::conflict, "some.reason"); });
              }),
              "conflict some.reason");
    keep_answer_of(cast.database, cast.anna.id, once, 409, "", "");
    EXPECT_FALSE(answer_kept(cast.database, cast.anna.id, once));
    retitle(cast, with(cast.anna, same_key_other_command));
    EXPECT_EQ(cast.again(cast.anna.id).title, "!");
}

TEST(Idempotency, an_answer_that_never_came_is_told_as_done) {
    Cast cast;
    retitle(cast, with(cast.anna, once));
    EXPECT_EQ(refusal([&] { wait_for_answer(cast.database, cast.anna.id, once, std::chrono::milliseconds(50)); }),
              "conflict idempotency_key.done");
}

TEST(Idempotency, twenty_at_the_same_time_have_one_effect_and_one_answer) {
    Cast cast;
    std::atomic<int> effects{0}, replays{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&, i] {
            try {
                retitle(cast, with(cast.anna, once));
                ++effects;
                keep_answer_of(cast.database, cast.anna.id, once, 201, "", "answer " + std::to_string(i));
            } catch (const AlreadyDone&) {
                const auto answer = wait_for_answer(cast.database, cast.anna.id, once);
                if (answer.status == 201 && answer.body.starts_with("answer ")) ++replays;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(effects, 1);
    EXPECT_EQ(replays, 19);
    EXPECT_EQ(cast.again(cast.anna.id).title, "!");
}

}  // namespace
}  // namespace bygd
