// The register of documents on paper: the diary extract (dagboksblad) of one case, and the list of public records of a period.
// First the values, then words and columns; knows no database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cases/document_register_store.hpp"
#include "documents/document_store.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"

namespace bygd {

struct DiaryLine {
    int sequence = 0;
    Instant occurred_at;
    std::string what, who, text;
};
struct CaseDiary {
    std::string diary_number, title, form, applicant;
    Date received_on;
    std::vector<CaseDocument> documents;   // every version; those the reader may not open without name
    std::vector<DiaryLine> events;
};
// What a kind of document of a form, and a ground of secrecy, are called.
struct DocumentLabels {
    std::function<std::string(const std::string& form, const std::string& kind)> kind;
    std::function<std::string(const std::string& ground)> ground;
};
using RegisteredRows = std::function<std::vector<RegisteredDocument>()>;   // the next ones; none is the end

Workbook to_workbook(const CaseDiary&, const DocumentLabels&, const Words&, const ReportOrigin&);
Workbook public_records(RegisteredRows, const RegisterSpan&, const DocumentLabels&, const Words&, const ReportOrigin&);

Report case_diary_report(decltype(Report::make) make);       // "case-diary", of one case
Report public_records_report(decltype(Report::make) make);   // "public-records", from, to, direction

}  // namespace bygd
