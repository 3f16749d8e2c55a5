// The reconciliation of payments as pages and JSON. Decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_reconciliation_routes(Router& router, const Services& services);   // /accounting/reconciliation, /api/v1/accounting/reconciliation

}  // namespace bygd
