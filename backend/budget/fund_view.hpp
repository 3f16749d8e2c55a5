// The figures of a fund as pages show them: each with its name and its definition, and the bar of shares. Words come
// from the catalogue under budget.figure and budget.definition.
#pragma once

#include <span>
#include <string_view>

#include "base/words.hpp"
#include "budget/fund.hpp"
#include "web/view.hpp"

namespace bygd {

struct Figure {
    std::string_view name;  // "allocated"
    Money (*of)(const FundBalance&);
};
std::span<const Figure> fund_figures();  // in the order of the road of money (domain §8)

void put_definitions(View&, const Words&);                // rows of DEFINITION: LABEL, TEXT
void put_share(View&, const FundBalance&, const Words&);  // SHARE_MARKUP: where all that is allocated stands
void put_share_legend(View&, const Words&);               // rows of KEY: SERIES (its class), LABEL

}  // namespace bygd
