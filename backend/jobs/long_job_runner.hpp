// The thread of a server that does the long jobs, one at a time. Any number of servers may do so at once: a job is taken
// by one conditional write, and the lease is renewed by whatever the work writes. A server that stops lets go of its job
// between two pieces; one that dies is taken over when its lease has run out. Work in pieces then goes on where it was;
// work that only makes a file begins again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "database/pool.hpp"
#include "jobs/long_job.hpp"

namespace bygd {

class LongJobRunner;

// One job under way, as its work sees it. What these functions throw when the job is to end (stopped by who asked, taken
// over, the server ending) is none of std::exception: work lets it pass.
class LongJobRun {
public:
    LongJobRun(LongJobRunner& runner, LongJob job, Actor actor);

    const LongJob& job() const { return job_; }
    const Actor& actor() const { return actor_; }                  // who asked, with the rights of now
    const LongJobProgress& progress() const { return job_.progress; }
    // One transaction, which may be run again: what `work` does and how far the job has come hold together.
    void piece(const std::function<void(Transaction&, LongJobProgress&)>& work);
    // For work that reads: tells how far it has come, in a transaction of its own, at most once a second.
    void tell(std::int64_t total, std::int64_t done);
    // The result. Throws Error too_large (long_job.file_too_large) beyond limits::long_job_file_bytes.
    void keep_file(const std::string& name, const std::string& media_type, const std::filesystem::path& file);

private:
    LongJobRunner& runner_;
    LongJob job_;
    Actor actor_;
    Instant told_at_{};
};

// By kind. An Error it throws ends the job as failed, with its problems for who asked; anything else is logged and tried
// again, limits::long_job_attempts times in all.
using LongWorks = std::map<std::string, std::function<void(LongJobRun&)>>;

class LongJobRunner {
public:
    // Who is asked for: none when the account is closed. All must outlive it.
    using ActorOf = std::function<std::optional<Actor>(Transaction&, Id<User>)>;
    LongJobRunner(Database& database, const Clock& clock, LongWorks works, ActorOf actor_of);
    ~LongJobRunner();                   // stop()
    LongJobRunner(const LongJobRunner&) = delete;
    LongJobRunner& operator=(const LongJobRunner&) = delete;

    void start();
    void stop();                        // waits for the piece under way; may be called twice
    // Does every job that may be taken now; returns how many it tried to take. What the thread does.
    int look();

private:
    friend class LongJobRun;
    void watch();
    bool take_one();
    void run(LongJob job);
    void end(const LongJob& job, LongJobState state, const Problems& problems);
    void require_going_on(Transaction& tx, Id<LongJob> id);

    Database& database_;
    const Clock& clock_;
    const LongWorks works_;
    const ActorOf actor_of_;
    const std::string name_;            // this runner, in the rows it has taken
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable woken_;
    std::thread thread_;
};

}  // namespace bygd
