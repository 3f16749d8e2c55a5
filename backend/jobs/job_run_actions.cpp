#include "jobs/job_run_actions.hpp"

#include <optional>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "jobs/job_run_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t fault_bytes = 400;   // what its column holds

// Somebody else has taken the run over.
struct LeaseLost {};

struct Runner {
    Database& database;
    const Clock& clock;
    const DailyJob& job;
    Date day;
    std::string name = random_token(16);

    Instant lease() const { return clock.now() + job_lease; }

    // none: the run is ours.
    std::optional<JobEnd> take(bool again) const {
        return database.transact([&](Transaction& tx) -> std::optional<JobEnd> {
            const auto now = clock.now();
            abandon_job_runs(tx, job.name, day, now);
            if (begin_job_run(tx, job.name, day, name, now, lease())) return std::nullopt;
            if (take_over_job_run(tx, job.name, day, name, now, lease())) return std::nullopt;
            if (again && reopen_job_run(tx, job.name, day, name, now, lease())) return std::nullopt;
            const auto run = find_job_run(tx, job.name, day);
            return run && run->state == "running" ? JobEnd::elsewhere : JobEnd::already_done;
        });
    }

    JobBatch one_batch(JobCounts& counts) const {
        auto [batch, total] = database.transact([&](Transaction& tx) {
            if (!hold_job_run(tx, job.name, day, name, lease())) throw LeaseLost{};
            const auto run = find_job_run(tx, job.name, day).value();
            auto made = job.batch(tx, day, run.place);
            auto sum = run.counts;
            for (const auto& [what, count] : made.counts) sum[what] += count;
            save_job_place(tx, job.name, day, made.next, sum);
            if (made.last) end_job_run(tx, job.name, day, clock.now());
            return std::pair(std::move(made), std::move(sum));
        });
        counts = std::move(total);
        return std::move(batch);
    }

    void release(Instant free_at, std::string_view fault) const {
        database.transact([&](Transaction& tx) { release_job_run(tx, job.name, day, name, free_at, fault); });
    }
};

}  // namespace

JobReport run_job(Database& database, const Clock& clock, const DailyJob& job, Date day, const JobOptions& options) {
    const Runner runner{database, clock, job, day};
    JobReport report;
    if (const auto end = runner.take(options.again)) return {*end, {}};
    try {
        for (;;) {
            if (options.stop && options.stop()) {
                runner.release(clock.now(), "");
                report.end = JobEnd::interrupted;
                return report;
            }
            const auto batch = runner.one_batch(report.counts);
            if (options.after_batch) options.after_batch(batch);
            if (batch.last) return report;
        }
    } catch (const LeaseLost&) {
        report.end = JobEnd::elsewhere;
        return report;
    } catch (const std::exception& error) {
        runner.release(clock.now() + job_wait_after_fault, shortened(one_line(error.what()), fault_bytes));
        throw;
    }
}

}  // namespace bygd
