// All SQL about projects: the project, its budget, expenditure and financing.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "projects/project.hpp"

namespace bygd {

Id<Project> insert_project(Transaction&, const ProjectEconomy&);
std::optional<ProjectEconomy> find_economy(Transaction&, std::string_view slug);

struct ProjectLine {
    std::string slug, title, programme, diary_number;
    Date period_from, period_to;
    Money budget, outcome;
    bool invented_split = false;
};
std::vector<ProjectLine> list_projects(Transaction&);   // newest period first; a region has some tens

}  // namespace bygd
