// The nearest other outlets on the map. As the crow flies: what the law asks for is the way by road, which a person types.
#pragma once

#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "providers/outlet.hpp"

namespace bygd {

struct NearestOutlet {
    std::string service;                          // of outlet_services
    Id<Outlet> outlet;
    std::string name, place, municipality;        // the name of the kommun
    std::int64_t metres = 0;
};
// For each service of the outlet the nearest other one with it that is open and has a position, in the order of
// outlet_services; a service nobody else has within 300 km is left out. Empty without a position.
std::vector<NearestOutlet> nearest_by_service(Transaction&, const Outlet&);

}  // namespace bygd
