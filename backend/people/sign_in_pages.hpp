// GET and POST /sign-in, POST /sign-out. Work without JavaScript.
#pragma once

#include "people/people_pages.hpp"

namespace bygd {

void add_sign_in_routes(Router& router, const Services& services, std::vector<DemoAccount> demo_accounts);

}  // namespace bygd
