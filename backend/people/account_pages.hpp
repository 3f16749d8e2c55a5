// One's own account: details, password, sessions, API tokens. Nobody sees another person's here.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_account_routes(Router& router, const Services& services);

}  // namespace bygd
