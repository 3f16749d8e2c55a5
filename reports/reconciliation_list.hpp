// The reconciliation of payments as a workbook: a row for each day and fund, and one for each payment. Knows no database.
#pragma once

#include <vector>

#include "payouts/reconciliation.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

Workbook reconciliation_list(const std::vector<ReconciledDay>&, const Words&, const ReportOrigin&);

// "reconciliation", with the days --from and --to.
Report reconciliation_report(decltype(Report::make) make);

}  // namespace bygd
