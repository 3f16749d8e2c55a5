// /administration/parameters: every parameter with what holds now and next, and the changes that were prepared; one of them
// with its effect on the open cases before somebody else confirms it. Administrators change, auditors read.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_parameter_change_routes(Router& router, const Services& services);

}  // namespace bygd
