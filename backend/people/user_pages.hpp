// /admin/users: the accounts, for administrators; an auditor reads them. To others these pages are not there.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_user_routes(Router& router, const Services& services);

}  // namespace bygd
