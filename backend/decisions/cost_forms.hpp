// The rows of a proposal form in which each cost of the application is approved, whole or in part, with the reason.
#pragma once

#include "cases/action_form.hpp"
#include "decisions/approved_cost.hpp"

namespace bygd {

// `costs` as they stand; nothing is drawn of none. CostBound::none: of a change, where the law's count is not a limit.
void put_cost_rows(const ActionFormContext&, View&, const ApprovedCosts& costs, CostBound);

}  // namespace bygd
