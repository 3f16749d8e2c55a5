// An appeal of one of the region's decisions (överklagande): when it had to be in, and what the court said. Plain values.
#pragma once

#include <string_view>

#include "base/date_time.hpp"

namespace bygd {

// The last day: `days` after the party got the decision (FL 44 §); when that is a Saturday, a Sunday or a holiday, the next
// working day (lagen 1930:173 2 §).
Date last_day_of_appeal(Date delivered, int days);

inline constexpr std::string_view judgment_outcomes[] = {"upheld", "changed", "remanded", "dismissed"};

}  // namespace bygd
