// Runs a daily job for a day, once for all servers: takes its row, does one batch a transaction, renewing the lease in the
// same transaction, and ends it. A batch whose lease was lost leaves nothing behind; a server that dies is taken over where
// it was.
#pragma once

#include <chrono>
#include <functional>

#include "database/pool.hpp"
#include "jobs/job_run.hpp"

namespace bygd {

struct JobOptions {
    bool again = false;                                      // also when the day's run has ended: for the one at the keyboard
    std::function<bool()> stop = {};                         // asked between batches
    std::function<void(const JobBatch&)> after_batch = {};   // told of each batch that holds
};

inline constexpr std::chrono::minutes job_lease{5};          // a batch is well within it
inline constexpr std::chrono::minutes job_wait_after_fault{15};

// Throws what a batch throws, after its rollback, with the fault in the row; it is then tried again after a while.
JobReport run_job(Database&, const Clock&, const DailyJob&, Date day, const JobOptions& = {});

}  // namespace bygd
