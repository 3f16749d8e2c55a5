// When an outlet is open: the week as it usually is, weeks of seasons, and single days that deviate. Pure values with the
// reading of what a person typed and the reckoning of hours per week, by which the law asks (2024:1243).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"

namespace bygd {

// Minutes from midnight of the day it opens; `closes` goes beyond 1440 when it is open past midnight, at most to noon.
struct OpenInterval {
    int opens = 0, closes = 0;
    bool operator==(const OpenInterval&) const = default;
};
using DayHours = std::vector<OpenInterval>;       // in order, apart; none: closed
using WeekHours = std::array<DayHours, 7>;        // from Monday

struct SeasonHours {
    std::string name;                             // "Sommar"
    Date from, to;                                // both days included
    WeekHours week;
    bool operator==(const SeasonHours&) const = default;
};

struct DeviatingDay {
    Date day;
    DayHours hours;
    std::string note;                             // "Midsommarafton"
    bool operator==(const DeviatingDay&) const = default;
};

struct OpeningHours {
    std::optional<WeekHours> usual;               // none: nothing is known, and there are no seasons or days
    std::vector<SeasonHours> seasons;             // by their first day, apart
    std::vector<DeviatingDay> days;               // by day
    bool known() const { return usual.has_value(); }
    bool operator==(const OpeningHours&) const = default;
};

}  // namespace bygd
