// Every workflow definition, read from workflows/definitions/NAME.vN.json. A definition in use is never edited: a new
// version stands beside it, and a case keeps the version it was begun with.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "workflows/workflow.hpp"

namespace bygd {

// Reads one definition. Throws std::runtime_error naming what is missing or of the wrong kind.
Workflow parse_workflow(std::string_view json);

class WorkflowSet {
public:
    static WorkflowSet load(const std::filesystem::path& folder);   // throws std::runtime_error
    void add(Workflow workflow);
    const Workflow& get(std::string_view name, int version) const;  // throws std::logic_error
    const Workflow& latest(std::string_view name) const;
    std::vector<const Workflow*> all() const;
    // All faults of all definitions at once; the server refuses to start on any.
    std::vector<std::string> faults(const std::vector<std::string>& guards, const std::vector<std::string>& effects) const;

private:
    std::map<std::pair<std::string, int>, Workflow> workflows_;
};

}  // namespace bygd
