// The reports on screen and as files: /reports, /reports/{name} and /reports/{name}.xlsx, .csv, .json, .html. What the
// screen shows and what the file holds are one Sheet.
#pragma once

#include "base/services.hpp"
#include "reports/catalogue.hpp"

namespace bygd {

class Router;

void add_report_routes(Router& router, const Services& services, const Catalogue& catalogue);

}  // namespace bygd
