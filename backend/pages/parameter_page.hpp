// The law as the house holds it: the ordinances with their amendments, and every value with the days it holds, its source,
// its paragraph and any doubt about it. Read by all who see cases; changed by a new row in schemas/parameters.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_parameter_routes(Router& router, const Services& services);

}  // namespace bygd
