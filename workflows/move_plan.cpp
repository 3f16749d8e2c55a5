#include "workflows/move_plan.hpp"

#include <algorithm>
#include <set>

#include "workflows/definition_reader.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

const MoveTarget* MoveLine::target(std::string_view wanted) const {
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const auto& one) { return one.state == wanted; });
    return found == targets.end() ? nullptr : &*found;
}

std::string MovePlan::name() const { return workflow + ".v" + std::to_string(from) + "-v" + std::to_string(to); }

const MoveLine* MovePlan::line(std::string_view state) const {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& one) { return one.state == state; });
    return found == lines.end() ? nullptr : &*found;
}

namespace {

using nlohmann::json;

std::optional<MoveOpening> opening_of(const json& node, const std::string& where, DefinitionReader& reader) {
    if (!node.is_object() || !node.contains("opens")) return std::nullopt;
    const auto& opens = node.at("opens");
    reader.only(opens, {"kind", "workflow", "state", "effects", "undo"}, where + "opens: ");
    return MoveOpening{reader.text(opens, "kind", where + "opens: "), reader.text(opens, "workflow", where + "opens: "),
                       reader.text(opens, "state", where + "opens: "), reader.names(opens, "effects", where + "opens: "),
                       reader.names(opens, "undo", where + "opens: ")};
}

MoveLine line_of(const json& node, DefinitionReader& reader) {
    MoveLine line;
    line.state = reader.text(node, "state", "a state ");
    const auto where = line.state + ": ";
    if (!node.is_object() || !node.contains("choose")) {
        reader.only(node, {"state", "to", "opens"}, where);
        line.targets.push_back({reader.text(node, "to", where), opening_of(node, where, reader)});
        return line;
    }
    reader.only(node, {"state", "choose", "reason"}, where);
    for (const auto& option : reader.list(node, "choose", where)) {
        reader.only(option, {"to", "opens"}, where + "choose: ");
        line.targets.push_back({reader.text(option, "to", where + "choose: "), opening_of(option, where, reader)});
    }
    if (line.targets.size() < 2) reader.faults.push_back(where + "leaves nothing to choose between");
    const auto reason = node.contains("reason") ? node.at("reason") : json::object();
    reader.only(reason, {"sv", "en"}, where + "reason: ");
    line.reason = {reader.text(reason, "sv", where + "reason: "), reader.text(reason, "en", where + "reason: ")};
    return line;
}

// Collects what is wrong with one plan.
class PlanInspection {
public:
    PlanInspection(const MovePlan& plan, const WorkflowSet& set, const KnownNames& known)
        : plan_(plan), set_(set), known_(known), old_(set.find(plan.workflow, plan.from)), new_(set.find(plan.workflow, plan.to)) {}

    std::vector<std::string> run() {
        if (!old_) say("there is no version " + std::to_string(plan_.from));
        if (!new_) say("there is no version " + std::to_string(plan_.to));
        if (plan_.to <= plan_.from) say("leads to no newer version");
        std::set<std::string> seen;
        for (const auto& line : plan_.lines) {
            if (!seen.insert(line.state).second) say("the state " + line.state + " stands twice");
            if (old_ && !old_->state(line.state)) say("the old version has no state " + line.state);
            check_targets(line);
        }
        if (!old_) return std::move(faults_);
        for (const auto& state : old_->states()) {
            if (!seen.contains(state.name)) say("the state " + state.name + " goes nowhere");
        }
        return std::move(faults_);
    }

private:
    void say(const std::string& fault) { faults_.push_back(plan_.name() + ": " + fault); }

    void check_targets(const MoveLine& line) {
        std::set<std::string> seen;
        for (const auto& target : line.targets) {
            if (!seen.insert(target.state).second) say(line.state + " has " + target.state + " to choose twice");
            check_stage(line.state, target.state);
            if (target.opens) check_opening(line.state, *target.opens);
        }
        if (line.needs_choice() && (line.reason.sv.empty() || line.reason.en.empty())) {
            say(line.state + " does not say why there is a choice");
        }
    }

    // A case that was decided stays so, and one that is closed is not opened by a move.
    void check_stage(const std::string& from, const std::string& to) {
        if (!new_) return;
        const auto* after = new_->state(to);
        if (!after) return say(from + " goes to the unknown state " + to);
        const auto* before = old_ ? old_->state(from) : nullptr;
        if (before && before->stage != after->stage) {
            say(from + " is " + before->stage + " but " + to + " is " + after->stage);
        }
    }

    void check_opening(const std::string& from, const MoveOpening& opens) {
        if (opens.kind.empty()) say(from + " opens something of no kind");
        const auto names = set_.names();
        if (std::find(names.begin(), names.end(), opens.workflow) == names.end()) {
            return say(from + " opens the unknown workflow " + opens.workflow);
        }
        const auto* state = set_.latest(opens.workflow).state(opens.state);
        if (!state) say(from + " opens " + opens.workflow + " in the unknown state " + opens.state);
        else if (state->stage == "closed") say(from + " opens " + opens.workflow + " in " + opens.state + ", which is closed");
        if (opens.effects.empty() != opens.undo.empty()) say(from + " opens what cannot be undone, or undoes what it does not do");
        for (const auto* names_used : {&opens.effects, &opens.undo}) {
            for (const auto& name : *names_used) {
                const bool there = std::find(known_.effects.begin(), known_.effects.end(), name) != known_.effects.end();
                if (!there) say(from + " names the unknown effect " + name);
            }
        }
    }

    const MovePlan& plan_;
    const WorkflowSet& set_;
    const KnownNames& known_;
    const Workflow* old_;
    const Workflow* new_;
    std::vector<std::string> faults_;
};

}  // namespace

MovePlanReading read_move_plan(std::string_view text) {
    DefinitionReader reader;
    const auto node = reader.parse(text);
    reader.only(node, {"workflow", "from", "to", "source", "states"}, "");
    MovePlan plan;
    plan.workflow = reader.text(node, "workflow", "");
    plan.from = reader.number(node, "from");
    plan.to = reader.number(node, "to");
    plan.source = reader.text(node, "source", "");
    for (const auto& line : reader.list(node, "states", "")) plan.lines.push_back(line_of(line, reader));
    return {std::move(plan), std::move(reader.faults)};
}

std::vector<std::string> faults_of(const MovePlan& plan, const WorkflowSet& set, const KnownNames& known) {
    return PlanInspection(plan, set, known).run();
}

}  // namespace bygd
