#include "decisions/appeal.hpp"

#include "base/working_days.hpp"

namespace bygd {

Date last_day_of_appeal(Date delivered, int days) { return working_day_on_or_after(delivered.plus_days(days)); }

}  // namespace bygd
