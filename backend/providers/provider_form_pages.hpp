// The forms about organisations, outlets, accounts and service plans. Reads, calls an action, answers; what is refused is
// shown again with all that was typed and every problem at its field.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_provider_form_routes(Router& router, const Services& services);

}  // namespace bygd
