// What people do with exchange rates: tell that of a day, correct one, and bring in a file. A rate is never changed, so
// euro amounts made with it stand for ever; a correction reaches only what is decided after it.
#pragma once

#include <map>
#include <string>

#include "aid/exchange_rate.hpp"
#include "base/actor.hpp"
#include "database/pool.hpp"

namespace bygd {

bool may_write_rates(const Actor&);  // officer, manager or finance

using RateFields = std::map<std::string, std::string, std::less<>>;

// rate_day, rate, source, and note: why, when the day has a rate already. Throws forbidden (rate.may_not), invalid
// (date.*, rate.*, rate.later_than_today, rate.same, required, text.*), conflict rate.taken.
ExchangeRate tell_rate(Database&, const Clock&, const Actor&, const RateFields&);

struct RateImport {
    int added = 0, known = 0, without_quotation = 0, other_series = 0;
    std::vector<RateFile::Fault> faults;  // also rate_file.differs {day, old}, rate_file.later_than_today
    bool saved = false;                   // never with a fault, never on a dry run
};
// Brings in a file of rates, all of it or nothing. A day whose rate is told already with another figure is a fault: it
// is corrected by hand, with a reason. Throws forbidden, invalid (source).
RateImport import_rates(Database&, const Clock&, const Actor&, std::string_view bytes, const std::string& source,
                        bool dry_run);

}  // namespace bygd
