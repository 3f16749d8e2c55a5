// Work that is done once a day, however many servers there are. A job is a name and a function that does one bounded batch
// from a place on; what it has done so far is in its row of job_run. Plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "database/transaction.hpp"

namespace bygd {

using JobCounts = std::map<std::string, std::int64_t>;   // "made" -> 12: words of the job's own

struct JobBatch {
    std::string next;                        // where the next batch begins; at most 60 characters
    bool last = false;
    JobCounts counts = {};
    std::vector<std::string> lines = {};     // what was done, for the one who runs it by hand
};

struct DailyJob {
    std::string name;
    // Inside one transaction, which may be run again: changes nothing outside it. `place` is empty at the start.
    std::function<JobBatch(Transaction&, Date day, const std::string& place)> batch;
};

enum class JobEnd {
    done,           // by this call
    already_done,   // before it
    elsewhere,      // another server is at it, or has taken it over
    interrupted     // told to stop; the rest is free for anybody
};

struct JobReport {
    JobEnd end = JobEnd::done;
    JobCounts counts = {};
};

}  // namespace bygd
