// Daily seals as pages and JSON. Decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
struct SealKeys;

// /accounting/seals and /api/v1/accounting/seals. `keys` must outlive the router.
void add_daily_seal_routes(Router& router, const Services& services, const SealKeys& keys);

}  // namespace bygd
