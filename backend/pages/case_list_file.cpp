#include "pages/case_list_file.hpp"

#include <sstream>

#include "base/limits.hpp"
#include "base/region.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "reports/case_list.hpp"
#include "reports/catalogue.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* version = BYGD_VERSION;

// What was chosen, for the sheet Läs mig; a search may be a person's number and is not written down.
std::map<std::string, std::string> selection_in(const Request& request) {
    std::map<std::string, std::string> selection;
    for (const auto& [name, value] : request.query_fields()) {
        if (value.empty() || name == "after" || name == "q") continue;
        auto& said = selection[name];
        said += (said.empty() ? "" : ", ") + value;
    }
    return selection;
}

Response file_of(const Services& services, const Request& request, ReportFormat format) {
    require_case_reader(request.actor());
    const auto language = request.language();
    auto filter = case_filter_of(services, request);
    filter.after.clear();
    bool ended = false;
    // By key, a page a transaction: a list of 100 000 never stands whole in memory as rows.
    auto rows = [&services, filter, ended]() mutable {
        std::vector<CaseLine> lines;
        if (ended) return lines;
        lines = services.database.look_up([&](Transaction& tx) { return list_cases(tx, filter, limits::page_rows_most); });
        ended = lines.size() < limits::page_rows_most;
        if (!lines.empty()) filter.after = cursor_after(lines.back(), filter.sort);
        return lines;
    };
    const CaseListLabels labels{
        [&](const CaseLine& line) { return form_label(services, line.form, language); },
        [&](const CaseLine& line) { return state_label(services, line.workflow, line.workflow_version, line.state, language); }};
    const auto book = case_list_workbook(std::move(rows), columns_of(request), labels, words_of(services, request),
                                         {request.actor().name, services.clock.now(), version, services.region.name, selection_in(request)});
    std::ostringstream bytes;
    render(book, format, bytes);
    const auto name = std::string("cases-") + services.clock.today().iso() + "." + std::string(to_string(format));
    return file_response(bytes.str(), name, std::string(content_type(format)));
}

}  // namespace

void add_case_list_file_routes(Router& router, const Services& services) {
    router.get("/cases.xlsx", [&services](Request& request) { return file_of(services, request, ReportFormat::xlsx); });
    router.get("/cases.csv", [&services](Request& request) { return file_of(services, request, ReportFormat::csv); });
}

}  // namespace bygd
