// The rows of a payment plan in the forms of proposals.
#pragma once

#include "budget/commitment.hpp"
#include "cases/action_form.hpp"

namespace bygd {

// `proposed`: what was typed before, if anything; `now`: the plan in force, told beside the rows.
void put_plan_rows(const ActionFormContext&, View&, const PaymentPlan& proposed, const PaymentPlan& now);

}  // namespace bygd
