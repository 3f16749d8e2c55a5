// The forms on which questions are sent out and their answers registered.
#pragma once

#include "cases/action_form.hpp"

namespace bygd {

void register_request_forms(ActionForms&);   // "supplement", "opinion", "hearing" and "..._answer" of each

}  // namespace bygd
