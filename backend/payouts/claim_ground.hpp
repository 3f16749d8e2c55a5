// What the review of a claim stands on, gathered from the case, the decision in force and the register: for the form, the API
// and the effects alike, so that they find the same.
#pragma once

#include "base/services.hpp"
#include "cases/case.hpp"
#include "database/transaction.hpp"
#include "payouts/claim_calculation.hpp"
#include "payouts/claim_finding.hpp"
#include "payouts/claim_review.hpp"

namespace bygd {

// How the rows of a new claim are read: the form's lines, its flat rates on the day, whether VAT counts, the case's documents.
ClaimReading claim_reading(const Services&, Transaction&, const Case&, Date today);

ClaimGround claim_ground(const Services&, Transaction&, const Case&, Id<Claim>, const std::vector<Expenditure>&);

// The rows of the claim with what the control finds on them now, and with what was said of it when the claim was last reviewed.
ClaimReview review_so_far(const Services&, Transaction&, const Case&, const Claim&);

// What the rows give as they stand: with what is approved of each, or as claimed where nobody has looked at it yet.
ClaimCalculation calculation_of(const Services&, Transaction&, const Case&, const std::vector<Expenditure>&);

// The most that may be paid in advance now: regional or legal share of the grant on the day of the decision.
Money advance_room(const Services&, Transaction&, const Case&);

}  // namespace bygd
