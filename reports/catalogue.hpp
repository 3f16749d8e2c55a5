// Every report there is, by name: what it needs to be told, who may take it out, and how it is made. Pages, API and
// command line all ask here, so a report added to the catalogue is at once in all three. Knows file formats only by
// their suffix.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "reports/sheet.hpp"

namespace bygd {

struct Services;

enum class ReportFormat { xlsx, csv, html, json };
std::optional<ReportFormat> report_format_of(std::string_view suffix);  // "xlsx"; also ".xlsx"
std::string_view to_string(ReportFormat);                               // the suffix, without the dot
std::string_view content_type(ReportFormat);

enum class ParameterKind { text, date, integer };
struct ReportParameter {
    std::string name;  // "project": on the command line --project, in an address ?project=
    ParameterKind kind = ParameterKind::text;
    bool required = false;
    std::string fallback = {};  // the value when it is not given
};
using ReportParameters = std::map<std::string, std::string>;

struct Report {
    std::string name;   // "expenditure-summary": its address
    std::string title;  // key of the words: "report.expenditure.name_of_report"
    std::vector<ReportParameter> parameters;
    Roles roles;  // who may take it out: any one of them
    std::function<Workbook(const Services&, const Actor&, const ReportParameters&)> make;
};

class Catalogue {
public:
    void add(Report);  // a name taken before is our own mistake: std::logic_error
    const std::vector<Report>& all() const { return reports_; }
    std::vector<const Report*> open_to(const Actor&) const;

    // Makes one report. Throws not_found for a name that is not there or not open to the actor, and invalid, with every
    // parameter at fault: required, report.parameter_unknown, number.range, date.*.
    Workbook make(const Services&, const Actor&, std::string_view name, const ReportParameters& given) const;

private:
    std::vector<Report> reports_;
};

// Checks the parameters and fills in those that have a value of their own. Throws as Catalogue::make.
ReportParameters checked_parameters(const Report&, const ReportParameters& given);

// Writes a workbook in a format. csv holds one table, the workbook's main one unless `sheet` names another by its key
// (report.sheet_unknown). A html file is a whole document. A file appears when it is whole (report.not_written).
void render(const Workbook&, ReportFormat, std::ostream&, std::string_view sheet = {});
void render(const Workbook&, ReportFormat, const std::filesystem::path&, std::string_view sheet = {});

}  // namespace bygd
