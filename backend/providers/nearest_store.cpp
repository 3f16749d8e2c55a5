#include "providers/nearest_store.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "providers/map_position.hpp"

namespace bygd {

namespace {

// Half the sides of the boxes looked through, in metres, until all is found.
constexpr int boxes[] = {15'000, 60'000, 300'000};
constexpr int candidates_most = 300;

}  // namespace

std::vector<NearestOutlet> nearest_by_service(Transaction& tx, const Outlet& outlet) {
    if (!outlet.position) return {};
    const auto here = *outlet.position;
    auto wanted = outlet.services;
    std::map<std::string, NearestOutlet> found;
    for (const int half : boxes) {
        if (wanted.empty()) break;
        Values values{here.north - half, here.north + half, here.east - half, here.east + half, outlet.id};
        for (const auto& service : wanted) values.emplace_back(service);
        values.insert(values.end(), {Value(here.north), Value(here.north), Value(here.east), Value(here.east), Value(candidates_most)});
        // Nearest first, so that the first of each service is the one.
        tx.each("SELECT s.service, t.id, t.name, t.place, t.north_m, t.east_m, m.name AS municipality FROM outlet t"
                " JOIN outlet_service s ON s.outlet_id = t.id JOIN municipality m ON m.code = t.municipality_code"
                " WHERE t.north_m BETWEEN ? AND ? AND t.east_m BETWEEN ? AND ? AND t.id <> ? AND t.merged_into IS NULL"
                " AND t.closed_on IS NULL AND s.service IN (" + repeated(wanted.size(), "?") + ")"
                " ORDER BY CAST(t.north_m - ? AS SIGNED) * (t.north_m - ?) + CAST(t.east_m - ? AS SIGNED) * (t.east_m - ?), t.id LIMIT ?",
                values, [&](const Row& row) {
            const auto service = row.text("service");
            const GridPoint there{static_cast<int>(row.integer("north_m")), static_cast<int>(row.integer("east_m"))};
            const auto metres = metres_between(here, there);
            // In the corner of a box: outside it somebody may be nearer.
            if (metres > half || found.contains(service)) return;
            found.emplace(service, NearestOutlet{service, row.id<Outlet>("id"), row.text("name"), row.text("place"), row.text("municipality"), metres});
        });
        for (const auto& [service, near] : found) wanted.erase(service);
    }
    std::vector<NearestOutlet> ordered;
    for (const auto service : outlet_services) {
        const auto near = found.find(std::string(service));
        if (near != found.end()) ordered.push_back(near->second);
    }
    return ordered;
}

}  // namespace bygd
