// All SQL about long jobs and the files they make. What a runner writes holds only while it has the job.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "jobs/long_job.hpp"

namespace bygd {

Id<LongJob> insert_long_job(Transaction&, const LongJob&);
std::optional<LongJob> find_long_job(Transaction&, Id<LongJob>);
// Of one person, newest first; `after` is the last seen, none: from the newest.
std::vector<LongJob> long_jobs_of(Transaction&, Id<User>, std::optional<Id<LongJob>> after, std::size_t most);
std::int64_t long_jobs_under_way(Transaction&, Id<User>);   // waiting or running
// The newest of the person's of that kind that is about that page and has not ended.
std::optional<Id<LongJob>> long_job_under_way(Transaction&, Id<User>, std::string_view kind, std::string_view about);

// The oldest that may be taken now: waits, or its runner is dead.
std::optional<Id<LongJob>> long_job_to_take(Transaction&, Instant now);
// False: somebody else was first. Counts the attempt.
bool take_long_job(Transaction&, Id<LongJob>, std::string_view runner, Instant now, Instant lease_until);
// False: the job is not this runner's any more. Renews its lease.
bool hold_long_job(Transaction&, Id<LongJob>, std::string_view runner, Instant lease_until);
void save_progress(Transaction&, Id<LongJob>, const LongJobProgress&);
// Done, failed or cancelled. False: not this runner's.
bool end_long_job(Transaction&, Id<LongJob>, std::string_view runner, LongJobState, const Problems&, Instant now);
// Back to those that wait, from `free_at` on. `attempted`: false when the try was no fault of the job's own.
void release_long_job(Transaction&, Id<LongJob>, std::string_view runner, Instant free_at, bool attempted);
// One that waits ends at once; one that runs is told. False: it has ended.
bool cancel_long_job(Transaction&, Id<LongJob>, Instant now);

// The file a job has made, whole again from the beginning each time. `sequence` from 1.
void clear_pieces(Transaction&, Id<LongJob>);
void insert_piece(Transaction&, Id<LongJob>, int sequence, std::string_view bytes);
void name_file(Transaction&, Id<LongJob>, const LongJobFile&);
std::string long_job_piece(Transaction&, Id<LongJob>, int sequence);   // empty after the last
// The files of jobs that ended before `before`; returns how many.
std::int64_t clear_old_files(Transaction&, Instant before, std::size_t most);

}  // namespace bygd
