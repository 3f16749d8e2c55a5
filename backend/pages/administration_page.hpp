// /administration: where an administrator begins and an auditor reads: people, delegation, parameters, forms and letter
// texts with counts, and /administration/events, the list of every change. To others these pages are not there.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_administration_routes(Router& router, const Services& services);

}  // namespace bygd
