// What a manager decides on the money of the last year besides allocating it: a move between the two pots, a part budget and the
// authorisation for commitments.
#pragma once

#include "base/actor.hpp"
#include "base/services.hpp"
#include "budget/fund.hpp"

namespace bygd {

void tell_budget(const Services&, const Actor& manager, Id<Fund> regional, Id<Fund> national, int year);

}  // namespace bygd
