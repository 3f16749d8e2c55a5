// From a claim that comes in to a claim that is examined, as guards and effects of the workflow definitions: registering,
// keeping a review that is not done, approving, settling without payment.
#pragma once

#include "cases/case_action.hpp"
#include "payouts/claim.hpp"

namespace bygd {

// Guards: final_report_in.
// Effects: register_claim, register_home_delivery_outcome, create_direct_payment, save_claim_review, approve_claim, settle_claim,
// reopen_claim, cancel_claim.
void register_claim_review_rules(Guards&, Effects&);

// The open claim of the case in that state; throws Error conflict claim.none otherwise.
Claim require_open_claim(const ActionContext&, std::string_view state);

}  // namespace bygd
