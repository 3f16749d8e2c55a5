#include "reports/document_reports.hpp"

#include "base/words.hpp"

namespace bygd {

namespace {

Roles readers() { return {Role::officer, Role::manager, Role::decider, Role::finance, Role::auditor}; }

std::string word(const Words& words, const char* key) { return words(std::string("document.") + key); }

Sheet documents_of_diary(const CaseDiary& diary, const DocumentLabels& labels, const Words& words) {
    Sheet sheet;
    sheet.key = "documents";
    sheet.name = words("case.documents");
    sheet.columns = {{word(words, "number"), CellKind::integer, 6, true}, {word(words, "version"), CellKind::integer, 8},
                     {word(words, "dated_on"), CellKind::date, 12}, {words("case.direction.label"), CellKind::text, 12},
                     {word(words, "who"), CellKind::text, 32}, {word(words, "name"), CellKind::text, 44},
                     {words("case.kind"), CellKind::text, 26}, {word(words, "secret"), CellKind::text, 22}};
    sheet.filter = true;
    for (const auto& d : diary.documents) {
        sheet.rows.push_back({{std::int64_t{d.number}, std::int64_t{d.version}, d.dated_on, words("case.direction." + d.direction),
                               d.counterpart, d.document.name, labels.kind(diary.form, d.kind),
                               d.secrecy.empty() ? Cell() : Cell(labels.ground(d.secrecy))}});
    }
    if (sheet.rows.empty()) sheet.rows.push_back({{Cell(), Cell(), Cell(), Cell(), Cell(), words("case.no_documents")}});
    return sheet;
}

Sheet events_of_diary(const CaseDiary& diary, const Words& words) {
    Sheet sheet;
    sheet.key = "events";
    sheet.name = words("case.diary");
    sheet.columns = {{word(words, "number"), CellKind::integer, 6, true}, {words("pack.doc.when"), CellKind::text, 18},
                     {words("pack.doc.what"), CellKind::text, 34}, {words("pack.doc.by"), CellKind::text, 24},
                     {words("report.case_diary.text"), CellKind::text, 60}};
    for (const auto& e : diary.events) {
        sheet.rows.push_back({{std::int64_t{e.sequence}, stockholm_minute(e.occurred_at), e.what, e.who, e.text}});
    }
    return sheet;
}

}  // namespace

Workbook to_workbook(const CaseDiary& diary, const DocumentLabels& labels, const Words& words, const ReportOrigin& origin) {
    const auto title = words("report.case_diary.title", {diary.diary_number});
    auto workbook = workbook_frame(title, diary.title, "documents", words, origin);
    ReadmeLines lines{{words("document.public.case"), diary.diary_number + ", " + diary.title},
                      {words("case.applicant"), diary.applicant}, {words("cases.col.received"), diary.received_on.iso()}};
    workbook.sheets = {documents_of_diary(diary, labels, words), events_of_diary(diary, words), readme_sheet(title, lines, words, origin)};
    return workbook;
}

Workbook public_records(RegisteredRows rows, const RegisterSpan& span, const DocumentLabels& labels, const Words& words,
                        const ReportOrigin& origin) {
    const auto period = span.from.iso() + " – " + span.to.iso();
    auto workbook = workbook_frame(words("document.public.title"), period, "records", words, origin);
    Sheet sheet;
    sheet.key = "records";
    sheet.name = words("case.documents");
    sheet.columns = {{words("document.public.case"), CellKind::text, 16, true}, {word(words, "number"), CellKind::integer, 6},
                     {word(words, "dated_on"), CellKind::date, 12}, {words("case.direction.label"), CellKind::text, 12},
                     {word(words, "who"), CellKind::text, 32}, {word(words, "name"), CellKind::text, 44},
                     {words("case.kind"), CellKind::text, 26}, {words("report.public_records.matter"), CellKind::text, 36}};
    sheet.filter = true;
    sheet.more = [rows = std::move(rows), labels, &words] {
        std::vector<SheetRow> page;
        for (const auto& d : rows()) {
            const auto name = d.secrecy.empty() ? d.name : words("document.secret_name") + " (" + labels.ground(d.secrecy) + ")";
            page.push_back({{d.diary_number, std::int64_t{d.number}, d.dated_on, words("case.direction." + d.direction), d.counterpart,
                             name, labels.kind(d.form, d.kind), d.case_title}});
        }
        return page;
    };
    ReadmeLines lines{{words("report.expenditure.readme.what"), words("report.public_records.what")},
                      {words("report.public_records.period"), period}};
    workbook.sheets = {std::move(sheet), readme_sheet(words("document.public.title"), lines, words, origin)};
    return workbook;
}

Report case_diary_report(decltype(Report::make) make) {
    return {"case-diary", "report.case_diary.report_name", {{"case", ParameterKind::text, true}}, readers(), std::move(make)};
}

Report public_records_report(decltype(Report::make) make) {
    return {"public-records", "document.public.title",
            {{"from", ParameterKind::date}, {"to", ParameterKind::date}, {"direction"}}, readers(), std::move(make)};
}

}  // namespace bygd
