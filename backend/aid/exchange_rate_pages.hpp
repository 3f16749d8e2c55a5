// The page of exchange rates, /de-minimis/rates: what is told, by whom, a form for one day and one for a file of the
// central bank; and the same under /api/v1. Reads, calls an action, answers; decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_exchange_rate_routes(Router& router, const Services& services);

}  // namespace bygd
