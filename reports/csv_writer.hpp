// Writes one sheet as a table that Swedish Excel opens by a double click: UTF-8 with a byte order mark, semicolons,
// decimal comma, lines ending CR LF, quotes as RFC 4180. Text that a spreadsheet would run as a formula is led by an
// apostrophe; numbers stay numbers. Streams.
#pragma once

#include <iosfwd>

#include "reports/sheet.hpp"

namespace bygd {

// Every row has a field for every column. Throws Error invalid, report.not_text, for text that is not UTF-8.
void write_csv(const Sheet&, std::ostream&);

}  // namespace bygd
