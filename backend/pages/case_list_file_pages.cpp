#include "pages/case_list_file_pages.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/limits.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_api.hpp"
#include "jobs/long_job_pages.hpp"
#include "pages/case_list_file.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string query_in(const Request& request) {
    const auto& target = request.target();
    const auto mark = target.find('?');
    return mark == std::string::npos ? "" : kept_query(target.substr(mark + 1));
}

Response file_of(const Services& services, const Request& request, ReportFormat format) {
    if (cases_in_list(services, request) > limits::direct_rows) {
        return see_other("/cases/file?format=" + std::string(to_string(format)) + "&" + query_in(request));
    }
    std::ostringstream bytes;
    render(case_list_book(services, request), format, bytes);
    return file_response(bytes.str(), case_list_file_name(services, format), std::string(content_type(format)));
}

// Of the file of a list only these two are made by a job.
ReportFormat format_in(const std::string& name) {
    const auto format = report_format_of(name);
    if (!format || (*format != ReportFormat::xlsx && *format != ReportFormat::csv)) {
        throw Error(ErrorKind::invalid, {{"format", "choice.unknown"}});
    }
    return *format;
}

Response show_asking(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto format = format_in(request.query("format"));
    const auto query = query_in(request);
    View view;
    view.set("FORMAT", to_string(format)).set("QUERY", query).set("LIST_URL", "/cases?" + query);
    view.set("HOW_MANY", words("cases.file.how_many", {std::to_string(cases_in_list(services, request))}));
    const auto title = words("cases.file.title");
    return page(services, request, "pages/case_list_file", view,
                {.title = title, .nav = Nav::cases, .crumbs = {{words("cases.list.title"), "/cases?" + query}, {title}}});
}

Id<LongJob> ask(const Services& services, const Request& request, const std::string& format_name, const std::string& query) {
    require_case_reader(request.actor());
    const auto format = format_in(format_name);
    const nlohmann::json what{{"query", kept_query(query)}, {"format", to_string(format)}};
    return ask_long_job(services.database, services.clock, request.actor(),
                        {std::string(case_list_job), case_list_file_name(services, format), what.dump(), "/cases?" + kept_query(query),
                         request.language()});
}

}  // namespace

void add_case_list_file_routes(Router& router, const Services& services) {
    router.get("/cases.xlsx", [&services](Request& request) { return file_of(services, request, ReportFormat::xlsx); });
    router.get("/cases.csv", [&services](Request& request) { return file_of(services, request, ReportFormat::csv); });
    router.get("/cases/file", [&services](Request& request) { return show_asking(services, request); });
    router.post("/cases/file", [&services](Request& request) {
        return see_other(long_job_url(ask(services, request, request.form().text("format"), request.form().text("query"))));
    });
    router.post("/api/v1/cases/files", [&services](Request& request) {
        const auto& body = json_object(request);
        return long_job_asked(services, request, ask(services, request, json_member(body, "format"), json_member(body, "query")));
    });
}

}  // namespace bygd
