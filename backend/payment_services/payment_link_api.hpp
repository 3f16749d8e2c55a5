// Links to Länsstyrelsen's payment services as JSON: /api/v1/payment-service-links.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_payment_service_api(Router& router, const Services& services);

}  // namespace bygd
