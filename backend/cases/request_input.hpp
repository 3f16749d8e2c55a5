// A posted form as the input of an action: first value of each field, and the files.
#pragma once

#include "cases/case_action.hpp"
#include "http/form.hpp"

namespace bygd {

ActionInput input_of(const Form& form);

}  // namespace bygd
