// Writes a Workbook as an Excel file. Streams: no sheet is held in memory, whatever its length. The same value gives
// the same bytes. Text stays text whatever it begins with, formulas carry the value they have now, and what Excel
// cannot hold is an error, never a cut. The only place that knows libxlsxwriter, and the only one where an amount
// becomes a double.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "reports/sheet.hpp"

namespace bygd {

// Writes beside `path` and moves the file there when it is whole: a reader never sees half of it. Throws Error invalid
// for what does not fit: report.text_too_long (32 767 characters), report.line_feeds (253), report.not_text (not UTF-8,
// or characters that XML cannot carry), report.too_many_rows (1 048 576), report.too_many_columns,
// report.too_many_digits (15), report.date_too_early (1900-03-01), report.sheet_name; and Error unavailable,
// report.not_written, when the disk will not take it. The problems say which sheet and row.
void write_xlsx(const Workbook&, const std::filesystem::path&);

// The same by way of a temporary file.
void write_xlsx(const Workbook&, std::ostream&);

}  // namespace bygd
