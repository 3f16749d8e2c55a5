// Writes a Workbook as HTML: every sheet an accessible table with a caption and row and column headings, a chart as SVG
// before the table that holds the same figures. All text is escaped; no style or script attributes, so it stands under
// the strictest content policy. Streams.
#pragma once

#include <iosfwd>

#include "reports/sheet.hpp"

namespace bygd {

// A fragment to be set into a page. Each sheet is a section whose id is "report-" and the sheet's key; its heading is
// an h2.
void write_html(const Workbook&, std::ostream&);

// A whole document that stands by itself, for a file.
void write_html_document(const Workbook&, std::ostream&);

// One value as people read it in Swedish: "3 443 000 kr", "1,6 %", "2026-11-23".
std::string shown_text(const Cell&, CellKind);

}  // namespace bygd
