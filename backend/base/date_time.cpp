#include "base/date_time.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <cstdio>
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

date::year_month_day ymd(std::int32_t days) { return date::year_month_day{date::sys_days{date::days{days}}}; }

std::int32_t days_of(date::year_month_day day) {
    return static_cast<std::int32_t>(date::sys_days{day}.time_since_epoch().count());
}

bool in_range(int year) { return year >= 1900 && year <= 2199; }

// The last day of the month when the day does not exist in it.
date::year_month_day real_day(date::year_month_day day) {
    return day.ok() ? day : date::year_month_day{day.year() / day.month() / date::last};
}

const date::time_zone& stockholm() {
    static const date::time_zone& zone = *date::locate_zone("Europe/Stockholm");
    return zone;
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) {
    const auto written = date::year{year} / date::month{month} / date::day{day};
    if (!written.ok() || !in_range(year)) throw std::invalid_argument("no such day");
    days_ = days_of(written);
}

Date Date::parse(std::string_view text, std::string_view field) {
    const auto bad = [&](const char* code) { throw Error(ErrorKind::invalid, {{std::string(field), code}}); };
    const auto written = trimmed(text);
    if (written.empty()) bad("date.empty");
    const bool shaped = written.size() == 10 && written[4] == '-' && written[7] == '-' &&
                        all_digits(written.substr(0, 4)) && all_digits(written.substr(5, 2)) &&
                        all_digits(written.substr(8, 2));
    if (!shaped) bad("date.format");
    const auto year = static_cast<int>(*whole_number(written.substr(0, 4)));
    const auto month = static_cast<unsigned>(*whole_number(written.substr(5, 2)));
    const auto day = static_cast<unsigned>(*whole_number(written.substr(8, 2)));
    const auto found = date::year{year} / date::month{month} / date::day{day};
    if (!found.ok() || !in_range(year)) bad("date.no_such_day");
    return of_days(days_of(found));
}

Date Date::of_days(std::int32_t days_since_1970) {
    Date day;
    day.days_ = days_since_1970;
    return day;
}

int Date::year() const { return static_cast<int>(ymd(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(ymd(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(ymd(days_).day()); }

std::string Date::iso() const {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", year(), month(), day());
    return text;
}

Date Date::plus_days(std::int32_t more) const { return of_days(days_ + more); }
Date Date::plus_months(int more) const { return of_days(days_of(real_day(ymd(days_) + date::months{more}))); }
Date Date::plus_years(int more) const { return of_days(days_of(real_day(ymd(days_) + date::years{more}))); }

Date stockholm_day(Instant at) {
    const auto local = stockholm().to_local(at);
    return Date::of_days(static_cast<std::int32_t>(date::floor<date::days>(local).time_since_epoch().count()));
}

Instant start_of_stockholm_day(Date day) {
    const auto local = date::local_days{date::days{day.days()}};
    return std::chrono::time_point_cast<std::chrono::microseconds>(stockholm().to_sys(local, date::choose::earliest));
}

std::string stockholm_minute(Instant at) {
    return date::format("%Y-%m-%d %H:%M", date::floor<std::chrono::minutes>(stockholm().to_local(at)));
}

std::string utc_text(Instant at) { return date::format("%Y-%m-%dT%H:%M:%S", at) + "Z"; }

Instant parse_utc(std::string_view text) {
    const bool shaped = text.size() == 27 && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == '.' &&
                        text.back() == 'Z';
    if (!shaped) throw std::invalid_argument("not a UTC instant: " + std::string(text));
    const auto part = [&](std::size_t from, std::size_t length) {
        const auto number = whole_number(text.substr(from, length));
        if (!number) throw std::invalid_argument("not a UTC instant: " + std::string(text));
        return *number;
    };
    const Date day(static_cast<int>(part(0, 4)), static_cast<unsigned>(part(5, 2)), static_cast<unsigned>(part(8, 2)));
    return Instant(std::chrono::days(day.days()) + std::chrono::hours(part(11, 2)) + std::chrono::minutes(part(14, 2)) +
                   std::chrono::seconds(part(17, 2)) + std::chrono::microseconds(part(20, 6)));
}

Instant SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace bygd
