// Writes a whole Workbook as JSON for other programs: the columns with their kinds, the rows with their styles. Money
// is text with two decimals ("3443000.00"), per cent a number (1.63), days ISO; a formula is its value. Streams.
#pragma once

#include <iosfwd>

#include "reports/sheet.hpp"

namespace bygd {

// {"title", "subject", "author", "comments", "language", "created", "sheets": [{"key", "name", "columns": [{"heading",
// "kind"}], "rows": [{"style", "cells": []}]}]}. Throws Error invalid, report.not_text, for text that is not UTF-8.
void write_json(const Workbook&, std::ostream&);

}  // namespace bygd
