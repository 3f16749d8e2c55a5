// The conditions of decisions and how they went, as they are followed up, with a count of each kind. First the value of one
// row, then words and columns; knows no database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "decisions/condition_store.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

// Gives the next rows each time it is called; none is the end.
using ConditionRows = std::function<std::vector<ConditionLine>()>;
// What the kind and the form are called in the language of the report.
struct ConditionLabels {
    std::function<std::string(const std::string& kind)> kind;
    std::function<std::string(const std::string& form)> form;
};

Workbook condition_list(ConditionRows rows, const std::vector<KindCounts>& counts, const ConditionLabels&, Date today, const Words&,
                        const ReportOrigin&);

// "conditions", with the parameters of read_condition_filter but its cursor.
Report condition_list_report(decltype(Report::make) make);

}  // namespace bygd
