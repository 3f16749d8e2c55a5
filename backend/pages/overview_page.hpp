// The programme manager's page: GET /overview?year=. Every figure leads to the cases behind it.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_overview_routes(Router& router, const Services& services);

}  // namespace bygd
