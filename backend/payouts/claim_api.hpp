// Claims of a case as JSON: their rows, what the control finds on each and what they give; and tables of rows read and judged
// before they are registered. Registering and reviewing are steps of the case (POST /api/v1/cases/{number}/actions).
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
void add_claim_api(Router&, const Services&);

}  // namespace bygd
