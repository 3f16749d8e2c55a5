#include "workflows/workflow_set.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace bygd {

namespace {

using nlohmann::json;

Label label_of(const json& node) { return {node.at("sv").get<std::string>(), node.at("en").get<std::string>()}; }

std::vector<std::string> names_in(const json& node, const char* key) {
    return node.contains(key) ? node.at(key).get<std::vector<std::string>>() : std::vector<std::string>();
}

Transition transition_of(const json& node) {
    Transition t;
    t.action = node.at("action").get<std::string>();
    t.label = label_of(node.at("label"));
    t.from = node.at("from").get<std::vector<std::string>>();
    t.to = node.at("to").get<std::string>();
    for (const auto& name : names_in(node, "roles")) {
        const auto role = role_of(name);
        if (!role) throw std::runtime_error(t.action + " is for the unknown role " + name);
        t.roles.insert(*role);
    }
    t.guards = names_in(node, "guards");
    t.effects = names_in(node, "effects");
    t.reason = node.value("reason", "none");
    t.input = node.value("input", "");
    t.style = node.value("style", "secondary");
    return t;
}

}  // namespace

Workflow parse_workflow(std::string_view text) {
    try {
        const auto node = json::parse(text);
        std::vector<WorkflowState> states;
        for (const auto& state : node.at("states")) {
            states.push_back({state.at("name").get<std::string>(), label_of(state.at("label")), state.at("stage").get<std::string>()});
        }
        std::vector<Transition> transitions;
        for (const auto& transition : node.at("transitions")) transitions.push_back(transition_of(transition));
        return {node.at("name").get<std::string>(), node.at("version").get<int>(), node.at("initial").get<std::string>(),
                std::move(states), std::move(transitions)};
    } catch (const json::exception& error) {
        throw std::runtime_error(std::string("workflow definition: ") + error.what());
    }
}

WorkflowSet WorkflowSet::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    WorkflowSet set;
    for (const auto& file : files) {
        std::ifstream stream(file);
        std::ostringstream text;
        text << stream.rdbuf();
        auto workflow = parse_workflow(text.str());
        const auto expected = workflow.name() + ".v" + std::to_string(workflow.version());
        if (file.stem() != expected) throw std::runtime_error(file.filename().string() + " says it is " + expected);
        set.add(std::move(workflow));
    }
    return set;
}

void WorkflowSet::add(Workflow workflow) {
    const auto key = std::pair(workflow.name(), workflow.version());
    if (!workflows_.emplace(key, std::move(workflow)).second) throw std::runtime_error("workflow twice: " + key.first);
}

const Workflow& WorkflowSet::get(std::string_view name, int version) const {
    const auto found = workflows_.find(std::pair(std::string(name), version));
    if (found == workflows_.end()) throw std::logic_error("no workflow " + std::string(name));
    return found->second;
}

const Workflow& WorkflowSet::latest(std::string_view name) const {
    const Workflow* newest = nullptr;
    for (const auto& [key, workflow] : workflows_) {
        if (key.first == name) newest = &workflow;   // the map is ordered by version within a name
    }
    if (!newest) throw std::logic_error("no workflow " + std::string(name));
    return *newest;
}

std::vector<const Workflow*> WorkflowSet::all() const {
    std::vector<const Workflow*> workflows;
    for (const auto& [key, workflow] : workflows_) workflows.push_back(&workflow);
    return workflows;
}

std::vector<std::string> WorkflowSet::faults(const std::vector<std::string>& guards,
                                             const std::vector<std::string>& effects) const {
    std::vector<std::string> all_faults;
    for (const auto& [key, workflow] : workflows_) {
        const auto found = workflow.faults(guards, effects);
        all_faults.insert(all_faults.end(), found.begin(), found.end());
    }
    return all_faults;
}

}  // namespace bygd
