// The conditions that are followed up: the list of all, the page of one where it is said how it went, and the same as JSON.
#pragma once

namespace bygd {

class Router;
struct Services;

// /conditions, /conditions/{id}
void add_condition_routes(Router&, const Services&);
// /api/v1/conditions, /api/v1/conditions/{id}
void add_condition_api(Router&, const Services&);

}  // namespace bygd
