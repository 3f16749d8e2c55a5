#include "jobs/scheduler.hpp"

#include <chrono>

#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/job_run_actions.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds between_looks{60};

const char* name_of(JobEnd end) { return end == JobEnd::done ? "done" : "interrupted"; }

}  // namespace

Scheduler::Scheduler(Database& database, const Clock& clock, std::vector<DailyJob> jobs)
    : database_(database), clock_(clock), jobs_(std::move(jobs)) {}

Scheduler::~Scheduler() { stop(); }

void Scheduler::start() {
    thread_ = std::thread([this] { watch(); });
}

void Scheduler::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Scheduler::look() {
    for (const auto& job : jobs_) {
        if (stopping_) return;
        const auto day = clock_.today();
        try {
            const auto report = run_job(database_, clock_, job, day, {false, [this] { return stopping_.load(); }, {}});
            if (report.end == JobEnd::already_done || report.end == JobEnd::elsewhere) continue;
            std::string counts;
            for (const auto& [what, count] : report.counts) counts += what + " " + std::to_string(count) + " ";
            log::info("job." + job.name, {{"day", day.iso()}, {"end", name_of(report.end)}, {"counts", trimmed(counts)}});
        } catch (const std::exception& error) {
            log::error("job_failed", {{"job", job.name}, {"day", day.iso()}, {"why", one_line(error.what())}});
        }
    }
}

void Scheduler::watch() {
    while (!stopping_) {
        look();
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, between_looks, [this] { return stopping_.load(); });
    }
}

}  // namespace bygd
