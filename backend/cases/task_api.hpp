// Tasks, marks and the clock of a case as JSON: /api/v1/tasks, /api/v1/cases/{number}/marks and /clock.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_task_api(Router& router, const Services& services);

}  // namespace bygd
