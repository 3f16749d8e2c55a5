// GET /api/v1/administration/events: the list of administrative changes, for administrators and auditors.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_administration_api(Router& router, const Services& services);

}  // namespace bygd
