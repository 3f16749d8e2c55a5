#include "pages/report_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "database/pool.hpp"
#include "http/router.hpp"
#include "projects/project_store.hpp"
#include "reports/html_writer.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

ReportParameters parameters_of(const Request& request) {
    ReportParameters parameters;
    for (const auto& [name, value] : request.query_fields()) {
        if (name != "format" && name != "sheet") parameters[name] = clean_text(value);
    }
    return parameters;
}

Response file_of(const Services& services, const Catalogue& catalogue, const Request& request, const std::string& name,
                 ReportFormat format) {
    const auto workbook = catalogue.make(services, request.actor(), name, parameters_of(request));
    std::ostringstream bytes;
    render(workbook, format, bytes, request.query("sheet"));
    return file_response(bytes.str(), name + "." + std::string(to_string(format)), std::string(content_type(format)));
}

// A report about a project is offered once for each project, with the sum it comes to.
void put_projects(View& row, const std::vector<ProjectLine>& projects) {
    row.show_if(projects.empty(), "NO_PROJECT");
    if (projects.empty()) return;
    auto& table = row.add("PROJECTS");
    for (const auto& project : projects) {
        table.add("PROJECT").set("SLUG", project.slug).set("PROJECT_TITLE", project.title)
            .set("PERIOD", project.period_from.iso() + " – " + project.period_to.iso())
            .set("OUTCOME", project.outcome.swedish());
    }
}

Response get_reports(const Services& services, const Catalogue& catalogue, Request& request) {
    const auto& words = words_of(services, request);
    View view;
    const auto projects = services.database.look_up([](Transaction& tx) { return list_projects(tx); });
    for (const auto* report : catalogue.open_to(request.actor())) {
        // What is about one case is taken out on the page of that case.
        const bool of_case = std::any_of(report->parameters.begin(), report->parameters.end(),
                                         [](const auto& parameter) { return parameter.name == "case"; });
        if (of_case) continue;
        auto& row = view.add("REPORT").set("NAME", report->name).set("TITLE", words(report->title));
        const bool of_project = std::any_of(report->parameters.begin(), report->parameters.end(),
                                            [](const auto& parameter) { return parameter.name == "project"; });
        if (of_project) put_projects(row, projects);
        row.show_if(!of_project, "PLAIN");
    }
    return page(services, request, "pages/report_list", view, {.title = words("reports.title"), .nav = Nav::reports});
}

std::string query_of(const Request& request) {
    const auto mark = request.target().find('?');
    return mark == std::string::npos ? "" : request.target().substr(mark);
}

Response show_report(const Services& services, const Catalogue& catalogue, Request& request, const std::string& name) {
    const auto& words = words_of(services, request);
    const auto workbook = catalogue.make(services, request.actor(), name, parameters_of(request));
    std::ostringstream html;
    write_html(workbook, html);
    View view;
    view.set("TITLE", workbook.title).set("SUBJECT", workbook.subject);
    view.set("BODY_MARKUP", drawn_markup(html.str()));
    for (const auto* format : {"xlsx", "csv", "json", "html"}) {
        view.add("FILE").set("URL", "/reports/" + name + "." + format + query_of(request)).set("FORMAT", words(std::string("reports.format.") + format));
    }
    return page(services, request, "pages/report", view,
                {.title = workbook.title, .nav = Nav::reports,
                 .crumbs = {{words("reports.title"), "/reports"}, {workbook.title}}});
}

// "expenditure-summary.xlsx" is a file, "expenditure-summary" the page.
Response get_report(const Services& services, const Catalogue& catalogue, Request& request) {
    const auto& asked = request.param("name");
    const auto dot = asked.rfind('.');
    if (dot == std::string::npos) return show_report(services, catalogue, request, asked);
    const auto format = report_format_of(asked.substr(dot + 1));
    if (!format) refuse(ErrorKind::not_found, "not_found");
    return file_of(services, catalogue, request, asked.substr(0, dot), *format);
}

Response list_reports_json(const Services& services, const Catalogue& catalogue, Request& request) {
    const auto& words = words_of(services, request);
    auto list = nlohmann::json::array();
    for (const auto* report : catalogue.open_to(request.actor())) {
        auto parameters = nlohmann::json::array();
        for (const auto& parameter : report->parameters) {
            parameters.push_back({{"name", parameter.name}, {"required", parameter.required}, {"default", parameter.fallback}});
        }
        list.push_back({{"name", report->name}, {"title", words(report->title)}, {"parameters", parameters}});
    }
    return json_response({{"reports", list}});
}

Response get_report_api(const Services& services, const Catalogue& catalogue, Request& request) {
    const auto asked = request.query("format");
    const auto format = report_format_of(asked.empty() ? "json" : asked);
    if (!format) throw Error(ErrorKind::invalid, {{"format", "choice.unknown"}});
    return file_of(services, catalogue, request, request.param("name"), *format);
}

}  // namespace

void add_report_routes(Router& router, const Services& services, const Catalogue& catalogue) {
    router.get("/reports", [&](Request& request) { return get_reports(services, catalogue, request); });
    router.get("/reports/{name}", [&](Request& request) { return get_report(services, catalogue, request); });
    router.get("/api/v1/reports", [&](Request& request) { return list_reports_json(services, catalogue, request); });
    router.get("/api/v1/reports/{name}", [&](Request& request) { return get_report_api(services, catalogue, request); });
}

}  // namespace bygd
