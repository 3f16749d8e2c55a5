// The list of cases as a workbook, with the columns that were shown.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cases/case_list_store.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

struct CaseListLabels {
    std::function<std::string(const CaseLine&)> form, state;
};
// `rows` gives the next cases each time; none at the end. `columns` are names of case_columns; number, title and recipient
// always come first.
Workbook case_list_workbook(std::function<std::vector<CaseLine>()> rows, const std::vector<std::string>& columns,
                            const CaseListLabels&, const Words&, const ReportOrigin&);

}  // namespace bygd
