#include "workflows/workflow_set.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "workflows/definition_reader.hpp"

namespace bygd {

namespace {

using nlohmann::json;

WorkflowState state_of(const json& node, DefinitionReader& reading) {
    const auto where = "state " + reading.text(node, "name", "a state ") + ": ";
    reading.only(node, {"name", "label", "stage"}, where);
    return {reading.text_or(node, "name", "", where), reading.label(node, where), reading.text(node, "stage", where)};
}

Transition transition_of(const json& node, DefinitionReader& reading) {
    Transition t;
    t.action = reading.text(node, "action", "a transition ");
    const auto where = t.action + ": ";
    reading.only(node, {"action", "label", "from", "to", "roles", "guards", "effects", "reason", "input", "style"}, where);
    t.label = reading.label(node, where);
    t.from = reading.names(node, "from", where);
    t.to = reading.text(node, "to", where);
    t.roles = reading.roles(node, where);
    t.guards = reading.names(node, "guards", where);
    t.effects = reading.names(node, "effects", where);
    t.reason = reading.text_or(node, "reason", "none", where);
    t.input = reading.text_or(node, "input", "", where);
    t.style = reading.text_or(node, "style", "secondary", where);
    return t;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

WorkflowReading read_workflow(std::string_view text) {
    DefinitionReader reading;
    const auto node = reading.parse(text);
    reading.only(node, {"name", "version", "source", "initial", "states", "transitions"}, "");
    auto name = reading.text(node, "name", "");
    const auto version = reading.number(node, "version");
    auto source = reading.text(node, "source", "");
    auto initial = reading.text(node, "initial", "");
    std::vector<WorkflowState> states;
    for (const auto& state : reading.list(node, "states", "")) states.push_back(state_of(state, reading));
    std::vector<Transition> transitions;
    for (const auto& each : reading.list(node, "transitions", "")) transitions.push_back(transition_of(each, reading));
    return {Workflow(std::move(name), version, std::move(initial), std::move(states), std::move(transitions),
                     std::move(source)),
            std::move(reading.faults)};
}

namespace {

std::vector<std::filesystem::path> definitions_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

WorkflowSet WorkflowSet::load(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) throw std::runtime_error("no folder of workflows: " + folder.string());
    const auto files = definitions_in(folder);
    WorkflowSet set;
    if (files.empty()) set.faults_.push_back("no workflow definition in " + folder.string());
    for (const auto& file : files) set.add(read_workflow(text_of(file)), file.stem().string());
    return set;
}

WorkflowSet WorkflowSet::load(const std::filesystem::path& folder, const std::filesystem::path& moves) {
    auto set = load(folder);
    if (!std::filesystem::is_directory(moves)) return set;
    for (const auto& file : definitions_in(moves)) set.add(read_move_plan(text_of(file)), file.stem().string());
    return set;
}

void WorkflowSet::add(WorkflowReading reading, const std::string& file) {
    for (const auto& fault : reading.faults) faults_.push_back(file + ": " + fault);
    const auto key = std::pair(reading.workflow.name(), reading.workflow.version());
    if (key.first.empty() || key.second < 1) return faults_.push_back(file + ": does not say which workflow it is");
    const auto own_name = key.first + ".v" + std::to_string(key.second);
    if (file != own_name) faults_.push_back(file + ": says it is " + own_name);
    if (!workflows_.emplace(key, std::move(reading.workflow)).second) faults_.push_back(file + ": stands twice");
}

void WorkflowSet::add(MovePlanReading reading, const std::string& file) {
    for (const auto& fault : reading.faults) faults_.push_back(file + ": " + fault);
    const auto name = reading.plan.name();
    if (file != name) faults_.push_back(file + ": says it is " + name);
    if (!plans_.emplace(name, std::move(reading.plan)).second) faults_.push_back(file + ": stands twice");
}

const Workflow* WorkflowSet::find(std::string_view name, int version) const {
    const auto found = workflows_.find(std::pair(std::string(name), version));
    return found == workflows_.end() ? nullptr : &found->second;
}

const Workflow& WorkflowSet::get(std::string_view name, int version) const {
    const auto* found = find(name, version);
    if (!found) throw std::logic_error("no workflow " + std::string(name) + ".v" + std::to_string(version));
    return *found;
}

const MovePlan* WorkflowSet::plan(std::string_view name, int from, int to) const {
    for (const auto& [key, plan] : plans_) {
        if (plan.workflow == name && plan.from == from && plan.to == to) return &plan;
    }
    return nullptr;
}

bool WorkflowSet::retired(std::string_view name, int version) const {
    return std::any_of(plans_.begin(), plans_.end(), [&](const auto& each) {
        return each.second.workflow == name && each.second.from == version;
    });
}

const Workflow& WorkflowSet::latest(std::string_view name) const {
    const Workflow* newest = nullptr;
    for (const auto& [key, workflow] : workflows_) {
        if (key.first == name) newest = &workflow;   // the map is ordered by version within a name
    }
    if (!newest) throw std::logic_error("no workflow " + std::string(name));
    return *newest;
}

std::vector<std::string> WorkflowSet::names() const {
    std::vector<std::string> names;
    for (const auto& [key, workflow] : workflows_) {
        if (names.empty() || names.back() != key.first) names.push_back(key.first);
    }
    return names;
}

std::vector<const Workflow*> WorkflowSet::all() const {
    std::vector<const Workflow*> workflows;
    for (const auto& [key, workflow] : workflows_) workflows.push_back(&workflow);
    return workflows;
}

namespace {

// A retired version is still read and drawn, but what it names is bound no more.
KnownNames names_in(const Workflow& workflow) {
    KnownNames names;
    for (const auto& t : workflow.transitions()) {
        names.guards.insert(names.guards.end(), t.guards.begin(), t.guards.end());
        names.effects.insert(names.effects.end(), t.effects.begin(), t.effects.end());
        names.inputs.push_back(t.input);
    }
    return names;
}

}  // namespace

std::vector<std::string> WorkflowSet::faults(const KnownNames& known) const {
    auto all_faults = faults_;
    const auto add_all = [&](const std::vector<std::string>& found) {
        all_faults.insert(all_faults.end(), found.begin(), found.end());
    };
    for (const auto& [key, workflow] : workflows_) {
        const bool gone = retired(key.first, key.second);
        add_all(workflow.faults(gone ? names_in(workflow) : known));
        if (!gone || &workflow != &latest(key.first)) continue;
        const auto name = key.first + ".v" + std::to_string(key.second);
        all_faults.push_back(name + ": is the newest version, and a plan leads away from it");
    }
    for (const auto& [name, plan] : plans_) add_all(faults_of(plan, *this, known));
    return all_faults;
}

}  // namespace bygd
