#include "workflows/workflow_set.hpp"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace bygd {

namespace {

using nlohmann::json;

// Reads members and remembers everything that is wrong; what cannot be read is left empty.
class Reading {
public:
    json parse(std::string_view text) {
        std::vector<std::set<std::string>> open;   // the members seen so far of each object around this place
        const auto seen = [&](int, json::parse_event_t event, json& parsed) {
            if (event == json::parse_event_t::object_start) open.emplace_back();
            if (event == json::parse_event_t::object_end) open.pop_back();
            if (event == json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second) {
                faults.push_back("has the member \"" + parsed.get<std::string>() + "\" twice in one place");
            }
            return true;
        };
        try {
            return json::parse(text, seen);
        } catch (const json::exception& error) {
            faults.push_back(std::string("is not JSON: ") + error.what());
            return json::object();
        }
    }

    void only(const json& node, std::initializer_list<std::string_view> known, const std::string& where) {
        if (!node.is_object()) return faults.push_back(where + "is not an object");
        for (const auto& [key, value] : node.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                faults.push_back(where + "has the unknown member \"" + key + "\"");
            }
        }
    }

    std::string text(const json& node, const char* key, const std::string& where) {
        if (!node.is_object() || !node.contains(key)) {
            faults.push_back(where + "lacks \"" + key + "\"");
            return {};
        }
        return text_or(node, key, "", where);
    }

    std::string text_or(const json& node, const char* key, const char* fallback, const std::string& where) {
        if (!node.is_object() || !node.contains(key)) return fallback;
        if (node.at(key).is_string()) return node.at(key).get<std::string>();
        faults.push_back(where + "has a \"" + key + "\" that is not text");
        return fallback;
    }

    int number(const json& node, const char* key) {
        if (node.is_object() && node.contains(key) && node.at(key).is_number_unsigned()) return node.at(key).get<int>();
        faults.push_back(std::string("lacks \"") + key + "\" as a whole number");
        return 0;
    }

    // An empty list where there is none.
    json list(const json& node, const char* key, const std::string& where) {
        if (node.is_object() && node.contains(key) && node.at(key).is_array()) return node.at(key);
        faults.push_back(where + "lacks the list \"" + key + "\"");
        return json::array();
    }

    std::vector<std::string> names(const json& node, const char* key, const std::string& where) {
        std::vector<std::string> names;
        for (const auto& each : list(node, key, where)) {
            if (each.is_string()) names.push_back(each.get<std::string>());
            else faults.push_back(where + "has something that is not text in \"" + key + "\"");
        }
        return names;
    }

    Label label(const json& node, const std::string& where) {
        const auto found = node.is_object() && node.contains("label") ? node.at("label") : json::object();
        only(found, {"sv", "en"}, where + "label: ");
        return {text(found, "sv", where + "label: "), text(found, "en", where + "label: ")};
    }

    Roles roles(const json& node, const std::string& where) {
        Roles roles;
        for (const auto& name : names(node, "roles", where)) {
            if (const auto role = role_of(name)) roles.insert(*role);
            else faults.push_back(where + "is for the unknown role " + name);
        }
        return roles;
    }

    std::vector<std::string> faults;
};

WorkflowState state_of(const json& node, Reading& reading) {
    const auto where = "state " + reading.text(node, "name", "a state ") + ": ";
    reading.only(node, {"name", "label", "stage"}, where);
    return {reading.text_or(node, "name", "", where), reading.label(node, where), reading.text(node, "stage", where)};
}

Transition transition_of(const json& node, Reading& reading) {
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
    Reading reading;
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

WorkflowSet WorkflowSet::load(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) throw std::runtime_error("no folder of workflows: " + folder.string());
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    WorkflowSet set;
    if (files.empty()) set.faults_.push_back("no workflow definition in " + folder.string());
    for (const auto& file : files) set.add(read_workflow(text_of(file)), file.stem().string());
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

const Workflow& WorkflowSet::get(std::string_view name, int version) const {
    const auto found = workflows_.find(std::pair(std::string(name), version));
    if (found == workflows_.end()) {
        throw std::logic_error("no workflow " + std::string(name) + ".v" + std::to_string(version));
    }
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

std::vector<std::string> WorkflowSet::faults(const KnownNames& known) const {
    auto all_faults = faults_;
    for (const auto& [key, workflow] : workflows_) {
        if (&workflow != &latest(key.first)) continue;   // cases of an older version are moved before they go on
        const auto found = workflow.faults(known);
        all_faults.insert(all_faults.end(), found.begin(), found.end());
    }
    return all_faults;
}

}  // namespace bygd
