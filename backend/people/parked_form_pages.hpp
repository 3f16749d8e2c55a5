// GET /resume/{token}: what somebody had typed when the session ran out, with a button that sends it after all.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_parked_form_routes(Router& router, const Services& services);

}  // namespace bygd
