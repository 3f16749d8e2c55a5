// /payouts/debts: what is demanded back and not yet paid, with its reference, what is left today and what was agreed on.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_debt_routes(Router& router, const Services& services);   // with those of the API

}  // namespace bygd
