// Long jobs on a real database: how far one has come holds with what it did, a dead server's is taken over where it was,
// one that is stopped stops between two pieces, and the result is for who asked alone.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/limits.hpp"
#include "documents/child_process.hpp"
#include "jobs/job_run_actions.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_runner.hpp"
#include "jobs/long_job_store.hpp"
#include "people/user_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

// What a server dies of in the middle of a job: nothing after it runs, and its lease stays.
struct Death {};

struct Workshop : HouseCast {
    int pieces = 4;
    int dies_after = -1;
    std::atomic<int> done{0};
    std::function<void(LongJobRun&)> more;

    LongWorks works() {
        return {{"counting", [this](LongJobRun& run) {
                     while (run.progress().done < pieces) {
                         if (run.progress().done == dies_after) throw Death{};
                         run.piece([&](Transaction&, LongJobProgress& progress) {
                             progress.total = pieces;
                             ++progress.done;
                             progress.place = std::to_string(progress.done);
                             ++progress.counts["counted"];
                         });
                         ++done;
                         if (more) more(run);
                     }
                 }},
                {"refusing", [](LongJobRun&) { throw Error(ErrorKind::invalid, {{"file", "required"}}); }},
                {"breaking", [](LongJobRun&) { throw std::runtime_error("a fault of ours"); }},
                {"filing", [](LongJobRun& run) {
                     const TemporaryFolder folder;
                     std::string bytes(limits::document_chunk_bytes * 2 + 5, 'x');
                     bytes.back() = 'y';
                     folder.write("list", bytes);
                     run.keep_file("list.csv", "text/csv", folder.path() / "list");
                 }}};
    }
    LongJobRunner runner() { return {server.database(), clock, works(), active_actor}; }
    Id<LongJob> ask(const std::string& kind, const std::string& who = "anna") {
        return ask_long_job(server.database(), clock, people.at(who), {kind, "Ett arbete", "{}"});
    }
    LongJob now_of(Id<LongJob> id, const std::string& who = "anna") { return long_job_of(server.database(), people.at(who), id); }
};

ErrorKind refusal_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "was not refused";
    return ErrorKind::internal;
}

}  // namespace

TEST(LongJobs, tell_how_far_they_have_come_and_end) {
    Workshop shop;
    const auto id = shop.ask("counting");
    EXPECT_EQ(shop.now_of(id).state, LongJobState::waiting);
    shop.more = [&](LongJobRun& run) {
        EXPECT_EQ(percent_done(shop.now_of(id).progress), run.progress().done * 25);
        EXPECT_EQ(shop.now_of(id).state, LongJobState::running);
        EXPECT_EQ(run.actor().name, "anna");
    };
    EXPECT_EQ(shop.runner().look(), 1);
    const auto job = shop.now_of(id);
    EXPECT_EQ(job.state, LongJobState::done);
    EXPECT_EQ(job.progress.counts, (JobCounts{{"counted", 4}}));
    EXPECT_TRUE(job.ended_at);
    EXPECT_EQ(shop.runner().look(), 0);
}

TEST(LongJobs, go_on_where_a_dead_server_was_when_its_lease_has_run_out) {
    Workshop shop;
    const auto id = shop.ask("counting");
    shop.dies_after = 2;
    EXPECT_THROW(shop.runner().look(), Death);
    EXPECT_EQ(shop.now_of(id).progress.done, 2);
    EXPECT_EQ(shop.runner().look(), 0) << "somebody has it still";
    shop.clock.set(shop.clock.now() + std::chrono::minutes(3));
    shop.dies_after = -1;
    EXPECT_EQ(shop.runner().look(), 1);
    EXPECT_EQ(shop.done, 4) << "each piece once";
    EXPECT_EQ(shop.now_of(id).state, LongJobState::done);
    EXPECT_EQ(shop.now_of(id).attempts, 2);
}

TEST(LongJobs, a_runner_that_lost_its_lease_leaves_nothing_behind) {
    Workshop shop;
    const auto id = shop.ask("counting");
    auto second = shop.runner();
    bool slept = false;
    shop.more = [&](LongJobRun&) {
        if (slept) return;
        slept = true;
        shop.clock.set(shop.clock.now() + std::chrono::minutes(3));
        EXPECT_EQ(second.look(), 1) << "takes over and does the rest";
    };
    EXPECT_EQ(shop.runner().look(), 1);
    EXPECT_EQ(shop.done, 4);
    EXPECT_EQ(shop.now_of(id).progress.counts, (JobCounts{{"counted", 4}}));
    EXPECT_EQ(shop.now_of(id).state, LongJobState::done);
}

TEST(LongJobs, are_each_done_once_by_several_servers) {
    Workshop shop;
    for (int i = 0; i < 8; ++i) shop.ask("counting", i % 2 ? "anna" : "bo");
    std::vector<std::thread> servers;
    for (int i = 0; i < 4; ++i) {
        servers.emplace_back([&] {
            auto runner = shop.runner();
            runner.look();
        });
    }
    for (auto& server : servers) server.join();
    EXPECT_EQ(shop.done, 32);
    for (const auto& job : long_jobs_of(shop.server.database(), shop.people.at("bo"), std::nullopt, 10)) {
        EXPECT_EQ(job.state, LongJobState::done);
    }
}

