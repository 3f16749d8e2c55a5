// The forms of the steps that decisions/ owns.
#pragma once

#include "cases/action_form.hpp"

namespace bygd {

void register_decision_forms(ActionForms&);   // "proposal"

}  // namespace bygd
