// Where on the map an outlet lies: SWEREF 99 TM in whole metres, or latitude and longitude (WGS 84) that are turned into it.
// A distance here is as the crow flies, never the road that the law measures by. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "providers/grid_point.hpp"
#include "providers/organisation.hpp"

namespace bygd {

// Reads position_north and position_east: "6766600" and "430000" metres, or degrees "60,9512" and "13,3821", both of the
// same sort. None when both are empty. Problems: position.both, position.format, position.sorts, position.outside (not in
// Sweden; two that have changed places are too).
std::optional<GridPoint> read_position(const Typed&, Problems&);

// Degrees to the grid by the formulas of Gauss and Krüger, right to the metre within Sweden.
GridPoint grid_point_of(double latitude, double longitude);

std::int64_t metres_between(GridPoint, GridPoint);   // rounded down

}  // namespace bygd
