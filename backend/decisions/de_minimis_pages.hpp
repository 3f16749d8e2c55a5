// The pages of aid of minor importance that belong to cases: the register (/de-minimis), one row of it, and what is
// told in a case (/cases/{number}/de-minimis); and the same under /api/v1. Reads, calls an action, answers; decides
// nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_de_minimis_routes(Router& router, const Services& services);

}  // namespace bygd
