// The pages on which an application is registered: choose the form by its address, fill it in, get a case.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_case_register_routes(Router& router, const Services& services);

}  // namespace bygd
