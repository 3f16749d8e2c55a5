// The pages of links to Länsstyrelsen's payment services: a list, a form for a new one, and each to see, change and
// close; and the part that other pages show of an outlet's links. Reads, calls an action, answers; decides nothing.
#pragma once

#include "base/services.hpp"
#include "base/words.hpp"
#include "database/transaction.hpp"
#include "payment_services/payment_link.hpp"
#include "web/view.hpp"

namespace bygd {

class Router;

void add_payment_service_routes(Router& router, const Services& services);   // /payment-services and its API

// The links of an outlet for the part {{>payment_services/_links}}: rows LINK, or NO_LINKS. In the caller's reading.
void put_outlet_links(View& view, Transaction& tx, Id<Outlet> outlet, const Words& words, Date today);

std::string payment_link_url(Id<PaymentLink>);                               // "/payment-services/12"

}  // namespace bygd
