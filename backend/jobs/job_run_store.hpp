// All SQL about the runs of daily jobs. Every step is one conditional write to the row of job and day: who changed it has
// the run, who did not has lost it (design.md §4 rule 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jobs/job_run.hpp"

namespace bygd {

struct JobRun {
    std::string state, runner, place, fault;
    JobCounts counts;
    int attempts = 0;
};

std::optional<JobRun> find_job_run(Transaction&, std::string_view job, Date day);

// Makes the row and takes it; false: it is there already.
bool begin_job_run(Transaction&, std::string_view job, Date day, std::string_view runner, Instant now, Instant lease_until);
// Takes over a run whose lease has run out; false: it has not, or the run has ended.
bool take_over_job_run(Transaction&, std::string_view job, Date day, std::string_view runner, Instant now,
                       Instant lease_until);
// Opens a run that has ended once more, from its start.
bool reopen_job_run(Transaction&, std::string_view job, Date day, std::string_view runner, Instant now,
                    Instant lease_until);

// The first statement of each batch: false, and the batch must leave nothing behind, when somebody else has the run.
bool hold_job_run(Transaction&, std::string_view job, Date day, std::string_view runner, Instant lease_until);
void save_job_place(Transaction&, std::string_view job, Date day, std::string_view place, const JobCounts& counts);
void end_job_run(Transaction&, std::string_view job, Date day, Instant now);
// Lets go of the run: others may take it from `free_at` on.
void release_job_run(Transaction&, std::string_view job, Date day, std::string_view runner, Instant free_at,
                     std::string_view fault);
// Runs of earlier days that nobody is at any more: the run of a later day does all they had left.
void abandon_job_runs(Transaction&, std::string_view job, Date before, Instant now);

}  // namespace bygd
