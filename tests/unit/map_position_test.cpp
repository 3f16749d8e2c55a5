// Positions as they are typed, and distances between them.
#include "providers/map_position.hpp"

#include <gtest/gtest.h>

#include "tests/refusal.hpp"

namespace bygd {
namespace {

std::optional<GridPoint> read(const char* north, const char* east) {
    Problems problems;
    auto point = read_position({{"position_north", north}, {"position_east", east}}, problems);
    require_none(std::move(problems));
    return point;
}

TEST(MapPosition, degrees_become_metres_of_the_grid) {
    // On the central meridian the east is 500 000 exactly, and the north of 60° is published.
    EXPECT_EQ(grid_point_of(60.0, 15.0), (GridPoint{6'651'411, 500'000}));
    EXPECT_EQ(grid_point_of(66.0, 24.0), (GridPoint{7'349'218, 907'352}));
    EXPECT_EQ(read("60,0", "15"), (GridPoint{6'651'411, 500'000}));
    EXPECT_EQ(read("6 651 411", "500000.4"), (GridPoint{6'651'411, 500'000}));
    EXPECT_EQ(read("", ""), std::nullopt);
}

TEST(MapPosition, what_is_not_in_sweden_is_refused_at_its_field) {
    EXPECT_EQ(refusal([] { read("6651411", ""); }), "invalid position_east=position.both");
    EXPECT_EQ(refusal([] { read("norr", "12x"); }), "invalid position_north=position.format position_east=position.format");
    EXPECT_EQ(refusal([] { read("60.5", "500000"); }), "invalid position_east=position.sorts");
    EXPECT_EQ(refusal([] { read("500000", "6651411"); }), "invalid position_north=position.outside");
    EXPECT_EQ(refusal([] { read("15.0", "60.0"); }), "invalid position_north=position.outside");
    EXPECT_EQ(refusal([] { read("48.85", "2.35"); }), "invalid position_north=position.outside");
    EXPECT_EQ(refusal([] { read("-60", "15"); }), "invalid position_north=position.format");
    EXPECT_EQ(refusal([] { read("1e9", "15"); }), "invalid position_north=position.format");
}

TEST(MapPosition, distances_are_whole_metres_rounded_down) {
    EXPECT_EQ(metres_between({0, 0}, {3'000, 4'000}), 5'000);
    EXPECT_EQ(metres_between({0, 0}, {1, 1}), 1);
    EXPECT_EQ(metres_between({6'110'000, 260'000}, {7'680'000, 925'000}), 1'705'029);
    EXPECT_EQ(metres_between({7, 7}, {7, 7}), 0);
}

}  // namespace
}  // namespace bygd
