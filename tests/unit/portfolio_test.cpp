// The arithmetic of the manager's page: lengths by nearest rank, and a forecast that loses no öre.
#include "reports/portfolio.hpp"

#include <gtest/gtest.h>

#include "web/tile_map.hpp"

namespace bygd {
namespace {

Money sum_of(const Forecast& forecast) {
    Money sum = forecast.never_paid;
    for (const auto& part : forecast.parts) sum += part.expected;
    return sum;
}

Money in(const Forecast& forecast, int year, int quarter) {
    for (const auto& part : forecast.parts) {
        if (part.year == year && part.quarter == quarter) return part.expected;
    }
    ADD_FAILURE() << year << " quarter " << quarter << " is not there";
    return {};
}

TEST(StepTimes, AreLengthsThatSomeCaseHad) {
    const auto times = step_times({{"b", "claim", 9, 1}, {"a", "payment", 4, 1}, {"a", "decision", 10, 5}, {"a", "decision", 30, 4}, {"a", "decision", 200, 1}});
    ASSERT_EQ(times.size(), 3u);
    EXPECT_EQ(times[0].form + times[0].step, "adecision");
    EXPECT_EQ(times[0].cases, 10);
    EXPECT_EQ(times[0].median, 10) << "the fifth of ten";
    EXPECT_EQ(times[0].ninetieth, 30) << "the ninth of ten";
    EXPECT_EQ(times[1].step, "payment");
    EXPECT_EQ(times[2].form, "b");
    EXPECT_EQ(times[2].median, 9);
    EXPECT_EQ(times[2].ninetieth, 9);
    EXPECT_TRUE(step_times({}).empty());
}

TEST(StepTimes, OneCaseMoreMovesTheMedian) {
    EXPECT_EQ(step_times({{"a", "decision", 10, 5}, {"a", "decision", 30, 5}})[0].median, 10);
    EXPECT_EQ(step_times({{"a", "decision", 10, 5}, {"a", "decision", 30, 6}})[0].median, 30);
}

TEST(ForecastOf, SpreadsWhatIsLeftAsClosedCasesWerePaid) {
    // Half in the month of the decision, half three months later, a tenth of all never.
    const PaymentHistory history{{{0, Money::kronor(450)}, {3, Money::kronor(450)}}, Money::kronor(1000), Money::kronor(100)};
    const auto fresh = forecast_of({{0, Money::kronor(1000)}}, history, Date(2026, 11, 15));
    EXPECT_TRUE(fresh.by_history);
    EXPECT_EQ(fresh.never_paid, Money::kronor(100));
    EXPECT_EQ(in(fresh, 2026, 4), Money::kronor(450));
    EXPECT_EQ(in(fresh, 2027, 1), Money::kronor(450));
    ASSERT_EQ(fresh.parts.size(), 9u) << "eight quarters and the rest";
    EXPECT_EQ(fresh.parts[7].year, 2028);
    EXPECT_EQ(fresh.parts[7].quarter, 3);
    const auto older = forecast_of({{1, Money::kronor(1000)}}, history, Date(2026, 11, 15));
    EXPECT_EQ(in(older, 2026, 4), Money()) << "the first month is over";
    EXPECT_EQ(in(older, 2027, 1), Money::kronor(900)) << "two months ahead";
}

TEST(ForecastOf, LosesNoOreAndSaysWhatNobodyKnows) {
    const PaymentHistory history{{{0, Money::of_minor(1)}, {1, Money::of_minor(1)}, {2, Money::of_minor(1)}, {40, Money::of_minor(4)}},
                                 Money::of_minor(9), Money::of_minor(2)};
    const auto left = Money::of_minor(1'000'001);
    const auto forecast = forecast_of({{0, left}, {7, left}, {41, left}}, history, Date(2026, 1, 31));
    EXPECT_EQ(sum_of(forecast), left + left + left);
    EXPECT_GT(forecast.parts.back().expected, left - Money::of_minor(222'223)) << "older than any closed case";
    const auto none = forecast_of({{0, left}}, {}, Date(2026, 1, 31));
    EXPECT_FALSE(none.by_history);
    EXPECT_EQ(none.parts.back().expected, left);
    EXPECT_EQ(sum_of(none), left);
    EXPECT_EQ(sum_of(forecast_of({}, history, Date(2026, 1, 31))), Money());
}

TEST(ForecastOf, BearsTheLargestAmounts) {
    const auto much = Money::kronor(900'000'000'000);
    const PaymentHistory history{{{0, much}, {1, much}}, much + much, Money()};
    const auto forecast = forecast_of({{0, much}}, history, Date(2026, 2, 1));
    EXPECT_EQ(sum_of(forecast), much);
    EXPECT_EQ(in(forecast, 2026, 1), much);
}

TEST(Commitments, AreThoseAfterTheYear) {
    Portfolio portfolio;
    portfolio.maturities = {{2025, 1, Money::kronor(1)}, {2026, 1, Money::kronor(10)}, {2027, 1, Money::kronor(100)}, {2029, 1, Money::kronor(1000)}};
    EXPECT_EQ(portfolio.outstanding_after(2026), Money::kronor(1100));
    EXPECT_EQ(portfolio.outstanding_after(2029), Money());
}

TEST(TileMap, LevelsBeginAtAnything) {
    EXPECT_EQ(map_level(0, 100), 0);
    EXPECT_EQ(map_level(1, 100), 1);
    EXPECT_EQ(map_level(25, 100), 1);
    EXPECT_EQ(map_level(26, 100), 2);
    EXPECT_EQ(map_level(100, 100), 4);
    EXPECT_EQ(map_level(5, 0), 0);
    EXPECT_EQ(map_level(-5, 100), 0);
}

TEST(TileMap, EscapesAndLinks) {
    EXPECT_EQ(draw_tile_map("x", {}).text(), "");
    const auto drawn = draw_tile_map("Beviljat", {{1, 2, "<Mora>", "1 kr", "1 ställe", "/cases?a=1&b=2", 9}}).text();
    EXPECT_NE(drawn.find("aria-label=\"&lt;Mora&gt;: 1 kr, 1 ställe\""), std::string::npos);
    EXPECT_NE(drawn.find("href=\"/cases?a=1&amp;b=2\""), std::string::npos);
    EXPECT_NE(drawn.find("map-4"), std::string::npos);
    EXPECT_EQ(drawn.find("<Mora>"), std::string::npos);
}

}  // namespace
}  // namespace bygd
