#include "web/chart.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace bygd {
namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
    return found;
}

Chart outcome() {
    return {.title = "Utfall per år",
            .description = "Utgifterna ökar",
            .unit = "kr",
            .labels = {"2016", "2017", "2018"},
            .series = {{"Budget", {800'000, 900'000, 850'000}}, {"Utfall", {750'000, 0, -20'000}}}};
}

struct AxisRow {
    std::int64_t low, high, axis_low, axis_high, step;
};
class AxisFor : public testing::TestWithParam<AxisRow> {};
TEST_P(AxisFor, IsRoundAndHoldsAll) {
    const auto row = GetParam();
    const auto axis = axis_for(row.low, row.high);
    EXPECT_EQ(axis.low, row.axis_low);
    EXPECT_EQ(axis.high, row.axis_high);
    EXPECT_EQ(axis.step, row.step);
}
INSTANTIATE_TEST_SUITE_P(Charts, AxisFor, testing::Values(
    AxisRow{0, 0, 0, 1, 1}, AxisRow{0, 5, 0, 5, 1}, AxisRow{0, 7, 0, 8, 2}, AxisRow{0, 900'000, 0, 1'000'000, 200'000},
    AxisRow{100, 101, 0, 150, 50}, AxisRow{-20'000, 900'000, -200'000, 1'000'000, 200'000}, AxisRow{-7, -1, -8, 0, 2}));

TEST(Charts, DrawABarForEachValueWithItsFigure) {
    const auto svg = draw_bars(outcome()).text();
    EXPECT_EQ(count(svg, "<rect class=\"chart-bar"), 6u);
    EXPECT_NE(svg.find("<title>2016, Utfall: 750\u00a0000\u00a0kr</title>"), std::string::npos) << svg;
    EXPECT_NE(svg.find("2018, Utfall: \u221220\u00a0000"), std::string::npos);
    EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
    EXPECT_NE(svg.find("<desc>Utgifterna ökar</desc>"), std::string::npos);
    EXPECT_EQ(count(svg, "style="), 0u) << "the policy forbids style attributes";
    EXPECT_EQ(count(svg, "height=\"-"), 0u);
}

TEST(Charts, DrawALineThroughEachPoint) {
    const auto svg = draw_lines(outcome()).text();
    EXPECT_EQ(count(svg, "<polyline"), 2u);
    EXPECT_EQ(count(svg, "<circle"), 6u);
}

TEST(Charts, EscapeNames) {
    auto chart = outcome();
    chart.title = "<script>\"&";
    chart.labels[0] = "<b>";
    chart.series[0].name = "'Å'";
    const auto svg = draw_bars(chart).text();
    EXPECT_EQ(svg.find("<script>"), std::string::npos);
    EXPECT_EQ(svg.find("<b>"), std::string::npos);
    EXPECT_NE(svg.find("&lt;script&gt;&quot;&amp;"), std::string::npos);
}

TEST(Charts, DrawNothingOfNothingAndRefuseWhatIsNotWhole) {
    EXPECT_EQ(draw_bars({.title = "t", .description = "d", .unit = "", .labels = {}, .series = {}}).text(), "");
    auto chart = outcome();
    chart.series[0].values.pop_back();
    EXPECT_THROW(draw_bars(chart), std::logic_error);
}

TEST(Charts, HoldTheLargestAmounts) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / 4;
    EXPECT_NO_THROW(draw_bars(
        {.title = "t", .description = "d", .unit = "kr", .labels = {"a"}, .series = {{"s", {most}}, {"u", {-most}}}}));
}

TEST(Charts, ShareEndsWhereTheWholeEnds) {
    const auto svg =
        draw_share({.title = "Potten", .parts = {{"Utbetalt", 1}, {"Beslutat", 1}, {"Kvar", 1}, {"Minus", -5}}}).text();
    EXPECT_EQ(count(svg, "<rect class=\"share-"), 4u);   // the ground and three parts
    EXPECT_NE(svg.find("x=\"666\" y=\"0\" width=\"334\""), std::string::npos) << svg;
    EXPECT_EQ(count(draw_share({.title = "Tom", .parts = {{"Utbetalt", 0}}}).text(), "<rect"), 1u);
}

}  // namespace
}  // namespace bygd
