// The forms of the steps that decisions/ owns.
#pragma once

#include "cases/action_form.hpp"

namespace bygd {

void register_decision_forms(ActionForms&);   // "proposal"
// "change_request", "change_proposal", "stop_opening", "stop_proposal", "dismissal", "appeal", "timeliness", "court",
// "judgment"
void register_change_forms(ActionForms&);
void put_grounds(const ActionFormContext&, View&);   // the radio buttons "ground" of 33 §

}  // namespace bygd
