// Values laid over those of the files: where each begins and ends, and what a person types of one.
#include <gtest/gtest.h>

#include "aid/parameter_change.hpp"
#include "tests/refusal.hpp"
#include "tests/unit/law.hpp"

namespace bygd {
namespace {

using testing_law::day;
using testing_law::parameters;

ParameterValue value(const std::string& from, std::int64_t amount, const std::string& to = "") {
    ParameterValue made;
    made.valid_from = day(from);
    if (!to.empty()) made.valid_to = day(to);
    made.value = amount;
    made.source = "SFS 2026:1";
    made.paragraph = "1 §";
    return made;
}

std::string told(const std::vector<ParameterValue>& values) {
    std::string text;
    for (const auto& one : values) {
        text += std::to_string(one.value) + ":" + one.valid_from.iso() + "/" + (one.valid_to ? one.valid_to->iso() : "") + " ";
    }
    return text;
}

TEST(ParameterChange, takes_over_from_the_value_before_and_gives_way_to_the_next) {
    const std::vector<ParameterValue> open{value("2025-01-01", 1)};
    const std::vector<ParameterValue> years{value("2026-01-01", 1, "2026-12-31"), value("2027-01-01", 2, "2027-12-31")};
    const auto with = [](std::vector<ParameterValue> values, const ParameterValue& added) {
        EXPECT_TRUE(lay_over(values, added));
        return told(values);
    };
    EXPECT_EQ(with(open, value("2027-01-01", 9)), "1:2025-01-01/2026-12-31 9:2027-01-01/ ");
    EXPECT_EQ(with(open, value("2028-02-29", 9, "2028-03-31")), "1:2025-01-01/2028-02-28 9:2028-02-29/2028-03-31 ");
    EXPECT_EQ(with(years, value("2026-07-01", 9)), "1:2026-01-01/2026-06-30 9:2026-07-01/2026-12-31 2:2027-01-01/2027-12-31 ");
    EXPECT_EQ(with(years, value("2026-07-01", 9, "2027-06-30")), "1:2026-01-01/2026-06-30 9:2026-07-01/2026-12-31 2:2027-01-01/2027-12-31 ");
    EXPECT_EQ(with(years, value("2028-01-01", 9)), "1:2026-01-01/2026-12-31 2:2027-01-01/2027-12-31 9:2028-01-01/ ");
    EXPECT_EQ(with(years, value("2025-01-01", 9)), "9:2025-01-01/2025-12-31 1:2026-01-01/2026-12-31 2:2027-01-01/2027-12-31 ");
    auto same_day = years;
    EXPECT_FALSE(lay_over(same_day, value("2027-01-01", 9)));
    EXPECT_EQ(told(same_day), told(years));
}

TEST(ParameterChange, leaves_what_was_handed_out_and_the_original_as_they_were) {
    auto live = parameters().with({});
    const auto* before = live.find("opening_hours", day("2027-06-01"));
    const auto hours = before->value;
    const auto tried = live.with({{"opening_hours", value("2027-01-01", 45)}, {"no_such_thing", value("2027-01-01", 1)}});
    EXPECT_EQ(tried.number("opening_hours", day("2027-06-01")), 45);
    EXPECT_EQ(tried.number("opening_hours", day("2026-12-31")), hours);
    EXPECT_FALSE(tried.all().contains("no_such_thing"));
    EXPECT_EQ(live.number("opening_hours", day("2027-06-01")), hours);
    live.put_over({{"opening_hours", value("2027-01-01", 45)}});
    EXPECT_EQ(live.number("opening_hours", day("2027-06-01")), 45);
    EXPECT_EQ(before->value, hours);
    live.put_over({});
    EXPECT_EQ(live.number("opening_hours", day("2027-06-01")), hours);
    EXPECT_EQ(parameters().number("opening_hours", day("2027-06-01")), hours);
}

TEST(ParameterChange, is_read_as_people_write_it) {
    const auto read = [](const char* unit, const char* typed) { return parse_parameter_value(unit, typed).value_or(-1); };
    EXPECT_EQ(read("ore", "59 200,50"), 5920050);
    EXPECT_EQ(read("basis_points", "50"), 5000);
    EXPECT_EQ(read("basis_points", "37,5 %"), 3750);
    EXPECT_EQ(read("basis_points", "0.05"), 5);
    EXPECT_EQ(read("metres", "8 km"), 8000);
    EXPECT_EQ(read("metres", "8,5"), 8500);
    EXPECT_EQ(read("number", "1 000"), 1000);
    for (const char* bad : {"", "-1", "1,5", "1e3", "ett", "=1+1", ",5", "99999999999999999999"}) EXPECT_EQ(read("number", bad), -1) << bad;
    for (const char* bad : {"37,555", "37,", "5%5,5,5"}) EXPECT_EQ(read("basis_points", bad), -1) << bad;
    EXPECT_EQ(refusal([] { parse_parameter_value("ore", "-5"); }), "invalid value=amount.negative");
    EXPECT_NE(refusal([] { parse_parameter_value("ore", "mycket"); }), "nothing");
}

TEST(ParameterChange, tells_all_that_is_wrong_at_once) {
    const auto today = day("2026-11-26");
    const auto wrong = [&](ParameterOverride wanted) {
        return refusal([&] { require_none(check_parameter_change(parameters(), wanted, today)); });
    };
    EXPECT_EQ(wrong({"opening_hours", value("2027-01-01", 45)}), "nothing");
    EXPECT_EQ(wrong({"opening_hours", value("2026-11-27", 45)}), "nothing");
    ParameterOverride bad{"opening_hours", value("2026-11-26", 40, "2026-11-25")};
    bad.value.source = " ";
    bad.value.paragraph = std::string(201, 'x');
    EXPECT_EQ(wrong(bad), "invalid value=parameter_change.same valid_from=parameter_change.too_early valid_to=row.order"
                          " source=required paragraph=text.too_long");
    EXPECT_EQ(wrong({"no_such_thing", value("2027-01-01", 45)}), "invalid name=choice.unknown");
}

}  // namespace
}  // namespace bygd
