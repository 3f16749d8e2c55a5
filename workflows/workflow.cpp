#include "workflows/workflow.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool any_of_roles(const Roles& wanted, const Roles& held) {
    return std::any_of(wanted.begin(), wanted.end(), [&](Role role) { return held.contains(role); });
}

Problems problems_of(const Transition& transition, const GuardChecks& checks) {
    Problems problems;
    for (const auto& name : transition.guards) {
        const auto check = checks.find(name);
        if (check == checks.end()) throw std::logic_error("guard not bound: " + name);
        add(problems, check->second());
    }
    return problems;
}

}  // namespace

Workflow::Workflow(std::string name, int version, std::string initial, std::vector<WorkflowState> states,
                   std::vector<Transition> transitions, std::string source)
    : name_(std::move(name)), version_(version), initial_(std::move(initial)), states_(std::move(states)),
      transitions_(std::move(transitions)), source_(std::move(source)) {}

Step Workflow::step(const Attempt& attempt, const GuardChecks& checks) const {
    const auto* transition = find(attempt.state, attempt.action);
    if (!transition) refuse(ErrorKind::conflict, "workflow.not_from_here");
    if (!any_of_roles(transition->roles, attempt.roles)) refuse(ErrorKind::forbidden, "workflow.not_your_role");
    auto problems = problems_of(*transition, checks);
    if (transition->reason == "required" && trimmed(attempt.reason).empty()) {
        problems.push_back({"reason", "workflow.reason_required"});
    }
    require_none(std::move(problems));
    return {std::string(attempt.state), transition->target(attempt.state), transition->effects};
}

std::vector<Offer> Workflow::offers(std::string_view state, const Roles& roles, const GuardChecks& checks) const {
    std::vector<Offer> offers;
    for (const auto& transition : transitions_) {
        if (!contains(transition.from, state) || !any_of_roles(transition.roles, roles)) continue;
        offers.push_back({transition.action, transition.label, transition.reason, transition.input, transition.style,
                          problems_of(transition, checks)});
    }
    return offers;
}

const Transition* Workflow::find(std::string_view state, std::string_view action) const {
    for (const auto& transition : transitions_) {
        if (transition.action == action && contains(transition.from, state)) return &transition;
    }
    return nullptr;
}

const WorkflowState* Workflow::state(std::string_view name) const {
    const auto found = std::find_if(states_.begin(), states_.end(), [&](const auto& one) { return one.name == name; });
    return found == states_.end() ? nullptr : &*found;
}

namespace {

const WorkflowState& required(const WorkflowState* state, std::string_view name) {
    if (!state) throw std::logic_error("no state " + std::string(name));
    return *state;
}

}  // namespace

const std::string& Workflow::stage(std::string_view name) const { return required(state(name), name).stage; }
const Label& Workflow::state_label(std::string_view name) const { return required(state(name), name).label; }

std::string Workflow::action_label(std::string_view action, std::string_view language) const {
    for (const auto& transition : transitions_) {
        if (transition.action == action) return transition.label.in(language);
    }
    return std::string(action);
}

namespace {

// Collects what is wrong while walking a definition.
class Inspection {
public:
    Inspection(const Workflow& workflow, const KnownNames& known) : workflow_(workflow), known_(known) {
        for (const auto& state : workflow.states()) names_.insert(state.name);
    }

    void states() {
        std::set<std::string> seen;
        for (const auto& state : workflow_.states()) {
            if (!seen.insert(state.name).second) say("state " + state.name + " stands twice");
            if (state.stage != "open" && state.stage != "decided" && state.stage != "closed") {
                say("state " + state.name + " has no stage open, decided or closed");
            }
            if (state.label.sv.empty() || state.label.en.empty()) say("state " + state.name + " lacks a label");
            if (state.name == "same") say("no state may be called same: it stands for staying where one is");
        }
        if (!names_.contains(workflow_.initial())) say("the initial state " + workflow_.initial() + " is missing");
    }

