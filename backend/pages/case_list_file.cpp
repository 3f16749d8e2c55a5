#include "pages/case_list_file.hpp"

#include <memory>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/region.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "documents/child_process.hpp"
#include "reports/case_list.hpp"
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

// The request the list would have been asked for with.
Request request_of(const LongJobRun& run, const std::string& query) {
    Request::Parts parts;
    parts.target = "/cases?" + query;
    parts.headers = {{"Cookie", "language=" + run.job().language}};
    Request request(std::move(parts));
    request.set_actor(std::make_shared<Actor>(run.actor()));
    return request;
}

}  // namespace

Workbook case_list_book(const Services& services, const Request& request, std::function<void(std::int64_t)> told) {
    require_case_reader(request.actor());
    const auto language = request.language();
    auto filter = case_filter_of(services, request);
    filter.after.clear();
    auto rows = [&services, filter, told, read = std::int64_t{0}, ended = false]() mutable {
        std::vector<CaseLine> lines;
        if (ended) return lines;
        lines = services.database.look_up([&](Transaction& tx) { return list_cases(tx, filter, limits::page_rows_most); });
        ended = lines.size() < limits::page_rows_most;
        if (!lines.empty()) filter.after = cursor_after(lines.back(), filter.sort);
        read += static_cast<std::int64_t>(lines.size());
        if (told) told(read);
        return lines;
    };
    const CaseListLabels labels{
        [&services, language](const CaseLine& line) { return form_label(services, line.form, language); },
        [&services, language](const CaseLine& line) {
            return state_label(services, line.workflow, line.workflow_version, line.state, language);
        }};
    return case_list_workbook(std::move(rows), columns_of(request), labels, words_of(services, request),
                              {request.actor().name, services.clock.now(), version, services.region.name, selection_in(request)});
}

std::int64_t cases_in_list(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    auto filter = case_filter_of(services, request);
    filter.after.clear();
    return services.database.look_up([&](Transaction& tx) { return totals_of(tx, filter).cases; });
}

std::string case_list_file_name(const Services& services, ReportFormat format) {
    return "cases-" + services.clock.today().iso() + "." + std::string(to_string(format));
}

std::function<void(LongJobRun&)> case_list_work(const Services& services) {
    return [&services](LongJobRun& run) {
        const auto what = nlohmann::json::parse(run.job().what);
        const auto format = report_format_of(what.at("format").get<std::string>()).value();
        const auto request = request_of(run, what.at("query").get<std::string>());
        const auto total = cases_in_list(services, request);
        const TemporaryFolder folder;
        const auto file = folder.path() / "list";
        render(case_list_book(services, request, [&](std::int64_t read) { run.tell(std::max(total, read), read); }), format, file);
        run.keep_file(case_list_file_name(services, format), std::string(content_type(format)), file);
        // What was told last is a second old at most; the whole is told whole.
        run.piece([&](Transaction&, LongJobProgress& progress) { progress.done = progress.total = total; });
    };
}

}  // namespace bygd
