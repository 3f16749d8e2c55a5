// The accounts of the support money as pages and as JSON: vouchers, files to the accounting system, the reconciliation of a day.
// Decides nothing.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "web/page.hpp"

namespace bygd {

struct AccountingPlan;
class Router;

// /accounting and /api/v1/accounting. `plan` must outlive the router.
void add_accounting_routes(Router& router, const Services& services, const AccountingPlan& plan);
void add_accounting_api(Router& router, const Services& services, const AccountingPlan& plan);

// Shared by the pages of the accounts: where one is, and the ways to the others.
std::vector<Crumb> accounting_crumbs(const Words&, const std::string& last);
void put_accounting_views(View&, const Words&, std::string_view here);

}  // namespace bygd
