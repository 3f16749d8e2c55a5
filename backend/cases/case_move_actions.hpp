// Moving cases, and what runs beside them, to a newer version of their workflow by its move plan, and putting them back.
// Each is one transaction that takes the row of the case as any step does: a run may be cut short, repeated, and run on several servers at once, and nobody who
// works meanwhile loses what they wrote. Made by whoever runs the machine, never from a page.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "base/services.hpp"
#include "cases/case_move.hpp"

namespace bygd {

struct MoveCases {
    std::string workflow;
    int to = 0;                                              // version
    std::map<std::string, std::string> choices;              // old state -> new state, where the plan leaves a choice
    bool dry_run = false;                                    // each case is tried and put back at once
    std::size_t batch = 200;                                 // cases read at a time
};

struct MoveCount {
    int from_version = 0;
    std::string from, to;                                    // states
    std::string opens;                                       // "claim in approved", or empty
    std::int64_t cases = 0;
};

struct MoveWait {
    int from_version = 0;
    std::string state, why;                                  // one sentence
    std::int64_t cases = 0;
};

struct CasesMoved {
    Id<CaseMoveRun> run;                                     // not valid for a dry run, and when there was nothing to move
    std::vector<MoveCount> moved;
    std::vector<MoveWait> waiting;                           // what needs a choice, or has no plan
    std::vector<std::string> refused;                        // "RUN 2026/0042: ..." : cases that could not be moved
};

// What is wrong with the command itself: an unknown workflow or version, a choice the plan does not leave. Empty: none.
std::vector<std::string> faults_of(const Services&, const MoveCases&);
// `told` hears of the number of cases gone through after each batch. Throws std::logic_error when the command has faults.
CasesMoved move_cases(const Services&, const Actor&, const MoveCases&, const std::function<void(std::int64_t)>& told = {});

struct MovesUndone {
    std::int64_t undone = 0;
    std::vector<std::string> moved_on;                       // diary numbers: something has happened to them since
};
// Puts back the cases of a run. Throws Error not_found for an unknown run.
MovesUndone undo_moves(const Services&, const Actor&, Id<CaseMoveRun>, std::size_t batch = 200);

}  // namespace bygd
