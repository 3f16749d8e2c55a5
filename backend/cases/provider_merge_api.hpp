// Doubles and merges under /api/v1: provider-doubles and provider-merges.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_provider_merge_api(Router& router, const Services& services);

}  // namespace bygd
