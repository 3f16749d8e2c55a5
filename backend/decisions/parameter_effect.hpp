// What a change of a parameter would do to the cases that are open: each is tried by the law as it is and as it would be,
// on the first day of the change. Reads; changes nothing. What is decided has frozen its values and is not looked at.
#pragma once

#include <string>
#include <vector>

#include "aid/parameters.hpp"
#include "base/services.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct EffectLine {
    std::string diary_number, form;
    Money before, after;                          // what the calculation gives
    bool eligible_before = false, eligible_after = false;
};

struct ParameterEffect {
    Date day;                                     // that both were tried on
    std::vector<EffectLine> changed;              // by diary number as they came
    std::int64_t looked_at = 0;                   // open cases tried, limits::effect_cases at most
    std::int64_t not_tried = 0;                   // of those, whose application cannot be calculated
    bool more = false;                            // there are open cases that were not looked at
};

ParameterEffect effect_of(const Services&, Transaction&, const ParameterOverride&);

}  // namespace bygd
