// What a person does with long jobs: asks for one, looks at how it goes, stops it. A job and its file are for the one who
// asked alone: it was made with the rights of that person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/pool.hpp"
#include "jobs/long_job.hpp"

namespace bygd {

struct AskLongJob {
    std::string kind, title;        // the title is cut at 200 characters
    std::string what;               // JSON
    std::string about = {};
    std::string language = "sv";
};
// Throws too_many (long_job.too_many {most}) when so many of the person's are under way.
Id<LongJob> ask_long_job(Transaction&, const Clock&, const Actor&, const AskLongJob&);
Id<LongJob> ask_long_job(Database&, const Clock&, const Actor&, const AskLongJob&);

LongJob long_job_of(Database&, const Actor&, Id<LongJob>);          // throws not_found, also for those of others
std::vector<LongJob> long_jobs_of(Database&, const Actor&, std::optional<Id<LongJob>> after, std::size_t most);

// Throws conflict (long_job.ended) when there is nothing left to stop.
LongJob stop_long_job(Database&, const Clock&, const Actor&, Id<LongJob>);

// Throws not_found when there is no file, or it has been cleared away.
LongJobFile long_job_file(Database&, const Actor&, Id<LongJob>);

// Clears the files away of jobs that ended limits::long_job_file_days ago.
DailyJob long_job_file_sweep(const Clock&);

}  // namespace bygd
