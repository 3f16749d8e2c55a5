// A daily job on several servers: one does it, a dead one leaves nothing half and is taken over, and days without any
// server are made good by the next run.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "cases/task_actions.hpp"
#include "cases/task_store.hpp"
#include "jobs/job_run_actions.hpp"
#include "jobs/job_run_store.hpp"
#include "jobs/scheduler.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

constexpr int applications = 5;

// Five applications, four months on: each has one task that appears today.
struct Office : HouseCast {
    Office() {
        for (int i = 0; i < applications; ++i) register_application("service_grant");
        clock.set(parse_utc("2026-07-02T08:00:00.000000Z"));
    }
    DailyJob job() const { return timer_job(services()); }
    JobReport run(const DailyJob& work, const JobOptions& options = {}) {
        return run_job(server.database(), clock, work, clock.today(), options);
    }
    std::int64_t tasks_made() {
        return services().database.read([&](Transaction& tx) {
            TaskFilter filter;
            filter.today = clock.today();
            filter.timer = "decision_within_received";
            return static_cast<std::int64_t>(list_tasks(tx, filter, 1000).size());
        });
    }
    JobRun row() {
        return services().database.read([&](Transaction& tx) { return find_job_run(tx, "timers", clock.today()).value(); });
    }
};

// As `job`, but something happens after each batch, before it is committed.
DailyJob with(DailyJob job, std::function<void(const JobBatch&)> happening) {
    const auto batch = job.batch;
    job.batch = [batch, happening](Transaction& tx, Date day, const std::string& place) {
        auto made = batch(tx, day, place);
        happening(made);
        return made;
    };
    return job;
}

}  // namespace

TEST(JobRun, IsDoneOnceADay) {
    Office office;
    auto report = office.run(office.job());
    EXPECT_EQ(report.end, JobEnd::done);
    EXPECT_EQ(report.counts["made"], applications);
    EXPECT_EQ(office.run(office.job()).end, JobEnd::already_done);
    auto again = office.run(office.job(), {true, {}, {}});
    EXPECT_EQ(again.end, JobEnd::done);
    EXPECT_EQ(again.counts["made"], 0);
    EXPECT_EQ(again.counts["reminded"], 0);
    EXPECT_EQ(office.tasks_made(), applications);
    EXPECT_EQ(office.row().state, "done");
    EXPECT_EQ(office.row().attempts, 2);
}

TEST(JobRun, OfSeveralServersAtOnceIsDoneByOne) {
    Office office;
    constexpr int servers = 4;
    std::vector<std::unique_ptr<Database>> pools;
    for (int i = 0; i < servers; ++i) pools.push_back(std::make_unique<Database>(office.server.url(), 2));
    std::vector<JobReport> reports(servers);
    std::atomic<int> waiting{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < servers; ++i) {
        threads.emplace_back([&, i] {
            ++waiting;
            while (waiting < servers) std::this_thread::yield();
            reports[static_cast<std::size_t>(i)] =
                run_job(*pools[static_cast<std::size_t>(i)], office.clock, office.job(), office.clock.today());
        });
    }
    for (auto& thread : threads) thread.join();
    int done = 0;
    std::int64_t made = 0;
    for (auto& report : reports) {
        done += report.end == JobEnd::done ? 1 : 0;
        made += report.counts["made"];
    }
    EXPECT_EQ(done, 1);
    EXPECT_EQ(made, applications);
    EXPECT_EQ(office.tasks_made(), applications);
}

// The lease keeps servers apart; the unique key of a task holds even when two go over the same cases at once.
TEST(JobRun, OfTwoDaysAtOnceMakesEachTaskOnce) {
    Office office;
    const auto day = office.clock.today();
    std::vector<std::thread> threads;
    std::atomic<std::int64_t> made{0};
    std::vector<std::unique_ptr<Database>> pools;
    for (int i = 0; i < 3; ++i) pools.push_back(std::make_unique<Database>(office.server.url(), 2));
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&, i] {
            auto report = run_job(*pools[static_cast<std::size_t>(i)], office.clock, office.job(), day.plus_days(i));
            made += report.counts["made"];
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(office.tasks_made(), applications);
    EXPECT_EQ(made, applications);
}

// A process of its own, killed in the middle of its first batch: what it had written is gone, its lease stands.
TEST(JobRun, OfAServerThatDiesLeavesNothingHalfAndIsTakenOver) {
    Office office;
    const auto url = office.server.url();
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        Database database(url, 1);
        std::int64_t written = 0;
        const auto dying = with(office.job(), [&](const JobBatch& batch) {
            const auto found = batch.counts.find("made");
            written += found == batch.counts.end() ? 0 : found->second;
            _exit(written == applications ? 9 : 1);
        });
        try {
            run_job(database, office.clock, dying, office.clock.today());
        } catch (...) {
        }
        _exit(2);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), 9) << "it had written every task when it died";
    EXPECT_EQ(office.tasks_made(), 0);
    EXPECT_EQ(office.run(office.job()).end, JobEnd::elsewhere) << "nobody knows yet that it is dead";
    office.clock.advance(job_lease - std::chrono::seconds(1));
    EXPECT_EQ(office.run(office.job()).end, JobEnd::elsewhere);
    office.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(office.run(office.job()).end, JobEnd::done);
    EXPECT_EQ(office.tasks_made(), applications);
    EXPECT_EQ(office.row().attempts, 2);
}

