#include "providers/map_position.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

#include "base/text.hpp"

namespace bygd {

namespace {

// Sweden with its sea border, in SWEREF 99 TM.
constexpr int north_least = 6'110'000, north_most = 7'680'000, east_least = 260'000, east_most = 925'000;

std::string typed(const Typed& fields, const char* name) {
    const auto found = fields.find(name);
    auto text = found == fields.end() ? std::string() : trimmed(found->second);
    for (const auto* blank : {" ", "\u00a0", "°"}) text = replaced_all(text, blank, "");
    return replaced_all(text, ",", ".");
}

// A plain decimal number: digits, perhaps a point and more digits. None for anything else, or for too many digits.
struct MapNumber {
    double value = 0;
    bool degrees = false;                                // at most two digits before the point
};
std::optional<MapNumber> number_of(const std::string& text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals = point == text.npos ? std::string("0") : text.substr(point + 1);
    if (!all_digits(whole) || !all_digits(decimals) || whole.size() > 7 || decimals.size() > 12) return std::nullopt;
    return MapNumber{std::strtod((whole + "." + decimals).c_str(), nullptr), whole.size() <= 2};
}

bool in_sweden(GridPoint p) {
    return p.north >= north_least && p.north <= north_most && p.east >= east_least && p.east <= east_most;
}

}  // namespace

std::optional<GridPoint> read_position(const Typed& fields, Problems& problems) {
    const auto north = typed(fields, "position_north"), east = typed(fields, "position_east");
    if (north.empty() && east.empty()) return std::nullopt;
    const auto say = [&](const char* field, const char* code) {
        problems.push_back({field, code});
        return std::nullopt;
    };
    if (north.empty() || east.empty()) return say(north.empty() ? "position_north" : "position_east", "position.both");
    const auto first = number_of(north), second = number_of(east);
    if (!first) problems.push_back({"position_north", "position.format"});
    if (!second) problems.push_back({"position_east", "position.format"});
    if (!first || !second) return std::nullopt;
    if (first->degrees != second->degrees) return say("position_east", "position.sorts");
    const auto metres = [](double value) { return static_cast<int>(std::lround(value)); };
    const auto point = first->degrees ? grid_point_of(first->value, second->value) : GridPoint{metres(first->value), metres(second->value)};
    if (!in_sweden(point)) return say("position_north", "position.outside");
    return point;
}

// Lantmäteriet, "Gauss Conformal Projection (Transverse Mercator)": GRS 80, central meridian 15° E, scale 0.9996.
GridPoint grid_point_of(double latitude, double longitude) {
    constexpr double axis = 6378137.0, flattening = 1.0 / 298.257222101, scale = 0.9996, false_east = 500000.0, meridian = 15.0;
    constexpr double radians = std::numbers::pi / 180.0;
    constexpr double e2 = flattening * (2.0 - flattening), n = flattening / (2.0 - flattening);
    const double rectifying = axis / (1.0 + n) * (1.0 + n * n / 4.0 + n * n * n * n / 64.0);
    const double a = e2, b = (5.0 * e2 * e2 - e2 * e2 * e2) / 6.0, c = (104.0 * std::pow(e2, 3) - 45.0 * std::pow(e2, 4)) / 120.0,
                 d = 1237.0 * std::pow(e2, 4) / 1260.0;
    const double b1 = n / 2.0 - 2.0 * n * n / 3.0 + 5.0 * std::pow(n, 3) / 16.0 + 41.0 * std::pow(n, 4) / 180.0;
    const double b2 = 13.0 * n * n / 48.0 - 3.0 * std::pow(n, 3) / 5.0 + 557.0 * std::pow(n, 4) / 1440.0;
    const double b3 = 61.0 * std::pow(n, 3) / 240.0 - 103.0 * std::pow(n, 4) / 140.0;
    const double b4 = 49561.0 * std::pow(n, 4) / 161280.0;
    const double phi = latitude * radians, lambda = (longitude - meridian) * radians, s = std::sin(phi), s2 = s * s;
    const double conformal = phi - s * std::cos(phi) * (a + s2 * (b + s2 * (c + s2 * d)));
    const double xi = std::atan2(std::tan(conformal), std::cos(lambda)), eta = std::atanh(std::cos(conformal) * std::sin(lambda));
    double north = xi, east = eta;
    const double terms[] = {b1, b2, b3, b4};
    for (int i = 0; i < 4; ++i) {
        const double k = 2.0 * (i + 1);
        north += terms[i] * std::sin(k * xi) * std::cosh(k * eta);
        east += terms[i] * std::cos(k * xi) * std::sinh(k * eta);
    }
    return {static_cast<int>(std::lround(scale * rectifying * north)), static_cast<int>(std::lround(scale * rectifying * east + false_east))};
}

std::int64_t metres_between(GridPoint one, GridPoint other) {
    const std::int64_t north = one.north - other.north, east = one.east - other.east;
    const auto square = north * north + east * east;
    auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(square)));
    while (root * root > square) --root;
    while ((root + 1) * (root + 1) <= square) ++root;
    return root;
}

}  // namespace bygd
