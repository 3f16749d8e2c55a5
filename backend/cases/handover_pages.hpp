// /admin/users/{id}/handover: what somebody has in their hands, given to somebody else, and the account closed with it.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_handover_routes(Router& router, const Services& services);   // with those of the API
void add_handover_api(Router& router, const Services& services);

}  // namespace bygd
