// An assessment as a person reads it: the verdict, the calculation, every reason with its paragraph, what was counted and
// the values of law it rests on. The part pages/_assessment draws it, on the case and where an amount is tried out.
#pragma once

#include "aid/assessment.hpp"
#include "aid/parameters.hpp"
#include "base/words.hpp"
#include "web/view.hpp"

namespace bygd {

void put_assessment(View&, const SupportForm&, const Assessment&, const Parameters&, const Words&);

// One value of a parameter: VALUE, FROM, SOURCE, PARAGRAPH, and NOTED with NOTE where there is doubt.
void put_parameter_value(View& row, const UsedParameter&);

}  // namespace bygd
