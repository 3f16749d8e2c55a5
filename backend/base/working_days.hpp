// Which days an authority works, in Sweden: computed for any year, never read from a list that somebody must renew. A day
// counted in working days of the law is counted here and nowhere else. Pure.
#pragma once

#include "base/date_time.hpp"

namespace bygd {

Date easter_sunday(int year);

// Allmän helgdag (1989:253): every Sunday, and the named days. 6 June is one from 2005, Whit Monday was one until 2004.
bool public_holiday(Date);

// Not a Saturday, not a public holiday, and not midsommarafton, julafton or nyårsafton: the three eves on which nothing
// of the law falls due (1930:173 2 §), and on which authorities are closed.
bool working_day(Date);

// The count-th working day after the day, which is not counted itself and need not be a working day; 0 is the day itself,
// a negative count goes back.
Date add_working_days(Date, int count);

// The day itself, or the next one on which an authority works: where a term that ends on a free day ends (1930:173 2 §).
Date working_day_on_or_after(Date);

}  // namespace bygd
