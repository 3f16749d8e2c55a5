// GET /api/v1/me: whose token it is, and what it may do.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_user_api(Router& router, const Services& services);

}  // namespace bygd
