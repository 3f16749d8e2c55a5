// The Swedish calendar of free days against the almanac: every year a case of the house can be from, and the extremes of
// Easter. 1989:253 (holidays), 1930:173 2 § (days on which nothing falls due).
#include "base/working_days.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bygd {
namespace {

Date day(const std::string& iso) { return Date::parse(iso); }

struct Year {
    int year;
    const char *easter, *midsummer, *all_saints;   // from the almanac
    int working_days;
};
const std::vector<Year> years = {
    {2016, "2016-03-27", "2016-06-25", "2016-11-05", 253}, {2017, "2017-04-16", "2017-06-24", "2017-11-04", 251},
    {2018, "2018-04-01", "2018-06-23", "2018-11-03", 250}, {2019, "2019-04-21", "2019-06-22", "2019-11-02", 250},
    {2020, "2020-04-12", "2020-06-20", "2020-10-31", 252}, {2021, "2021-04-04", "2021-06-26", "2021-11-06", 253},
    {2022, "2022-04-17", "2022-06-25", "2022-11-05", 253}, {2023, "2023-04-09", "2023-06-24", "2023-11-04", 251},
    {2024, "2024-03-31", "2024-06-22", "2024-11-02", 251}, {2025, "2025-04-20", "2025-06-21", "2025-11-01", 249},
    {2026, "2026-04-05", "2026-06-20", "2026-10-31", 251}, {2027, "2027-03-28", "2027-06-26", "2027-11-06", 253},
    {2028, "2028-04-16", "2028-06-24", "2028-11-04", 251}, {2029, "2029-04-01", "2029-06-23", "2029-11-03", 250},
    {2030, "2030-04-21", "2030-06-22", "2030-11-02", 250},
};

TEST(WorkingDays, HolidaysOfEveryYearAsInTheAlmanac) {
    for (const auto& year : years) {
        const auto easter = easter_sunday(year.year);
        EXPECT_EQ(easter.iso(), year.easter);
        for (const int after : {-2, 1, 39}) EXPECT_TRUE(public_holiday(easter.plus_days(after))) << year.year << " " << after;
        for (const int after : {-3, 2, 38, 40}) EXPECT_FALSE(public_holiday(easter.plus_days(after))) << year.year;
        EXPECT_TRUE(public_holiday(day(year.midsummer))) << year.year;
        EXPECT_FALSE(working_day(day(year.midsummer).plus_days(-1))) << year.year;
        EXPECT_FALSE(public_holiday(day(year.midsummer).plus_days(-1))) << year.year << ": an eve is no holiday";
        EXPECT_TRUE(public_holiday(day(year.all_saints))) << year.year;
        EXPECT_FALSE(public_holiday(day(year.all_saints).plus_days(7))) << year.year;
        int working = 0;
        for (Date at(year.year, 1, 1); at.year() == year.year; at = at.plus_days(1)) working += working_day(at) ? 1 : 0;
        EXPECT_EQ(working, year.working_days) << year.year;
    }
}

TEST(WorkingDays, EasterAtItsExtremes) {
    EXPECT_EQ(easter_sunday(1913).iso(), "1913-03-23");
    EXPECT_EQ(easter_sunday(1943).iso(), "1943-04-25");   // the latest there is
    EXPECT_EQ(easter_sunday(1954).iso(), "1954-04-18");   // the two exceptions of the reckoning
    EXPECT_EQ(easter_sunday(1981).iso(), "1981-04-19");
    EXPECT_EQ(easter_sunday(2000).iso(), "2000-04-23");
    EXPECT_EQ(easter_sunday(2008).iso(), "2008-03-23");
    EXPECT_EQ(easter_sunday(2038).iso(), "2038-04-25");
    EXPECT_EQ(easter_sunday(2100).iso(), "2100-03-28");
    for (int year = 1900; year < 2200; ++year) {
        const auto easter = easter_sunday(year);
        EXPECT_GE(easter, Date(year, 3, 22));
        EXPECT_LE(easter, Date(year, 4, 25));
        EXPECT_EQ((easter.days() + 4) % 7, 0) << year << ": a Sunday";
    }
}

struct Day {
    const char* iso;
    bool holiday, working;
    const char* what;
};
const std::vector<Day> days = {
    {"2026-11-25", false, true, "a Wednesday"},
    {"2026-11-28", false, false, "a Saturday"},
    {"2026-11-29", true, false, "a Sunday"},
    {"2026-01-01", true, false, "New Year's Day"},
    {"2026-01-05", false, true, "the eve of Epiphany is worked"},
    {"2026-01-06", true, false, "Epiphany"},
    {"2026-04-02", false, true, "Maundy Thursday is worked"},
    {"2026-04-03", true, false, "Good Friday"},
    {"2026-04-04", false, false, "Easter Eve is a Saturday"},
    {"2026-04-06", true, false, "Easter Monday"},
    {"2026-04-30", false, true, "Walpurgis is worked"},
    {"2026-05-01", true, false, "1 May"},
    {"2026-05-14", true, false, "Ascension Day"},
    {"2026-05-15", false, true, "the day between is worked"},
    {"2026-05-25", false, true, "Whit Monday is none any more"},
    {"2004-05-31", true, false, "Whit Monday was one until 2004"},
    {"2005-05-16", false, true, "Whit Monday from 2005"},
    {"2025-06-06", true, false, "the National Day"},
    {"2003-06-06", false, true, "the National Day was worked until 2004"},
    {"2026-06-19", false, false, "midsommarafton"},
    {"2026-12-24", false, false, "julafton"},
    {"2026-12-25", true, false, "juldagen"},
    {"2025-12-26", true, false, "annandag jul"},
    {"2026-12-31", false, false, "nyårsafton"},
    {"2026-12-30", false, true, "the day before it"},
    {"1969-12-31", false, false, "before 1970 too"},
    {"1969-12-30", false, true, "a Tuesday before 1970"},
};

TEST(WorkingDays, OneDayAtATime) {
    for (const auto& each : days) {
        EXPECT_EQ(public_holiday(day(each.iso)), each.holiday) << each.iso << " " << each.what;
        EXPECT_EQ(working_day(day(each.iso)), each.working) << each.iso << " " << each.what;
    }
}

struct Count {
    const char* from;
    int days;
    const char* to;
};
const std::vector<Count> counts = {
    {"2026-11-23", 0, "2026-11-23"},     {"2026-11-23", 1, "2026-11-24"},    {"2026-11-27", 1, "2026-11-30"},
    {"2026-11-28", 0, "2026-11-28"},     {"2026-11-28", 1, "2026-11-30"},    {"2026-11-20", 3, "2026-11-25"},
    {"2026-04-02", 1, "2026-04-07"},     {"2026-12-23", 1, "2026-12-28"},    {"2026-12-30", 1, "2027-01-04"},
    {"2026-06-18", 1, "2026-06-22"},     {"2026-11-30", -1, "2026-11-27"},   {"2026-04-07", -1, "2026-04-02"},
    {"2026-11-23", 20, "2026-12-21"},    {"2026-12-01", 20, "2027-01-04"},   {"2027-01-04", -20, "2026-12-01"},
};

TEST(WorkingDays, CountedForwardAndBack) {
    for (const auto& each : counts) {
        EXPECT_EQ(add_working_days(day(each.from), each.days).iso(), each.to) << each.from << " " << each.days;
    }
    EXPECT_EQ(working_day_on_or_after(day("2026-11-25")).iso(), "2026-11-25");
    EXPECT_EQ(working_day_on_or_after(day("2026-11-28")).iso(), "2026-11-30");
    EXPECT_EQ(working_day_on_or_after(day("2026-04-03")).iso(), "2026-04-07");
    EXPECT_EQ(working_day_on_or_after(day("2026-12-31")).iso(), "2027-01-04");
}

}  // namespace
}  // namespace bygd
