// Report R7 of domain §4.1: what must be in the register of aid of minor importance, and what is, with the fields that
// the register asks for (art. 6) and the days it took. Personal numbers are masked unless the reader asks for what the
// register demands. First the value of one row, then words and columns; knows no database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "aid/de_minimis_register_store.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

// Gives the next rows each time it is called; none is the end.
using RegisterRows = std::function<std::vector<RegisterLine>()>;

Workbook de_minimis_register(RegisterRows rows, bool personal_numbers, Date today, const Words&, const ReportOrigin&);

// The entry of the catalogue: parameters "year" (of the decision), "state" (due, late, to_correct, registered, all) and
// "personal-numbers" (yes).
Report de_minimis_register_report(decltype(Report::make) make);

}  // namespace bygd
