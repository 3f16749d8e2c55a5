// What is outstanding on a day by year of maturity, against the authorisation of the source. First the value, then words and
// columns; knows no database.
#pragma once

#include <optional>

#include "budget/commitment.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

class Words;

struct CommitmentReport {
    std::string source;                  // one of fund_sources
    Commitments commitments;
    std::optional<Money> ceiling;        // of the year of the day, as it was decided by then
};

Workbook to_workbook(const CommitmentReport&, const Words&, const ReportOrigin&);
// "commitments", with the parameters source and day (today when left out).
Report commitment_report(decltype(Report::make) make);

}  // namespace bygd
