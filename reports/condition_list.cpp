#include "reports/condition_list.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

std::string word(const Words& words, const std::string& key) { return words("report.conditions." + key); }

std::string status_of(const Condition& condition, Date today, const Words& words) {
    return words("conditions.status." + (condition.late(today) ? "late" : condition.status));
}

Cell day_or_empty(const std::optional<Date>& day) { return day ? Cell(*day) : Cell(); }

SheetRow row_of(const ConditionLine& line, const ConditionLabels& labels, Date today, const Words& words) {
    const auto& condition = line.condition;
    const auto& duty = condition.duty;
    return {{line.diary_number, labels.form(line.form), line.organisation, line.municipality, line.officer, labels.kind(duty.kind), duty.text,
             day_or_empty(duty.due_on), duty.evidence, words("conditions.owner." + duty.owner),
             duty.blocks_payment ? words("web.yes") : words("web.no"), status_of(condition, today, words),
             condition.status_at ? Cell(stockholm_day(*condition.status_at)) : Cell(), line.settled_by, condition.note, line.document}};
}

Sheet table_of(ConditionRows rows, const ConditionLabels& labels, Date today, const Words& words) {
    Sheet sheet;
    sheet.key = "conditions";
    sheet.name = word(words, "sheet");
    const auto column = [&](const char* key, CellKind kind, int width, bool names_row = false) {
        sheet.columns.push_back({word(words, std::string("col.") + key), kind, width, names_row});
    };
    column("case", CellKind::text, 16, true);
    column("form", CellKind::text, 20);
    column("organisation", CellKind::text, 28);
    column("municipality", CellKind::text, 16);
    column("officer", CellKind::text, 18);
    column("kind", CellKind::text, 16);
    column("text", CellKind::text, 60);
    column("due_on", CellKind::date, 12);
    column("evidence", CellKind::text, 24);
    column("owner", CellKind::text, 14);
    column("blocks", CellKind::text, 10);
    column("status", CellKind::text, 12);
    column("status_on", CellKind::date, 12);
    column("status_by", CellKind::text, 18);
    column("note", CellKind::text, 50);
    column("document", CellKind::text, 24);
    sheet.filter = true;
    sheet.more = [rows = std::move(rows), labels, today, &words] {
        std::vector<SheetRow> page;
        for (const auto& line : rows()) page.push_back(row_of(line, labels, today, words));
        return page;
    };
    return sheet;
}

Sheet summary_of(const std::vector<KindCounts>& counts, const ConditionLabels& labels, const Words& words) {
    Sheet sheet;
    sheet.key = "summary";
    sheet.name = word(words, "summary");
    sheet.columns = {{word(words, "col.kind"), CellKind::text, 24, true}};
    for (const auto* status : {"open", "late", "met", "breached", "waived"}) {
        sheet.columns.push_back({words(std::string("conditions.status.") + status), CellKind::integer, 12});
    }
    ConditionTally total;
    for (const auto& [kind, one] : counts) {
        sheet.rows.push_back({{labels.kind(kind), one.open, one.late, one.met, one.breached, one.waived}});
        total = {total.open + one.open, total.late + one.late, total.met + one.met, total.breached + one.breached, total.waived + one.waived};
    }
    sheet.rows.push_back({{word(words, "total"), total.open, total.late, total.met, total.breached, total.waived}, RowStyle::total});
    return sheet;
}

Sheet readme(const Words& words, const ReportOrigin& origin) {
    ReadmeLines lines{{words("report.expenditure.readme.what"), word(words, "what")}};
    for (auto& line : selection_of(origin, words)) lines.push_back(std::move(line));
    return readme_sheet(word(words, "title"), lines, words, origin);
}

}  // namespace

Workbook condition_list(ConditionRows rows, const std::vector<KindCounts>& counts, const ConditionLabels& labels, Date today,
                        const Words& words, const ReportOrigin& origin) {
    auto workbook = workbook_frame(word(words, "title"), word(words, "what"), "conditions", words, origin);
    workbook.sheets = {table_of(std::move(rows), labels, today, words), summary_of(counts, labels, words), readme(words, origin)};
    return workbook;
}

Report condition_list_report(decltype(Report::make) make) {
    std::vector<ReportParameter> parameters{{"view", ParameterKind::text, false, "open"}};
    for (const auto* name : {"kind", "owner", "form", "municipality"}) parameters.push_back({name});
    parameters.push_back({"officer", ParameterKind::integer});
    for (const auto* name : {"due_from", "due_to"}) parameters.push_back({name, ParameterKind::date});
    return {"conditions", "report.conditions.title", std::move(parameters),
            {Role::officer, Role::manager, Role::decider, Role::auditor, Role::finance}, std::move(make)};
}

}  // namespace bygd
