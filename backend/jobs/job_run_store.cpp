#include "jobs/job_run_store.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

std::optional<JobRun> find_job_run(Transaction& tx, std::string_view job, Date day) {
    return tx.one("SELECT state, runner, place, fault, counts, attempts FROM job_run WHERE job = ? AND day = ?", {job, day},
                  [](const Row& row) {
                      JobRun run{row.text("state"), row.text("runner"), row.text("place"), row.text("fault"), {},
                                 static_cast<int>(row.integer("attempts"))};
                      run.counts = nlohmann::json::parse(row.text("counts")).get<JobCounts>();
                      return run;
                  });
}

bool begin_job_run(Transaction& tx, std::string_view job, Date day, std::string_view runner, Instant now,
                   Instant lease_until) {
    try {
        tx.execute("INSERT INTO job_run (job, day, state, runner, lease_until, counts, started_at)"
                   " VALUES (?, ?, 'running', ?, ?, '{}', ?)",
                   {job, day, runner, lease_until, now});
        return true;
    } catch (const DuplicateKey&) {
        return false;
    }
}

bool take_over_job_run(Transaction& tx, std::string_view job, Date day, std::string_view runner, Instant now,
                       Instant lease_until) {
    return tx.execute("UPDATE job_run SET runner = ?, lease_until = ?, attempts = attempts + 1, fault = ''"
                      " WHERE job = ? AND day = ? AND state = 'running' AND lease_until <= ?",
                      {runner, lease_until, job, day, now}) == 1;
}

bool reopen_job_run(Transaction& tx, std::string_view job, Date day, std::string_view runner, Instant now,
                    Instant lease_until) {
    return tx.execute("UPDATE job_run SET state = 'running', runner = ?, lease_until = ?, attempts = attempts + 1,"
                      " place = '', counts = '{}', fault = '', started_at = ?, ended_at = NULL"
                      " WHERE job = ? AND day = ? AND state <> 'running'",
                      {runner, lease_until, now, job, day}) == 1;
}

bool hold_job_run(Transaction& tx, std::string_view job, Date day, std::string_view runner, Instant lease_until) {
    return tx.execute("UPDATE job_run SET lease_until = ?, batches = batches + 1"
                      " WHERE job = ? AND day = ? AND state = 'running' AND runner = ?",
                      {lease_until, job, day, runner}) == 1;
}

void save_job_place(Transaction& tx, std::string_view job, Date day, std::string_view place, const JobCounts& counts) {
    tx.execute("UPDATE job_run SET place = ?, counts = ? WHERE job = ? AND day = ?",
               {place, nlohmann::json(counts).dump(), job, day});
}

void end_job_run(Transaction& tx, std::string_view job, Date day, Instant now) {
    tx.execute("UPDATE job_run SET state = 'done', ended_at = ? WHERE job = ? AND day = ?", {now, job, day});
}

void release_job_run(Transaction& tx, std::string_view job, Date day, std::string_view runner, Instant free_at,
                     std::string_view fault) {
    tx.execute("UPDATE job_run SET lease_until = ?, fault = ? WHERE job = ? AND day = ? AND state = 'running' AND runner = ?",
               {free_at, fault, job, day, runner});
}

void abandon_job_runs(Transaction& tx, std::string_view job, Date before, Instant now) {
    tx.execute("UPDATE job_run SET state = 'abandoned', ended_at = ?"
               " WHERE job = ? AND day < ? AND state = 'running' AND lease_until <= ?",
               {now, job, before, now});
}

}  // namespace bygd
