// The decisions about the money of one fund, with the forms by which a manager moves money to another fund and corrects what
// was decided wrongly; and its part budgets with the form of their ceilings.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

// /budget/{id}/decisions, /budget/{id}/decisions/{decision}, /budget/{id}/moves, /budget/{id}/parts
void add_fund_decision_routes(Router& router, const Services& services);

}  // namespace bygd