TEST(LongJobs, stop_between_two_pieces_when_asked_to) {
    Workshop shop;
    const auto id = shop.ask("counting");
    shop.more = [&](LongJobRun&) {
        if (shop.done == 2) stop_long_job(shop.server.database(), shop.clock, shop.people.at("anna"), id);
    };
    shop.runner().look();
    EXPECT_EQ(shop.now_of(id).state, LongJobState::cancelled);
    EXPECT_EQ(shop.now_of(id).progress.done, 2) << "what was done holds";
    EXPECT_EQ(refusal_of([&] { stop_long_job(shop.server.database(), shop.clock, shop.people.at("anna"), id); }), ErrorKind::conflict);
    const auto waiting = shop.ask("counting");
    EXPECT_EQ(stop_long_job(shop.server.database(), shop.clock, shop.people.at("anna"), waiting).state, LongJobState::cancelled);
    EXPECT_EQ(shop.runner().look(), 0);
}

TEST(LongJobs, a_server_that_stops_lets_go_between_two_pieces) {
    Workshop shop;
    const auto id = shop.ask("counting");
    auto first = std::make_unique<LongJobRunner>(shop.server.database(), shop.clock, shop.works(), active_actor);
    shop.more = [&](LongJobRun&) {
        if (shop.done == 1) first->stop();
    };
    first->look();
    EXPECT_EQ(shop.now_of(id).state, LongJobState::waiting);
    EXPECT_EQ(shop.now_of(id).attempts, 0) << "no fault of its own";
    shop.more = {};
    EXPECT_EQ(shop.runner().look(), 1);
    EXPECT_EQ(shop.done, 4);
}

TEST(LongJobs, fail_with_their_reason_or_after_three_faults) {
    Workshop shop;
    const auto refused = shop.ask("refusing"), broken = shop.ask("breaking"), unknown = shop.ask("no_such_work");
    for (int tries = 1; tries <= limits::long_job_attempts; ++tries) {
        EXPECT_EQ(shop.runner().look(), tries == 1 ? 3 : 2);
        shop.clock.set(shop.clock.now() + std::chrono::minutes(2));
    }
    EXPECT_EQ(shop.now_of(refused).problems, (Problems{{"file", "required"}}));
    for (const auto id : {broken, unknown}) {
        EXPECT_EQ(shop.now_of(id).state, LongJobState::failed);
        EXPECT_EQ(shop.now_of(id).problems, (Problems{{"", "long_job.fault"}}));
    }
    EXPECT_EQ(shop.runner().look(), 0);
}

TEST(LongJobs, of_a_closed_account_are_not_done) {
    Workshop shop;
    shop.add_person("cia", Role::officer);
    const auto id = shop.ask("counting", "cia");
    auto user = shop.server.database().look_up([&](Transaction& tx) { return find_user(tx, shop.people.at("cia").id).value(); });
    user.active = false;
    shop.server.database().transact([&](Transaction& tx) { ASSERT_TRUE(update_user(tx, user)); });
    shop.runner().look();
    EXPECT_EQ(shop.done, 0);
    EXPECT_EQ(shop.now_of(id, "cia").problems, (Problems{{"", "long_job.account_closed"}}));
}

TEST(LongJobs, and_their_files_are_for_who_asked_alone_and_for_some_days) {
    Workshop shop;
    auto& database = shop.server.database();
    const auto id = shop.ask("filing");
    EXPECT_EQ(refusal_of([&] { long_job_file(database, shop.people.at("anna"), id); }), ErrorKind::not_found) << "not made yet";
    shop.runner().look();
    const auto file = long_job_file(database, shop.people.at("anna"), id);
    EXPECT_EQ(file.bytes, static_cast<std::int64_t>(limits::document_chunk_bytes) * 2 + 5);
    std::string whole;
    database.look_up([&](Transaction& tx) {
        for (int sequence = 1; sequence < 5; ++sequence) whole += long_job_piece(tx, id, sequence);
    });
    EXPECT_EQ(static_cast<std::int64_t>(whole.size()), file.bytes);
    EXPECT_EQ(whole.back(), 'y');
    EXPECT_EQ(refusal_of([&] { long_job_file(database, shop.people.at("bo"), id); }), ErrorKind::not_found);
    EXPECT_EQ(refusal_of([&] { shop.now_of(id, "bo"); }), ErrorKind::not_found);
    EXPECT_EQ(refusal_of([&] { stop_long_job(database, shop.clock, shop.people.at("bo"), id); }), ErrorKind::not_found);
    const auto sweep = [&] { return run_job(database, shop.clock, long_job_file_sweep(shop.clock), shop.clock.today()).counts["cleared"]; };
    EXPECT_EQ(sweep(), 0);
    shop.clock.set(shop.clock.now() + std::chrono::hours(24 * limits::long_job_file_days + 1));
    EXPECT_EQ(sweep(), 1);
    EXPECT_EQ(refusal_of([&] { long_job_file(database, shop.people.at("anna"), id); }), ErrorKind::not_found);
    EXPECT_EQ(database.look_up([&](Transaction& tx) { return long_job_piece(tx, id, 1); }), "");
}

TEST(LongJobs, are_so_many_at_a_time_for_one_person) {
    Workshop shop;
    for (int i = 0; i < limits::long_jobs; ++i) shop.ask("counting");
    EXPECT_EQ(refusal_of([&] { shop.ask("counting"); }), ErrorKind::too_many);
    EXPECT_NO_THROW(shop.ask("counting", "bo"));
}

}  // namespace bygd::testing_house
