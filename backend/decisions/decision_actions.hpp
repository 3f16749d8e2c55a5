// What happens to a case between review and dispatch, as guards and effects of the workflow definitions. Holds the two-person rule of the decision (design.md §4 rule 8).
#pragma once

#include "cases/case_action.hpp"
#include "decisions/decision.hpp"

namespace bygd {

// Guards: proposal_grants, proposal_rejects, proposal_dismisses, decider_is_not_preparer, within_delegation, letter_ready.
// Effects: write_proposal, write_dismissal_proposal, reserve_funds, release_reservation, write_decision, commit_funds,
// write_withdrawal, dispatch_letter.
void register_decision_rules(Guards&, Effects&);
// What is decided while a case runs: open_change, write_change_proposal, reserve_change, write_change_decision,
// apply_change; open_stop, write_stop_proposal, write_stop_decision, apply_stop (33 §). Guard: something_outstanding.
void register_change_rules(Guards&, Effects&);
// open_appeal, note_timeliness, note_court, note_judgment, note_reconsideration, write_appeal_dismissal (FL 40-46 §§).
void register_appeal_rules(Guards&, Effects&);

// The case and what the register knows of its applicant and outlet, with what was granted to them before: two statements.
AssessmentFacts facts_of_case(const Services&, Transaction&, const Case&, Date day);
// What the law says of the application of this case when it is tried on `day`, with every reason.
Assessment assess_case(const Services&, Transaction&, const Case&, Date day);
// What the newest decision of the case rested on, as it was frozen then; none while the case is open.
std::optional<Assessment> decided_assessment(Transaction&, const Case&);
// The guard of a grant: the case as it is now, counted after the year's rows of recipient and outlet are taken. Throws Error
// invalid with every reason, or decision.over_law {amount, most}.
Assessment require_law_allows(ActionContext&, Money amount);

}  // namespace bygd
