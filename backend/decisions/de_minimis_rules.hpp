// Aid of minor importance in the life of a case: the guard before proposal and decision, the row of the ledger at the
// decision, and the correction when less is paid. A grant that does not fit is refused, never cut down.
#pragma once

#include "cases/case_action.hpp"

namespace bygd {

// Guard: de_minimis_fits, on the amount typed in a proposal or on the one that stands. Effect: record_de_minimis, after
// write_decision: appends the grant and holds the group to what was read, so that of two decisions at once for one
// group the second reckons with the first. Both do nothing for a form without such aid.
void register_de_minimis_rules(Guards&, Effects&);

// When less than granted is kept: brings the own rows of the case down to what is granted and neither released nor repaid,
// at their own rates. Nothing when the case has no row, or when it stands there already.
void correct_de_minimis(ActionContext&);

// The last day to put a grant of this day into the register; none for grants from before it (art. 6).
std::optional<Date> register_by(const Services&, Date day);

}  // namespace bygd
