// The register, and what is told of aid in a case, as JSON under /api/v1.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_de_minimis_api(Router& router, const Services& services);

}  // namespace bygd
