// A place on the map of Sweden: SWEREF 99 TM, whole metres. Pure.
#pragma once

#include <cstdint>

namespace bygd {

struct GridPoint {
    int north = 0, east = 0;                      // metres
    bool operator==(const GridPoint&) const = default;
};

}  // namespace bygd
