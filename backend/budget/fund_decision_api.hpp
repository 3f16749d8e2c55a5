// Decisions on funds, part budgets, the year-end close and commitments as JSON.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

// /api/v1/funds/{id}/decisions, /moves, /parts and /closings, /api/v1/authorisations, /api/v1/commitments
void add_fund_decision_api(Router& router, const Services& services);

}  // namespace bygd
