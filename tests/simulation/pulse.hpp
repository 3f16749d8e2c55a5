// The whole database in a few numbers, cheap enough to take before and after each step: how many rows there are of each kind,
// how far the diaries and versions have come, and what the funds hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "database/transaction.hpp"

namespace bygd::simulation {

std::vector<std::int64_t> pulse(Transaction&);
// Every row of every table: what a refused step must leave as it was. Takes some ten milliseconds.
std::string imprint(Transaction&);

}  // namespace bygd::simulation
