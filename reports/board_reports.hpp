// What the board is given on paper and as files: its agenda with what came of each item, and the list of decisions made on
// delegation (KL 6:40), as they stand for one meeting or wait for the next. Values in, sheets out: knows no database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "decisions/board.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"
#include "reports/sheet.hpp"

namespace bygd {

class Words;

using FormLabel = std::function<std::string(const std::string& form, int version)>;

// `meeting` is none for the decisions that wait; `until` is the day the list was frozen, or today.
struct DelegationList {
    std::optional<BoardMeeting> meeting;
    Date until;
    std::vector<DelegatedDecision> decisions;
};
Workbook to_workbook(const DelegationList&, const FormLabel&, const Words&, const ReportOrigin&);

struct BoardAgenda {
    BoardMeeting meeting;
    std::vector<AgendaLine> lines;
};
Workbook to_workbook(const BoardAgenda&, const FormLabel&, const Words&, const ReportOrigin&);

// "delegation-decisions" (parameter meeting may be left out) and "board-agenda" (meeting may be left out: the next one).
Report delegation_decisions_report(decltype(Report::make) make);
Report board_agenda_report(decltype(Report::make) make);

}  // namespace bygd
