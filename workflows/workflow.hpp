// The engine that moves a case: a definition is data, and a step is a question with an answer. Pure: it never touches the
// database, the clock or the network. Guards and effects are names; the guards of one case are bound by the caller, and the
// effects are handed back as names for the caller to run.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "base/label.hpp"

namespace bygd {

using GuardChecks = std::map<std::string, std::function<Problems()>, std::less<>>;   // bound to one case

struct WorkflowState {
    std::string name;
    Label label;
    std::string stage;                       // "open", "decided", "closed"
};

struct Transition {
    std::string action;
    Label label;
    std::vector<std::string> from;
    std::string to;                          // a state, or "same": the state it leaves from
    Roles roles;
    std::vector<std::string> guards, effects;
    std::string reason = "none";             // "none", "optional", "required"
    std::string input;                       // name of the form to fill in; empty: a plain button
    std::string style = "secondary";         // "primary", "secondary", "danger"

    std::string target(std::string_view left) const { return to == "same" ? std::string(left) : to; }
};

// What a definition may name: registered by the rooms at start.
struct KnownNames {
    std::vector<std::string> guards, effects, inputs;
};

struct Attempt {
    std::string_view state, action, reason;
    const Roles& roles;
};

struct Step {
    std::string from, to;
    std::vector<std::string> effects;
};

// One button: what may be done, and what must be mended first.
struct Offer {
    std::string action;
    Label label;
    std::string reason, input, style;
    Problems blocked_by;
};

class Workflow {
public:
    Workflow(std::string name, int version, std::string initial, std::vector<WorkflowState> states,
             std::vector<Transition> transitions, std::string source = {});

    const std::string& name() const { return name_; }
    int version() const { return version_; }
    const std::string& source() const { return source_; }             // the paragraphs it carries out
    const std::string& initial() const { return initial_; }
    const std::vector<WorkflowState>& states() const { return states_; }
    const std::vector<Transition>& transitions() const { return transitions_; }
    const WorkflowState* state(std::string_view name) const;         // null when there is none
    const std::string& stage(std::string_view state) const;          // throws std::logic_error for an unknown state
    const Label& state_label(std::string_view state) const;
    // The label of an action wherever it leaves from; the action's own name when the definition has none.
    std::string action_label(std::string_view action, std::string_view language) const;
    const Transition* find(std::string_view state, std::string_view action) const;

    // Throws, in this order: conflict workflow.not_from_here, forbidden workflow.not_your_role, invalid with the problems
    // of all guards at once and reason=workflow.reason_required (white space is no reason). A guard that is not among
    // the checks is our own mistake: std::logic_error, never a step without its guard.
    Step step(const Attempt&, const GuardChecks&) const;
    // In the order of the definition: the order of the buttons.
    std::vector<Offer> offers(std::string_view state, const Roles&, const GuardChecks&) const;

    // Everything wrong with the definition, each as one sentence. Empty: it can be used.
    std::vector<std::string> faults(const KnownNames& known) const;
    // A drawing as Mermaid text, for `bygdestod check --draw`.
    std::string mermaid(std::string_view language = "sv") const;

private:
    std::string name_;
    int version_;
    std::string initial_;
    std::vector<WorkflowState> states_;
    std::vector<Transition> transitions_;
    std::string source_;
};

}  // namespace bygd
