// Draws bars and lines as SVG on the server, from plain values. Carries a title and a description for those who cannot
// see it, colours by class alone (the policy forbids style attributes), and always stands above a table with the same
// figures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "web/view.hpp"

namespace bygd {

struct ChartSeries {
    std::string name;                     // "Beslutat"
    std::vector<std::int64_t> values;     // one for each label; whole kronor or numbers, may be negative
};

struct Chart {
    std::string title;                    // "Utfall per år"
    std::string description;              // one sentence that says what the picture shows
    std::string unit;                     // "kr": behind the figures of the axis
    std::vector<std::string> labels;      // "2016", "2017", ...
    std::vector<ChartSeries> series;      // at most 6: more cannot be told apart
};

// Upright bars side by side for each label; lines through a point for each label. A chart without labels or series
// draws nothing. Throws std::logic_error when a series is not as long as the labels.
Markup draw_bars(const Chart& chart);
Markup draw_lines(const Chart& chart);

// One bar in parts, such as a fund's paid, granted and left; parts below zero are drawn as nothing.
struct ShareBar {
    std::string title;                    // read out: "Utbetalt 40 %, ..."
    struct Part {
        std::string name;
        std::int64_t value = 0;
    };
    std::vector<Part> parts;              // drawn in the classes share-1, share-2 ...
    std::int64_t whole = 0;               // what the bar stands for when the parts are less: the rest stays empty
};
Markup draw_share(const ShareBar& bar);

std::int64_t whole_kronor(Money amount);  // for a picture: öre cut off

// The lines of the axis: from a round number at or below `low` to one at or above `high`, 0 among them, at most 7 steps
// of 1, 2 or 5.
struct Axis {
    std::int64_t low = 0, high = 0, step = 1;
};
Axis axis_for(std::int64_t low, std::int64_t high);
std::string axis_text(std::int64_t value);   // "250 000" with no-break spaces, "−5 000"

}  // namespace bygd
