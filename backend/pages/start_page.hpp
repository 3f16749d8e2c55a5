// The first page after sign-in: what waits for this person, by role.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_start_routes(Router& router, const Services& services);   // GET /

}  // namespace bygd