TEST(JobRun, ThatHasBeenTakenOverStops) {
    Office office;
    JobEnd second = JobEnd::elsewhere;
    int batches = 0;
    // The first server sleeps between its batches for longer than its lease, and another does all the rest.
    const auto report = office.run(office.job(), {false, {}, [&](const JobBatch&) {
        if (++batches > 1) return;
        office.clock.advance(job_lease);
        Database other(office.server.url(), 2);
        second = run_job(other, office.clock, office.job(), office.clock.today()).end;
    }});
    EXPECT_EQ(second, JobEnd::done);
    EXPECT_EQ(report.end, JobEnd::elsewhere);
    EXPECT_EQ(batches, 1);
    EXPECT_EQ(office.tasks_made(), applications);
    EXPECT_EQ(office.row().counts.at("made"), applications) << "counted once, by both together";
}

TEST(JobRun, ThatIsToldToStopIsFreeForOthersAtOnceWhereItWas) {
    Office office;
    int batches = 0;
    const auto stopped = office.run(office.job(), {false, [&] { return batches == 1; }, [&](const JobBatch&) { ++batches; }});
    EXPECT_EQ(stopped.end, JobEnd::interrupted);
    EXPECT_EQ(office.row().place, "decided:0");
    int more = 0;
    EXPECT_EQ(office.run(office.job(), {false, {}, [&](const JobBatch&) { ++more; }}).end, JobEnd::done);
    EXPECT_EQ(more, 4);   // decided, closed, closed long ago but owing, kommuner
}

TEST(JobRun, ThatFailsSaysWhyAndIsTriedAgainLater) {
    Office office;
    bool broken = true;
    const auto job = with(office.job(), [&](const JobBatch&) {
        if (broken) throw std::runtime_error("disken är full");
    });
    EXPECT_THROW(office.run(job), std::runtime_error);
    EXPECT_EQ(office.tasks_made(), 0);
    EXPECT_EQ(office.row().fault, "disken är full");
    EXPECT_EQ(office.run(job).end, JobEnd::elsewhere);
    broken = false;
    office.clock.advance(job_wait_after_fault);
    EXPECT_EQ(office.run(job).end, JobEnd::done);
    EXPECT_EQ(office.tasks_made(), applications);
    EXPECT_EQ(office.row().fault, "");
}

TEST(Scheduler, RunsTheDayOnceAndMakesGoodDaysThatNobodyWasUp) {
    Office office;
    int runs = 0;
    auto job = with(office.job(), [&](const JobBatch& batch) { runs += batch.last ? 1 : 0; });
    Scheduler scheduler(office.server.database(), office.clock, {job});
    scheduler.look();
    scheduler.look();
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(office.tasks_made(), applications);
    office.clock.set(parse_utc("2026-10-02T08:00:00.000000Z"));   // three months later
    scheduler.look();
    EXPECT_EQ(runs, 2) << "once for all of them";
    const auto last = office.row();
    EXPECT_EQ(last.counts.at("reminded"), applications) << "the newest reminder of each";
}

TEST(Scheduler, EndsAtOnceWhenToldTo) {
    Office office;
    std::atomic<int> looked{0};
    DailyJob endless{"endless", [&](Transaction&, Date, const std::string&) {
                         ++looked;
                         return JobBatch{"on", false, {}, {}};
                     }};
    Scheduler scheduler(office.server.database(), office.clock, {endless});
    scheduler.start();
    while (looked < 3) std::this_thread::yield();
    scheduler.stop();
    const int then = looked;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(looked, then);
    scheduler.stop();   // twice does no harm
}

// More cases than a batch: each is looked at once, whatever its stage, and none twice.
TEST(TimerJob, LooksAtEveryCaseOnce) {
    HouseCast cast;
    constexpr int open = 2 * static_cast<int>(fact_batch) + 3;
    for (int i = 0; i < open; ++i) cast.register_application("service_grant");
    for (int i = 0; i < 3; ++i) {
        const auto number = cast.register_application("service_grant");
        cast.take("anna", number, "withdraw", {}, "Återkallad.");
    }
    std::vector<std::int64_t> sizes;
    auto report = run_job(cast.server.database(), cast.clock, timer_job(cast.services()), cast.clock.today(),
                          {false, {}, [&](const JobBatch& batch) {
                               const auto found = batch.counts.find("looked_at");
                               sizes.push_back(found == batch.counts.end() ? 0 : found->second);
                           }});
    const std::int64_t full = fact_batch;
    EXPECT_EQ(sizes, (std::vector<std::int64_t>{full, full, 3, 0, 3, 0, 15}));   // open, decided, closed, owing, kommuner of Dalarna
    EXPECT_EQ(report.counts["looked_at"], open + 3 + 15);
    EXPECT_EQ(report.counts["made"], 0) << "made with the applications";
    cast.clock.set(parse_utc("2028-03-02T08:00:00.000000Z"));
    auto later = run_job(cast.server.database(), cast.clock, timer_job(cast.services()), cast.clock.today());
    EXPECT_EQ(later.counts["looked_at"], open + 15) << "what was closed two years ago is left alone";
}

}  // namespace bygd::testing_house
