// Every workflow definition, read from workflows/definitions/NAME.vN.json. A definition in use is never edited: a new
// version stands beside it, and a case keeps the version it was begun with. Reading stops at no fault: faults() tells all
// of them at once, and the server does not start on any.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    // What is wrong with it as read is kept for faults(), which calls it by `file`: NAME.vN.
    void add(WorkflowReading reading, const std::string& file);
    const Workflow& get(std::string_view name, int version) const;  // throws std::logic_error
    const Workflow& latest(std::string_view name) const;            // throws std::logic_error
    std::vector<std::string> names() const;                         // each once, in order of the alphabet
    std::vector<const Workflow*> all() const;
    // All faults of all definitions at once, those of the files first; the server refuses to start on any.
    std::vector<std::string> faults(const KnownNames& known) const;

private:
    std::map<std::pair<std::string, int>, Workflow> workflows_;
    std::vector<std::string> faults_;
};

}  // namespace bygd
