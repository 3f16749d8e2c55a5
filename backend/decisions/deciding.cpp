#include "decisions/deciding.hpp"

#include <algorithm>
#include <set>

#include "cases/proceeding_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

bool has_effect(const Transition& transition, std::string_view effect) {
    return std::find(transition.effects.begin(), transition.effects.end(), effect) != transition.effects.end();
}

bool decides_case(const Transition& transition) { return has_effect(transition, "write_decision"); }

bool leaves(const Transition& transition, const std::string& state) {
    return std::find(transition.from.begin(), transition.from.end(), state) != transition.from.end();
}

}  // namespace

bool decides(const Transition& transition) {
    constexpr std::string_view beside[] = {"write_change_decision", "write_stop_decision", "write_recovery_decision"};
    return decides_case(transition) ||
           std::any_of(std::begin(beside), std::end(beside), [&](auto effect) { return has_effect(transition, effect); });
}

std::optional<std::string> deciding_action(const Services& services, Transaction& tx, const Actor& actor, Case& subject,
                                           Instant now, Proceeding* beside) {
    const ActionInput nothing;
    const ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}, beside};
    const auto& workflow = beside ? services.workflows.get(beside->workflow, beside->workflow_version)
                                  : services.workflows.get(subject.workflow, subject.workflow_version);
    const auto& state = beside ? beside->state : subject.state;
    for (const auto& transition : workflow.transitions()) {
        if (!decides(transition) || !leaves(transition, state)) continue;
        const bool fits = std::all_of(transition.guards.begin(), transition.guards.end(), [&](const auto& guard) {
            return !guard.starts_with("proposal_") || services.guards.get(guard)(context).empty();
        });
        if (fits) return transition.action;
    }
    return std::nullopt;
}

std::vector<int> waiting_in(const Services& services, Transaction& tx, const Actor& actor, Case& subject, Instant now) {
    std::vector<int> waiting;
    if (deciding_action(services, tx, actor, subject, now)) waiting.push_back(0);
    for (auto& beside : proceedings_of(tx, subject.id)) {
        if (deciding_action(services, tx, actor, subject, now, &beside)) waiting.push_back(beside.sequence);
    }
    return waiting;
}

DecidingStates deciding_states(const Services& services) {
    std::set<std::string> of_case, beside;
    for (const auto* workflow : services.workflows.all()) {
        for (const auto& transition : workflow->transitions()) {
            if (!decides(transition)) continue;
            auto& states = decides_case(transition) ? of_case : beside;
            states.insert(transition.from.begin(), transition.from.end());
        }
    }
    return {{of_case.begin(), of_case.end()}, {beside.begin(), beside.end()}};
}

}  // namespace bygd
