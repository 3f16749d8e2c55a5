#include "reports/board_reports.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

std::string meeting_text(const BoardMeeting& meeting) { return meeting.name + " " + meeting.held_on.iso(); }

Cell paragraph_of(const BoardItem& item) {
    return item.paragraph ? Cell(std::int64_t{*item.paragraph}) : Cell();
}

std::string outcome_of(const AgendaLine& line, const Words& words) {
    if (line.item.outcome.empty()) return words("board.item.waits");
    if (line.item.outcome == "decided" && line.outcome) return decided_text(line.kind, *line.outcome, words);
    return words("board.outcome." + line.item.outcome);
}

std::string conflicts_of(const AgendaLine& line) {
    std::string all;
    for (const auto& conflict : line.conflicts) {
        all += (all.empty() ? "" : "; ") + conflict.member + (conflict.reason.empty() ? "" : ": " + conflict.reason);
    }
    return all;
}

Roles readers() { return {Role::officer, Role::manager, Role::decider, Role::finance, Role::auditor}; }

}  // namespace

Workbook to_workbook(const DelegationList& list, const FormLabel& label, const Words& words, const ReportOrigin& origin) {
    const auto word = [&](const char* key) { return words("report.delegation." + std::string(key)); };
    const auto subject = list.meeting ? words("report.delegation.subject", {meeting_text(*list.meeting), list.until.iso()})
                                      : words("report.delegation.waiting", {list.until.iso()});
    auto workbook = workbook_frame(word("title"), subject, "decisions", words, origin);
    Sheet sheet;
    sheet.key = "decisions";
    sheet.name = word("sheet");
    sheet.columns = {{word("number"), CellKind::integer, 6},     {word("day"), CellKind::date, 12},
                     {word("case"), CellKind::text, 16, true},   {word("applicant"), CellKind::text, 34},
                     {word("form"), CellKind::text, 22},         {word("decision"), CellKind::text, 16},
                     {word("amount"), CellKind::money_exact, 14}, {word("decided_by"), CellKind::text, 22},
                     {word("title_of"), CellKind::text, 18},     {word("for"), CellKind::text, 22},
                     {word("reference"), CellKind::text, 44}};
    sheet.filter = true;
    std::int64_t number = 0;
    Money sum;
    for (const auto& decision : list.decisions) {
        sheet.rows.push_back({{++number, decision.decided_on, decision.diary_number, decision.organisation,
                               label(decision.form, decision.form_version),
                               decided_text(decision.kind, decision.outcome, words), decision.amount, decision.decided_by,
                               decision.title, decision.on_behalf_of, decision.reference}});
        sum += decision.amount;
    }
    if (sheet.rows.empty()) {
        sheet.rows.push_back({{Cell(), Cell(), word("none")}});
    } else {
        const auto amounts = CellRange::down(sheet.name, 1, sheet.rows.size(), 6);
        const Formula total{"=SUBTOTAL(109," + local_address(amounts) + ")", sum};
        sheet.rows.push_back({{Cell(), Cell(), word("sum"), Cell(), Cell(), Cell(), total}, RowStyle::total});
    }
    workbook.sheets = {std::move(sheet)};
    return workbook;
}

Workbook to_workbook(const BoardAgenda& agenda, const FormLabel& label, const Words& words, const ReportOrigin& origin) {
    const auto word = [&](const char* key) { return words("report.board." + std::string(key)); };
    auto workbook = workbook_frame(word("title"), meeting_text(agenda.meeting), "agenda", words, origin);
    Sheet sheet;
    sheet.key = "agenda";
    sheet.name = word("sheet");
    sheet.columns = {{word("number"), CellKind::integer, 6},         {word("paragraph"), CellKind::integer, 6},
                     {word("case"), CellKind::text, 16, true},       {word("applicant"), CellKind::text, 34},
                     {word("municipality"), CellKind::text, 16},     {word("form"), CellKind::text, 22},
                     {word("sought"), CellKind::money_exact, 14},    {word("proposal"), CellKind::text, 16},
                     {word("proposed"), CellKind::money_exact, 14},  {word("preparer"), CellKind::text, 22},
                     {word("outcome"), CellKind::text, 18},          {word("conflict"), CellKind::text, 30},
                     {word("note"), CellKind::text, 40}};
    sheet.filter = true;
    for (const auto& line : agenda.lines) {
        sheet.rows.push_back({{std::int64_t{line.item.position}, paragraph_of(line.item), line.diary_number,
                               line.organisation, line.municipality, label(line.form, line.form_version), line.sought,
                               line.proposed_outcome.empty() ? std::string()
                                                             : decided_text(line.kind, line.proposed_outcome, words),
                               line.proposed, line.preparer, outcome_of(line, words), conflicts_of(line),
                               line.item.note}});
    }
    if (sheet.rows.empty()) sheet.rows.push_back({{Cell(), Cell(), word("none")}});
    workbook.sheets = {std::move(sheet)};
    return workbook;
}

Report delegation_decisions_report(decltype(Report::make) make) {
    return {"delegation-decisions", "report.delegation.report_name", {{"meeting", ParameterKind::integer}}, readers(),
            std::move(make)};
}

Report board_agenda_report(decltype(Report::make) make) {
    return {"board-agenda", "report.board.report_name", {{"meeting", ParameterKind::integer}}, readers(), std::move(make)};
}

}  // namespace bygd
