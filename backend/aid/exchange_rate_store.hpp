// All SQL about exchange rates. Append only: a rate is corrected by a later row of the same day.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "aid/exchange_rate.hpp"
#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Sequence and what it corrects are given here. Throws Error conflict rate.taken when somebody has told the day
// meanwhile.
Id<ExchangeRate> insert_rate(Transaction&, const ExchangeRate&, Id<User> by);
// Of days that nobody has told of: many at once, refused in the same way.
void insert_first_rates(Transaction&, const std::vector<ExchangeRate>&, Id<User> by);
// The newest in force on or before the day; how old it may be is the caller's to judge.
std::optional<ExchangeRate> rate_on(Transaction&, Date day);
std::optional<ExchangeRate> rate_of_day(Transaction&, Date day);                   // of just that day
std::map<Date, std::int64_t> rates_between(Transaction&, Date from, Date to);      // in force, in millionths
std::vector<ExchangeRate> rates_before(Transaction&, Date day, std::size_t most);  // every row, the newest day first

}  // namespace bygd
