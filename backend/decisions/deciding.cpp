#include "decisions/deciding.hpp"

#include <algorithm>
#include <set>

#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

bool decides(const Transition& transition) {
    return std::find(transition.effects.begin(), transition.effects.end(), "write_decision") != transition.effects.end();
}

bool leaves(const Transition& transition, const std::string& state) {
    return std::find(transition.from.begin(), transition.from.end(), state) != transition.from.end();
}

}  // namespace

std::optional<std::string> deciding_action(const Services& services, Transaction& tx, const Actor& actor, Case& subject,
                                           Instant now) {
    const ActionInput nothing;
    const ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}, nullptr};
    const auto& workflow = services.workflows.get(subject.workflow, subject.workflow_version);
    for (const auto& transition : workflow.transitions()) {
        if (!decides(transition) || !leaves(transition, subject.state)) continue;
        const bool fits = std::all_of(transition.guards.begin(), transition.guards.end(), [&](const auto& guard) {
            return !guard.starts_with("proposal_") || services.guards.get(guard)(context).empty();
        });
        if (fits) return transition.action;
    }
    return std::nullopt;
}

std::vector<std::string> deciding_states(const Services& services) {
    std::set<std::string> states;
    for (const auto* workflow : services.workflows.all()) {
        for (const auto& transition : workflow->transitions()) {
            if (decides(transition)) states.insert(transition.from.begin(), transition.from.end());
        }
    }
    return {states.begin(), states.end()};
}

}  // namespace bygd
