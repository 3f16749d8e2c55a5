// The region's own projects: a list, and each as its final report tells it, with economy and financing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_project_routes(Router& router, const Services& services);   // /projects, /projects/{slug}, /api/v1/projects

}  // namespace bygd
