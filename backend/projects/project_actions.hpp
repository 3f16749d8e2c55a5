// What is done with the region's own projects.
#pragma once

#include "database/pool.hpp"
#include "projects/project.hpp"

namespace bygd {

// Adds a project with its rows. Managers only, or the house itself. Throws Error forbidden, invalid (problems_of,
// project.slug_taken).
Id<Project> add_project(Database&, const Actor&, const ProjectEconomy&);

}  // namespace bygd
