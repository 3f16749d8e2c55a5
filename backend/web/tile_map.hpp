// A map of tiles: each place a square of the same size, near where it lies, coloured by a level and a link to what is
// behind it. Drawn as SVG; the same figures always stand in a table below.
#pragma once

#include <string>
#include <vector>

#include "web/view.hpp"

namespace bygd {

struct MapTile {
    int row = 0, column = 0;
    std::string name;                     // "Malung-Sälen"
    std::string value;                    // "1 250 000 kr"
    std::string more;                     // "4 butiker"
    std::string url;
    int level = 0;                        // 0: nothing, to 4: most
};
inline constexpr int map_levels = 4;

// Nothing for no tiles. `title` says what the colour stands for.
Markup draw_tile_map(const std::string& title, const std::vector<MapTile>& tiles);
// The level of a value by its share of the largest: 0 only for nothing.
int map_level(std::int64_t value, std::int64_t largest);

}  // namespace bygd
