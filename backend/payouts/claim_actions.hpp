// From grant to booked payment, as guards and effects of the workflow definitions. Holds the two-person rule of the
// payment: who prepared or decided does not attest, and a changed payee account is confirmed first (design.md §4 rule 8).
#pragma once

#include "cases/case_action.hpp"

namespace bygd {

// Guards: attester_is_another_person, payee_confirmed, no_open_claim, payments_fit.
// Effects: register_claim, register_home_delivery_outcome, create_direct_payment, approve_claim, reopen_claim,
// cancel_claim, attest_payment, book_payment, release_unspent.
void register_payout_rules(Guards&, Effects&);

}  // namespace bygd
