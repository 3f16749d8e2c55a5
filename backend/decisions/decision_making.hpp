// What every decision has in common, whatever it decides on: who and when, the snapshot of all it rests on, its letter, and
// the movement of the case's money in its fund. For the effects of this room and the rooms above.
#pragma once

#include "budget/fund.hpp"
#include "cases/case_action.hpp"
#include "decisions/decision.hpp"

namespace bygd {

// By the one who acts, now; of the case or of the proceeding that is moved. Kind, outcome and content are the caller's.
Decision decision_from(const ActionContext&);
// With the content of the proposal, and every value it rests on frozen: a later change of law, form or outlet does not
// touch it. The field "others" of the step names who took part in the end without deciding (FL 31 §); it may be left out.
// Throws Error invalid on it when it is longer than limits::short_text.
Decision decision_of_proposal(const ActionContext&, const Proposal&);
// What a decision says of itself is what was proposed: the one place that knows which members those are.
void take_over(Decision&, const Proposal&);
// When what is proposed is to be paid if nothing is said: this year if the form is paid with the decision, else in the last year
// of the period; what is paid already stays where it was planned.
PaymentPlan default_plan(const ActionContext&, const Proposal&);
// authorisation.not_enough on `field`, as the decision would meet it now.
Problems plan_problems(const ActionContext&, const Proposal&, std::string_view field);
// Keeps what is proposed in the proceeding that is moved; `calculation` is JSON.
void keep_proposal(ActionContext&, Proposal, std::string calculation);
// Decides in the proceeding that is moved as was proposed, and orders the letter. Throws conflict decision.no_proposal.
Decision decide_as_proposed(ActionContext&, std::string kind);
// On the fund of the case, booked today.
void move_on_case(ActionContext&, Movement, Money amount);
// A field of the step that must say something; a day that is not after today. Throw Error invalid on the field.
std::string required_text(const ActionContext&, const char* name);
Date read_day_before(const ActionContext&, const char* name);

}  // namespace bygd
