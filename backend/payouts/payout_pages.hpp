// What waits for payment and what has been paid, as a page and as JSON. Reads only: each step on the way is an action
// of the case, and the lines lead there.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_payout_routes(Router& router, const Services& services);  // /payouts, /api/v1/payouts

}  // namespace bygd
