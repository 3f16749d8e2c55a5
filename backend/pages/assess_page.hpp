// Pröva ett belopp: choose a form, fill in what matters, and see the answer with every reason, its paragraph and the
// calculation. Nothing is saved, so the page is a GET that can be kept and sent to a colleague. The same under /api/v1.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_assess_routes(Router& router, const Services& services);

}  // namespace bygd
