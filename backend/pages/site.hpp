// The whole site: every room's routes on one router, the hooks around every request, and the answers a watchman asks for
// (/health, /metrics).
#pragma once

#include "http/server.hpp"
#include "pages/house.hpp"
#include "people/people_pages.hpp"

namespace bygd {

// `house` outlives the router.
void add_site_routes(Router& router, const House& house, PeopleOptions people);
ServerHooks site_hooks(const House& house);

}  // namespace bygd
