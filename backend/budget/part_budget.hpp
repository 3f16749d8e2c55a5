// A part of a fund that is kept for a support form, a kommun or both (delpott): no more than its ceiling is reserved and
// granted of the fund to such cases. Pure values.
#pragma once

#include <string>

#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct Fund;

struct PartBudget {
    Id<PartBudget> id;
    Id<Fund> fund;
    std::string form;                    // empty: any
    std::string municipality;            // its code; empty: any
    std::string municipality_name;
    Money ceiling;
    Money taken;                         // reserved and granted, less what may be granted again
    Money left() const { return ceiling - taken; }
};

}  // namespace bygd
