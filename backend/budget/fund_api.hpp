// Funds and their ledger as JSON under /api/v1/funds.
#pragma once

#include <optional>
#include <string_view>

#include "base/services.hpp"
#include "budget/fund_store.hpp"

namespace bygd {

class Router;

void add_fund_api(Router& router, const Services& services);

// A fund by what stands in a path: its code, or its id as cases name it in JSON. Throws Error not_found.
FundLine fund_of_path(Transaction&, std::string_view part);

}  // namespace bygd
