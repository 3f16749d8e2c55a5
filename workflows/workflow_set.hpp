// Every workflow definition, read from workflows/definitions/NAME.vN.json, and every plan by which cases are moved from one
// version to another, from workflows/moves. A definition in use is never edited: a new version stands beside it, and a case
// keeps the version it was begun with until it is moved. Reading stops at no fault: faults() tells all of them at once.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/move_plan.hpp"
#include "workflows/workflow.hpp"

namespace bygd {

// A definition as far as it could be read, and what is missing, unknown or of the wrong kind in the file. Nothing unknown
// is passed over: a misspelt "guards" would be a step without its guard.
struct WorkflowReading {
    Workflow workflow;
    std::vector<std::string> faults;
};
WorkflowReading read_workflow(std::string_view json);

class WorkflowSet {
public:
    // Every *.json of the folder. Throws std::runtime_error when there is no such folder, and for nothing else.
    static WorkflowSet load(const std::filesystem::path& folder);
    // The same with the move plans of a folder, which may be missing: there is then nothing to move.
    static WorkflowSet load(const std::filesystem::path& folder, const std::filesystem::path& moves);
    // What is wrong with it as read is kept for faults(), which calls it by `file`: NAME.vN.
    void add(WorkflowReading reading, const std::string& file);
    void add(MovePlanReading reading, const std::string& file);
    const Workflow* find(std::string_view name, int version) const;  // null when there is none
    const Workflow& get(std::string_view name, int version) const;  // throws std::logic_error
    const Workflow& latest(std::string_view name) const;            // throws std::logic_error
    std::vector<std::string> names() const;                         // each once, in order of the alphabet
    std::vector<const Workflow*> all() const;
    const MovePlan* plan(std::string_view name, int from, int to) const;             // null when there is none
    const std::map<std::string, MovePlan>& plans() const { return plans_; }          // by name
    // A plan leads away from it: it takes no new cases and no steps, and its cases wait to be moved.
    bool retired(std::string_view name, int version) const;
    // All faults of all definitions and plans at once, those of the files first; the server refuses to start on any. What
    // a retired version names need not be there any more; an older one that is not retired is in use and must be whole.
    std::vector<std::string> faults(const KnownNames& known) const;

private:
    std::map<std::pair<std::string, int>, Workflow> workflows_;
    std::map<std::string, MovePlan> plans_;
    std::vector<std::string> faults_;
};

}  // namespace bygd
