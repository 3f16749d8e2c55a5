// The record of moving cases and proceedings from one version of their workflow to another: a run, and in it one row for each
// with what it was before and is after. By it a run is undone, for the cases nothing has happened to since. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/id.hpp"

namespace bygd {

struct Case;

struct CaseMoveRun {
    Id<CaseMoveRun> id;
    std::string workflow;
    int to_version = 0;
    std::string started_by;
    Instant started_at;
    std::optional<Instant> finished_at;          // none: under way, or cut short
};

struct CaseMove {
    Id<CaseMoveRun> run;
    Id<Case> subject;
    int moved = 0;                               // sequence of the proceeding that was moved; 0: the case itself
    int from_version = 0, to_version = 0;        // of the workflow
    std::string from_state, to_state;
    int case_version = 0;                        // of the row when it had been moved: another one now means it has gone on
    int proceeding = 0;                          // sequence of the one that was opened; 0: none
    std::vector<std::string> undo;               // effects that untie what the move tied to it
    Instant moved_at;
    std::optional<Instant> undone_at;
};

}  // namespace bygd
