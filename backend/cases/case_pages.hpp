// The pages of cases/: the work queue and the way in (registering an application). The page of one case gathers from many
// rooms and stands in pages/.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_case_routes(Router& router, const Services& services);   // /cases, /cases/new/{form}

}  // namespace bygd
