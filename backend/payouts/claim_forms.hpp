// The forms of the steps that payouts/ owns.
#pragma once

#include "cases/action_form.hpp"

namespace bygd {

void register_payout_forms(ActionForms&);   // "claim", "claim_review", "home_delivery_outcome", "paid"

}  // namespace bygd
