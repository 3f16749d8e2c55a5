// A project with its rows as JSON: how the demo data and imports bring one in, and how its texts lie in the database.
// Pure. Money is text ("3443000.00"), days are ISO. Never guesses: what is missing or odd is a problem with its place.
#pragma once

#include <string>
#include <string_view>

#include "projects/project.hpp"

namespace bygd {

// Throws Error invalid with every fault at once; fields are places such as "expenditure.12.amount". Besides those of
// problems_of(): project.json (unreadable), project.missing, project.kind ({0} expected), project.slug, project.period,
// project.total_differs ({0} stated, {1} summed), amount.* and date.*.
ProjectEconomy parse_project(std::string_view json);

// The texts and the cost categories of a project, for the one column that holds them. read_details() throws as above.
std::string details_json(const Project&);
void read_details(Project&, std::string_view json);

}  // namespace bygd
