// Opening hours in the words of a page: the fields of the form, the tables of the outlet's page, and one line of text.
#pragma once

#include <string>

#include "base/words.hpp"
#include "providers/opening_hours.hpp"
#include "providers/organisation.hpp"
#include "web/form_view.hpp"

namespace bygd {

// WEEKDAY rows of the usual week, SEASON rows with a row to spare, SPECIAL rows with three.
void put_opening_fields(View&, const Typed& typed, const Problems&, const Words&);
// OPENING with its tables, when anything is known: of the usual week, the seasons that have not ended, the days to come; and
// what holds today.
void put_opening_tables(View&, const OpeningHours&, Date today, const Words&);
// "mån–fre 09:00–18:00, lör 10:00–14:00, sön stängt; Sommar …".
std::string opening_summary(const OpeningHours&, const Words&);

}  // namespace bygd
