// GET /cases/{number}/claim-rows.xlsx and .csv: the empty table of expenses a recipient fills in, with what its cells may say.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_claim_template_routes(Router&, const Services&);

}  // namespace bygd
