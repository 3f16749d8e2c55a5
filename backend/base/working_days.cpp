#include "base/working_days.hpp"

namespace bygd {

namespace {

enum Weekday { sunday, monday, tuesday, wednesday, thursday, friday, saturday };

// 1970-01-01 was a Thursday.
Weekday weekday(Date day) { return static_cast<Weekday>(((day.days() + thursday) % 7 + 7) % 7); }

Date first_on_or_after(Date day, Weekday wanted) { return day.plus_days((wanted - weekday(day) + 7) % 7); }

bool falls_on(Date day, unsigned month, unsigned number) { return day.month() == month && day.day() == number; }

bool fixed_holiday(Date day) {
    return falls_on(day, 1, 1) || falls_on(day, 1, 6) || falls_on(day, 5, 1) || falls_on(day, 12, 25) ||
           falls_on(day, 12, 26) || (falls_on(day, 6, 6) && day.year() >= 2005);
}

// Good Friday, Easter Monday, Ascension Day and, in its time, Whit Monday; the Sundays among them are Sundays anyway.
bool easter_holiday(Date day) {
    const auto after = day - easter_sunday(day.year());
    return after == -2 || after == 0 || after == 1 || after == 39 || after == 49 || (after == 50 && day.year() <= 2004);
}

// Since 1953: the Saturdays of 20-26 June and of 31 October - 6 November.
Date midsummer_day(int year) { return first_on_or_after(Date(year, 6, 20), saturday); }
Date all_saints_day(int year) { return first_on_or_after(Date(year, 10, 31), saturday); }

bool closed_eve(Date day) {
    return falls_on(day, 12, 24) || falls_on(day, 12, 31) || day.plus_days(1) == midsummer_day(day.year());
}

}  // namespace

// The Gregorian reckoning (Meeus, Jones and Butcher): golden number, century corrections, the full moon, its Sunday.
Date easter_sunday(int year) {
    const int golden = year % 19, century = year / 100, of_century = year % 100;
    const int leaps_left_out = century / 4, century_rest = century % 4;
    const int moon_orbit = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * golden + century - leaps_left_out - moon_orbit + 15) % 30;
    const int to_sunday = (32 + 2 * century_rest + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    const int late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int place = epact + to_sunday - 7 * late_moon + 114;
    return Date(year, static_cast<unsigned>(place / 31), static_cast<unsigned>(place % 31 + 1));
}

bool public_holiday(Date day) {
    return weekday(day) == sunday || fixed_holiday(day) || easter_holiday(day) || day == midsummer_day(day.year()) ||
           day == all_saints_day(day.year());
}

bool working_day(Date day) { return weekday(day) != saturday && !public_holiday(day) && !closed_eve(day); }

Date add_working_days(Date day, int count) {
    const int step = count < 0 ? -1 : 1;
    for (int left = count * step; left > 0;) {
        day = day.plus_days(step);
        if (working_day(day)) --left;
    }
    return day;
}

Date working_day_on_or_after(Date day) {
    while (!working_day(day)) day = day.plus_days(1);
    return day;
}

}  // namespace bygd
