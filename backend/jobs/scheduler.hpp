// The thread of a server that sees to it that each daily job has run today. It looks once a minute: after a start, after
// midnight in Sweden, and after a fault. A day that no server was up for is not run afterwards: what a job does today holds
// all that it would have done then and that still matters, and nothing that has since become pointless.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "database/pool.hpp"
#include "jobs/job_run.hpp"

namespace bygd {

class Scheduler {
public:
    // All must outlive it.
    Scheduler(Database& database, const Clock& clock, std::vector<DailyJob> jobs);
    ~Scheduler();                       // stop()
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    void start();
    void stop();                        // waits for the batch under way, at most; may be called twice
    // One look: runs what has not run today. A fault is logged and the next look tries again. What the thread does.
    void look();

private:
    void watch();

    Database& database_;
    const Clock& clock_;
    const std::vector<DailyJob> jobs_;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable woken_;
    std::thread thread_;
};

}  // namespace bygd
