// A move plan: what becomes of the running cases of one version of a workflow when they are moved to a newer one. Data, read
// from workflows/moves/NAME.vA-vB.json: every state of the old version has a state of the new, or several of which a person
// chooses one. A version from which a plan leads away is retired: it takes no steps any more. Pure; moves nothing itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/label.hpp"
#include "workflows/workflow.hpp"

namespace bygd {

class WorkflowSet;

// What the case was in the middle of and goes on beside it: a proceeding, opened in that state. The effects tie it to
// what it is about; `undo` unties it again.
struct MoveOpening {
    std::string kind, workflow, state;
    std::vector<std::string> effects, undo;
};

struct MoveTarget {
    std::string state;                           // of the new version
    std::optional<MoveOpening> opens;
};

struct MoveLine {
    std::string state;                           // of the old version
    std::vector<MoveTarget> targets;             // more than one: a person chooses
    Label reason;                                // why there is a choice

    bool needs_choice() const { return targets.size() > 1; }
    const MoveTarget* target(std::string_view state) const;      // null when it is not among them
};

struct MovePlan {
    std::string workflow;
    int from = 0, to = 0;                        // versions
    std::string source;                          // why the versions differ
    std::vector<MoveLine> lines;

    std::string name() const;                    // "investment_support.v1-v2"
    const MoveLine* line(std::string_view state) const;          // null when the plan does not know the state
};

struct MovePlanReading {
    MovePlan plan;
    std::vector<std::string> faults;
};
MovePlanReading read_move_plan(std::string_view json);

// Everything wrong with the plan against the definitions it is between, each as one sentence that begins with its name:
// states left out, twice or unknown, targets that are missing or of another stage, choices without a reason, unknown effects.
std::vector<std::string> faults_of(const MovePlan&, const WorkflowSet&, const KnownNames&);

}  // namespace bygd
