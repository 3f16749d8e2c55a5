// The page of a fund's year-end close: where it stands, what may still be booked, the steps that were taken with their figures,
// and the buttons of the steps that are open to the person.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_fund_closing_routes(Router& router, const Services& services);   // /budget/{id}/closing

}  // namespace bygd
