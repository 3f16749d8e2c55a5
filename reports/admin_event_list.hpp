// The list of administrative changes as a workbook, with the hash of each row so that a copy can be held against the list.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "reports/report_frame.hpp"

namespace bygd {

struct AdminEventLine {
    std::int64_t sequence = 0;
    std::string at, who, area, what, subject, changes, hash;
};
// `rows` gives the next lines each time; none at the end.
Workbook admin_event_workbook(std::function<std::vector<AdminEventLine>()> rows, const Words&, const ReportOrigin&);

}  // namespace bygd
