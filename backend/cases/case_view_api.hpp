// Saved views of the list of cases as JSON: /api/v1/case-views.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_case_view_api(Router& router, const Services& services);

}  // namespace bygd
