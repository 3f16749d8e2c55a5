// The page of a case on which a payment made before it was known here is written down and booked.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_past_payment_routes(Router& router, const Services& services);   // /cases/{number}/past-payments
void add_past_payment_api(Router& router, const Services& services);      // /api/v1/cases/{number}/past-payments

}  // namespace bygd
