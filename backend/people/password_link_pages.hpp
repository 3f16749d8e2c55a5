// /admin/users/{id}/password-link, where an administrator makes the link, and /password/{token}, where it leads.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_password_link_routes(Router& router, const Services& services);

}  // namespace bygd
