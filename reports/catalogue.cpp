#include "reports/catalogue.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "reports/csv_writer.hpp"
#include "reports/html_writer.hpp"
#include "reports/json_writer.hpp"
#include "reports/xlsx_writer.hpp"

namespace bygd {

namespace {

constexpr std::array formats{ReportFormat::xlsx, ReportFormat::csv, ReportFormat::html, ReportFormat::json};

bool open_to(const Report& report, const Actor& actor) {
    return std::any_of(report.roles.begin(), report.roles.end(), [&](Role role) { return actor.has(role); });
}

void check_parameter(const ReportParameter& parameter, const std::string& value, Problems& problems) {
    if (value.empty()) {
        if (parameter.required) problems.push_back({parameter.name, "required"});
        return;
    }
    switch (parameter.kind) {
        case ParameterKind::text:
            if (!valid_utf8(value)) problems.push_back({parameter.name, "text.control"});
            break;
        case ParameterKind::integer:
            if (!whole_number(value)) problems.push_back({parameter.name, "number.range", {"0", "9999"}});
            break;
        case ParameterKind::date:
            try {
                Date::parse(value, parameter.name);
            } catch (const Error& error) {
                bygd::add(problems, error.problems());
            }
            break;
    }
}

}  // namespace

std::optional<ReportFormat> report_format_of(std::string_view suffix) {
    if (suffix.starts_with('.')) suffix.remove_prefix(1);
    for (const auto format : formats) {
        if (suffix == to_string(format)) return format;
    }
    return std::nullopt;
}

std::string_view to_string(ReportFormat format) {
    switch (format) {
        case ReportFormat::xlsx:
            return "xlsx";
        case ReportFormat::csv:
            return "csv";
        case ReportFormat::html:
            return "html";
        case ReportFormat::json:
            return "json";
    }
    return "xlsx";
}

std::string_view content_type(ReportFormat format) {
    switch (format) {
        case ReportFormat::xlsx:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        case ReportFormat::csv:
            return "text/csv; charset=utf-8; header=present";
        case ReportFormat::html:
            return "text/html; charset=utf-8";
        case ReportFormat::json:
            return "application/json";
    }
    return "application/octet-stream";
}

void Catalogue::add(Report report) {
    const auto same = [&](const Report& other) { return other.name == report.name; };
    if (std::any_of(reports_.begin(), reports_.end(), same)) throw std::logic_error("two reports named " + report.name);
    reports_.push_back(std::move(report));
}

std::vector<const Report*> Catalogue::open_to(const Actor& actor) const {
    std::vector<const Report*> open;
    for (const auto& report : reports_) {
        if (bygd::open_to(report, actor)) open.push_back(&report);
    }
    return open;
}

Workbook Catalogue::make(const Services& services, const Actor& actor, std::string_view name,
                         const ReportParameters& given) const {
    const auto open = open_to(actor);
    const auto found =
        std::find_if(open.begin(), open.end(), [&](const Report* report) { return report->name == name; });
    if (found == open.end()) refuse(ErrorKind::not_found, "not_found");
    return (*found)->make(services, actor, checked_parameters(**found, given));
}

ReportParameters checked_parameters(const Report& report, const ReportParameters& given) {
    ReportParameters checked;
    Problems problems;
    for (const auto& parameter : report.parameters) {
        const auto found = given.find(parameter.name);
        const auto value = found == given.end() || found->second.empty() ? parameter.fallback : found->second;
        check_parameter(parameter, value, problems);
        if (!value.empty()) checked[parameter.name] = value;
    }
    for (const auto& [name, value] : given) {
        const auto known = [&](const ReportParameter& parameter) { return parameter.name == name; };
        if (std::none_of(report.parameters.begin(), report.parameters.end(), known)) {
            problems.push_back({name, "report.parameter_unknown", {one_line(name)}});
        }
    }
    require_none(std::move(problems));
    return checked;
}

void render(const Workbook& workbook, ReportFormat format, std::ostream& out, std::string_view sheet) {
    const auto* table = workbook.find(sheet.empty() ? std::string_view(workbook.main) : sheet);
    if (!table) throw Error(ErrorKind::invalid, {{"sheet", "report.sheet_unknown", {one_line(sheet)}}});
    switch (format) {
        case ReportFormat::xlsx:
            return write_xlsx(workbook, out);
        case ReportFormat::csv:
            return write_csv(*table, out);
        case ReportFormat::html:
            return write_html_document(workbook, out);
        case ReportFormat::json:
            return write_json(workbook, out);
    }
}

void render(const Workbook& workbook, ReportFormat format, const std::filesystem::path& path, std::string_view sheet) {
    if (format == ReportFormat::xlsx) return write_xlsx(workbook, path);
    auto part = path;
    part += ".part";
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    if (file) render(workbook, format, file, sheet);
    file.close();
    std::error_code failed;
    if (file) std::filesystem::rename(part, path, failed);
    if (!file || failed) refuse(ErrorKind::unavailable, "report.not_written", {path.filename().string()});
}

}  // namespace bygd
