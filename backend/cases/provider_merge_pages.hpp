// Those that look alike, two of them side by side with what would move, and each merge with its way back.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_provider_merge_routes(Router& router, const Services& services);

}  // namespace bygd
