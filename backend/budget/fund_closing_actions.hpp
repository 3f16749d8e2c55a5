// Closes a fund for a year, and opens it again: a manager asks, and finance or another manager confirms.
#pragma once

#include "base/services.hpp"
#include "budget/fund_closing.hpp"
#include "budget/fund_decision.hpp"

namespace bygd {

// Who may take a step: managers ask; managers and finance confirm and withdraw.
bool may_take(const Actor&, ClosingStep);

// Reads step, year (that the person saw) and text (why; required to ask). Throws not_found; forbidden fund.managers_only or
// closing.not_yours; invalid step=choice.unknown, text=required, text.too_long, step=closing.year_not_over {year},
// step=closing.reserved {amount}; conflict closing.same_person and closing.changed.
FundClosing take_closing(const Services&, const Actor&, Id<Fund>, const FundFields&);

}  // namespace bygd
