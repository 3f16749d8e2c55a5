// The pages of the budget: the funds of a year with their figures and what is left, one fund with its ledger, and the
// two forms of a programme manager. Reads and calls fund_actions; decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_budget_routes(Router& router, const Services& services);  // /budget, /budget/new, /budget/{id}, /api/v1/funds

}  // namespace bygd
