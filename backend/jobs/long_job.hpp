// Work that takes longer than a page should: asked for by a person, done by whichever server takes it, with a bar, a
// result and a way to stop it. Plain values. What a kind of work does is registered by the room that owns it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "jobs/job_run.hpp"

namespace bygd {

enum class LongJobState {
    waiting,        // nobody has taken it yet, or it is tried again after a fault
    running,
    done,
    failed,         // `problems` say why
    cancelled       // by who asked; what was done before it holds
};
std::string_view to_string(LongJobState);
std::optional<LongJobState> long_job_state_of(std::string_view);

// How far it has come. What holds of a job is what holds of its work: both are written in one transaction.
struct LongJobProgress {
    std::int64_t total = 0, done = 0;   // of the work's own unit: rows, cases; total 0: not known yet
    std::string place = {};             // where to go on; at most 200 characters, the work's own
    JobCounts counts = {};              // "changed" -> 12: words long_job.count.*
};

struct LongJobFile {
    std::string name, media_type;
    std::int64_t bytes = 0;
};

struct LongJob {
    Id<LongJob> id;
    std::string kind;                   // of the register of works
    std::string title;                  // what the person sees it is about: the name of a file, a list
    std::string what;                   // JSON, the work's own
    std::string about;                  // path of the page it is about; empty: none
    std::string language;               // of the one who asked: "sv" or "en"
    Id<User> asked_by;
    Instant asked_at;
    LongJobState state = LongJobState::waiting;
    bool cancel_asked = false;
    LongJobProgress progress;
    Problems problems;
    int attempts = 0;
    std::optional<Instant> started_at, ended_at;
    std::optional<LongJobFile> file;    // of a job that is done, until it is cleared away

    bool ended() const { return state != LongJobState::waiting && state != LongJobState::running; }
};

// 0 to 100, rounded down, so that 100 means all of it; none while the total is not known.
std::optional<int> percent_done(const LongJobProgress&);

}  // namespace bygd
