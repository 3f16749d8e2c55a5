// Days and instants. An Instant is UTC; a legal day is a day in Europe/Stockholm; the time of day comes from a Clock that
// is passed in, so that tests and the demo data choose their own. design.md §4 rule 2.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace bygd {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// A day of the calendar, always a valid one, from 1900 to 2199.
class Date {
public:
    Date() = default;                                          // 1970-01-01
    Date(int year, unsigned month, unsigned day);              // throws std::invalid_argument
    // "2026-11-23". Throws Error invalid on `field`: date.empty, date.format, date.no_such_day (2026-02-30).
    static Date parse(std::string_view text, std::string_view field = "date");
    static Date of_days(std::int32_t days_since_1970);

    int year() const;
    unsigned month() const;
    unsigned day() const;
    std::int32_t days() const { return days_; }                // since 1970-01-01
    std::string iso() const;                                   // "2026-11-23"

    Date plus_days(std::int32_t) const;
    Date plus_months(int) const;                               // the 31st falls on the last day of a shorter month
    Date plus_years(int) const;                                // 29 February falls on the 28th in a common year
    friend std::int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }
    auto operator<=>(const Date&) const = default;

private:
    std::int32_t days_ = 0;
};

// The day in Europe/Stockholm at an instant, and the first instant of a Stockholm day.
Date stockholm_day(Instant);
Instant start_of_stockholm_day(Date);
std::string stockholm_minute(Instant);                         // "2026-11-23 14:05": for people
std::string utc_text(Instant);                                 // "2026-11-23T13:05:09.000123Z": for programs and hashes
Instant parse_utc(std::string_view);                           // the reverse; throws std::invalid_argument

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    Date today() const { return stockholm_day(now()); }
};

class SystemClock : public Clock {
public:
    Instant now() const override;
};

// Stands still until it is set: for tests and for making the demo data.
class SetClock : public Clock {
public:
    explicit SetClock(Instant at) : at_(at) {}
    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }
    void advance(std::chrono::microseconds by) { at_ += by; }

private:
    Instant at_;
};

}  // namespace bygd
