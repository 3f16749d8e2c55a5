#include "web/tile_map.hpp"

#include <algorithm>

#include "web/template_text.hpp"

namespace bygd {

namespace {

constexpr int side = 116, height = 74, gap = 4;

std::string text_at(int x, int y, const char* kind, const std::string& text) {
    return "<text class=\"" + std::string(kind) + "\" x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) +
           "\" text-anchor=\"middle\">" + html_escaped(text) + "</text>";
}

std::string tile(const MapTile& tile) {
    const int x = tile.column * (side + gap), y = tile.row * (height + gap), middle = x + side / 2;
    return "<a class=\"map-tile map-" + std::to_string(std::clamp(tile.level, 0, map_levels)) + "\" href=\"" + html_escaped(tile.url) +
           "\" aria-label=\"" + html_escaped(tile.name + ": " + tile.value + ", " + tile.more) + "\"><rect x=\"" + std::to_string(x) +
           "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(side) + "\" height=\"" + std::to_string(height) +
           "\" rx=\"8\"/>" + text_at(middle, y + 24, "map-name", tile.name) + text_at(middle, y + 44, "map-value", tile.value) +
           text_at(middle, y + 61, "map-more", tile.more) + "</a>";
}

}  // namespace

Markup draw_tile_map(const std::string& title, const std::vector<MapTile>& tiles) {
    if (tiles.empty()) return drawn_markup("");
    int rows = 0, columns = 0;
    std::string drawn;
    for (const auto& one : tiles) {
        rows = std::max(rows, one.row + 1);
        columns = std::max(columns, one.column + 1);
        drawn += tile(one);
    }
    return drawn_markup("<svg class=\"tile-map\" role=\"group\" aria-label=\"" + html_escaped(title) + "\" viewBox=\"0 0 " +
                        std::to_string(columns * (side + gap) - gap) + " " + std::to_string(rows * (height + gap) - gap) + "\">" + drawn + "</svg>");
}

int map_level(std::int64_t value, std::int64_t largest) {
    if (value <= 0 || largest <= 0) return 0;
    return std::clamp(static_cast<int>(1 + (value * map_levels - 1) / largest), 1, map_levels);
}

}  // namespace bygd