    void transition(const Transition& t) {
        for (const auto& from : t.from) {
            if (!names_.contains(from)) say(t.action + " leaves from the unknown state " + from);
            if (!leaving_.insert(from + "/" + t.action).second) say(t.action + " leaves twice from " + from);
        }
        if (t.from.empty()) say(t.action + " leaves from nowhere");
        if (t.to != "same" && !names_.contains(t.to)) say(t.action + " goes to the unknown state " + t.to);
        if (t.roles.empty()) say(t.action + " is for no role");
        if (t.label.sv.empty() || t.label.en.empty()) say(t.action + " lacks a label");
        if (t.reason != "none" && t.reason != "optional" && t.reason != "required") {
            say(t.action + " has the odd reason " + t.reason);
        }
        if (t.style != "primary" && t.style != "secondary" && t.style != "danger") {
            say(t.action + " has the odd style " + t.style);
        }
        names(t.action, "guard", t.guards, known_.guards);
        names(t.action, "effect", t.effects, known_.effects);
        if (!t.input.empty() && !contains(known_.inputs, t.input)) say(t.action + " asks for the unknown form " + t.input);
    }

    // Every state can be reached, and from each the case can be brought to an end.
    void ways() {
        const auto reached = reached_from_initial();
        const auto ending = leading_to_closed();
        for (const auto& state : workflow_.states()) {
            if (!reached.contains(state.name)) say("state " + state.name + " cannot be reached");
            if (ending.contains(state.name)) continue;
            const bool way_out = std::any_of(
                workflow_.transitions().begin(), workflow_.transitions().end(),
                [&](const auto& t) { return contains(t.from, state.name) && t.target(state.name) != state.name; });
            say("state " + state.name + (way_out ? " never leads to a closed state" : " has no way out and is not closed"));
        }
    }

    std::vector<std::string> faults;

private:
    void say(const std::string& fault) {
        faults.push_back(workflow_.name() + ".v" + std::to_string(workflow_.version()) + ": " + fault);
    }

    // An effect named twice would move the same money twice.
    void names(const std::string& action, const std::string& kind, const std::vector<std::string>& used,
               const std::vector<std::string>& known) {
        std::set<std::string> seen;
        for (const auto& name : used) {
            if (!contains(known, name)) say(action + " names the unknown " + kind + " " + name);
            if (!seen.insert(name).second) say(action + " names the " + kind + " " + name + " twice");
        }
    }

    std::set<std::string> reached_from_initial() const {
        std::set<std::string> reached{workflow_.initial()};
        for (bool more = true; more;) {
            more = false;
            for (const auto& t : workflow_.transitions()) {
                for (const auto& from : t.from) {
                    if (reached.contains(from) && reached.insert(t.target(from)).second) more = true;
                }
            }
        }
        return reached;
    }

    std::set<std::string> leading_to_closed() const {
        std::set<std::string> ending;
        for (const auto& state : workflow_.states()) {
            if (state.stage == "closed") ending.insert(state.name);
        }
        for (bool more = true; more;) {
            more = false;
            for (const auto& t : workflow_.transitions()) {
                for (const auto& from : t.from) {
                    if (ending.contains(t.target(from)) && ending.insert(from).second) more = true;
                }
            }
        }
        return ending;
    }

    const Workflow& workflow_;
    const KnownNames& known_;
    std::set<std::string> names_, leaving_;
};

}  // namespace

std::vector<std::string> Workflow::faults(const KnownNames& known) const {
    Inspection inspection(*this, known);
    inspection.states();
    for (const auto& t : transitions_) inspection.transition(t);
    inspection.ways();
    return inspection.faults;
}

std::string Workflow::mermaid(std::string_view language) const {
    std::string text = "%% " + name_ + " v" + std::to_string(version_) + ": " + one_line(source_) + "\n";
    text += "stateDiagram-v2\n    [*] --> " + initial_ + "\n";
    for (const auto& state : states_) text += "    " + state.name + " : " + state.label.in(language) + "\n";
    for (const auto& t : transitions_) {
        for (const auto& from : t.from) text += "    " + from + " --> " + t.target(from) + " : " + t.label.in(language) + "\n";
    }
    for (const auto& state : states_) {
        if (state.stage == "closed") text += "    " + state.name + " --> [*]\n";
    }
    return text;
}

}  // namespace bygd
