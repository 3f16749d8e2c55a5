// What a euro costs in kronor on a day, and the amounts that follow from it. Pure. A rate is six decimals in a whole
// number and is never changed: a correction is a new row that names the old, and an amount in euro keeps the rate it
// was made with for ever (design.md §4 rule 1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct ExchangeRate {
    Id<ExchangeRate> id;
    Date day;
    std::int64_t millionths = 0;               // kronor for one euro, times 1 000 000
    std::string source;                        // "Riksbanken"
    std::string note;                          // why, of a correction
    std::optional<Id<ExchangeRate>> corrects;  // the row this one stands in for
    int sequence = 1;                          // of the day: the highest is in force
    std::string entered_by;
    Instant entered_at;

    std::string swedish() const;  // "11,0355": four decimals at least
    std::string plain() const;    // "11.035500"
};

// "11,0355" or "11.0355", at most six decimals. Throws Error invalid on `field`: rate.empty, rate.format,
// rate.decimals, rate.range (a krona or less, or a thousand or more, for a euro is a slip of the keyboard).
std::int64_t parse_rate(std::string_view text, std::string_view field = "rate");

// Whole cents, half a cent up (domain §2.3). Amounts below zero mirror those above.
Money in_euro(Money kronor, std::int64_t rate_millionths);
// The largest whole number of kronor that is at most so much in euro; nothing for nothing or less.
Money most_kronor_within(Money euro, std::int64_t rate_millionths);

// A file of rates as the central bank writes it, "Period;Grupp;Serie;Värde" with decimal comma and n/a for days without
// quotation, or a plain "date;rate". Lines before the first day are headings. Of several series only the euro is taken.
struct RateFile {
    struct Line {
        int number = 0;  // of the file, from 1
        Date day;
        std::int64_t millionths = 0;
    };
    struct Fault {
        int line = 0;
        Problem problem;
    };
    std::vector<Line> lines;
    int without_quotation = 0;  // n/a
    int other_series = 0;       // of another currency
    std::vector<Fault> faults;  // rate_file.columns, .period, .unit, .twice, rate.*, rate_file.empty
};
RateFile read_rate_file(std::string_view bytes);

}  // namespace bygd
