// What every report has around its figures: who made it and from what, the properties of its workbook, and the sheet Läs
// mig. Knows no report.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/date_time.hpp"
#include "reports/sheet.hpp"

namespace bygd {

class Words;

// Where a report comes from: what the reader must know to trust it and to take it out again.
struct ReportOrigin {
    std::string made_by;
    Instant made_at;
    std::string version;                                 // of the program
    std::string region;                                  // whose report it is
    std::map<std::string, std::string> parameters = {};  // the selection
};

// A workbook with all but its sheets; `main` is the key of the one that a format of one table holds.
Workbook workbook_frame(std::string title, std::string subject, std::string main, const Words&, const ReportOrigin&);

using ReadmeLines = std::vector<std::pair<std::string, std::string>>;   // label, text
// The parameters as they were given, a line each.
ReadmeLines selection_of(const ReportOrigin&, const Words&);
// The title, the lines, and when, by whom and by which version it was made.
Sheet readme_sheet(const std::string& title, const ReadmeLines&, const Words&, const ReportOrigin&);

}  // namespace bygd
