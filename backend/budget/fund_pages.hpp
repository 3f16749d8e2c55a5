// The page of one fund: its figures, every entry of its ledger, and the form with which a manager adds or withdraws
// money.
#pragma once

#include "base/services.hpp"
#include "budget/fund_actions.hpp"

namespace bygd {

class Form;
class Router;

void add_fund_routes(Router& router, const Services& services);  // /budget/{id}, /budget/{id}/allocations
FundFields fund_fields_of(const Form&);

}  // namespace bygd
