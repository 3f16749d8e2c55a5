// Days that are and are not in the calendar, and the Swedish day of an instant. design.md §4 rule 2.
#include "base/date_time.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace bygd {
namespace {

std::string problem_of(std::string_view text) {
    try {
        Date::parse(text);
        return "";
    } catch (const Error& error) {
        return error.problems().front().code;
    }
}

TEST(Date, IsOneOfTheCalendar) {
    EXPECT_EQ(Date::parse("2028-02-29").iso(), "2028-02-29");
    EXPECT_EQ(Date::parse("2000-02-29").iso(), "2000-02-29");
    EXPECT_EQ(problem_of("2026-02-29"), "date.no_such_day");
    EXPECT_EQ(problem_of("2100-02-29"), "date.no_such_day");
    EXPECT_EQ(problem_of("2026-02-30"), "date.no_such_day");
    EXPECT_EQ(problem_of("2026-13-01"), "date.no_such_day");
    EXPECT_EQ(problem_of(""), "date.empty");
    EXPECT_EQ(problem_of("23/11 2026"), "date.format");
    EXPECT_EQ(problem_of("2026-1-1"), "date.format");
    EXPECT_THROW(Date(2026, 2, 30), std::invalid_argument);
}

TEST(Date, CountsMonthsAndYearsToTheLastDay) {
    EXPECT_EQ(Date(2026, 1, 31).plus_months(1), Date(2026, 2, 28));
    EXPECT_EQ(Date(2028, 1, 31).plus_months(1), Date(2028, 2, 29));
    EXPECT_EQ(Date(2026, 11, 30).plus_months(3), Date(2027, 2, 28));
    EXPECT_EQ(Date(2028, 2, 29).plus_years(1), Date(2029, 2, 28));
    EXPECT_EQ(Date(2028, 2, 29).plus_years(4), Date(2032, 2, 29));
    EXPECT_EQ(Date(2026, 12, 31).plus_days(1), Date(2027, 1, 1));
    EXPECT_EQ(Date(2026, 1, 1) - Date(2025, 1, 1), 365);
}

TEST(Date, OfPeopleIsTheDayInStockholm) {
    EXPECT_EQ(stockholm_day(parse_utc("2026-12-31T22:59:59.000000Z")), Date(2026, 12, 31));
    EXPECT_EQ(stockholm_day(parse_utc("2026-12-31T23:00:00.000000Z")), Date(2027, 1, 1));
    EXPECT_EQ(stockholm_day(parse_utc("2026-06-30T22:00:00.000000Z")), Date(2026, 7, 1));      // summer time
    EXPECT_EQ(stockholm_minute(parse_utc("2026-11-23T13:05:09.000123Z")), "2026-11-23 14:05");
    EXPECT_EQ(utc_text(start_of_stockholm_day(Date(2026, 7, 1))), "2026-06-30T22:00:00.000000Z");
}

TEST(Instant, IsReadAsItIsWritten) {
    for (const auto* text : {"2026-11-23T13:05:09.000123Z", "2028-02-29T00:00:00.000000Z", "1999-12-31T23:59:59.999999Z"}) {
        EXPECT_EQ(utc_text(parse_utc(text)), text);
    }
    EXPECT_THROW(parse_utc("2026-02-30T00:00:00.000000Z"), std::invalid_argument);
    EXPECT_THROW(parse_utc("nu"), std::invalid_argument);
}

}  // namespace
}  // namespace bygd
