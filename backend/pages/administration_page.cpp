#include "pages/administration_page.hpp"

#include <sstream>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "decisions/letter_text.hpp"
#include "http/router.hpp"
#include "pages/admin_event_view.hpp"
#include "people/user_store.hpp"
#include "reports/admin_event_list.hpp"
#include "reports/catalogue.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* version = BYGD_VERSION;

void require_reader(const Actor& actor) {
    if (!may_read_administration(actor)) refuse(ErrorKind::not_found, "not_found");
}

void put_tile(View& view, const Words& words, const std::string& name, const std::string& url, std::int64_t count,
              const std::string& detail) {
    view.add("TILE").set("URL", url).set("NAME", words("administration.tile." + name)).set("COUNT", count).set("DETAIL", detail);
}

Response get_administration(const Services& services, const Request& request) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto [counts, events] = services.database.read([&](Transaction& tx) {
        return std::pair(admin_counts(tx, services.clock.now()), admin_head(tx).sequence);
    });
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    View view;
    put_tile(view, words, "people", "/admin/users", counts.active,
             words("administration.detail.people", {text(counts.administrators), text(counts.closed), text(counts.tokens)}));
    put_tile(view, words, "delegation", "/admin/delegation", counts.delegations,
             words("administration.detail.delegation", {text(counts.absences)}));
    const auto& parameters = services.parameters.all();
    std::int64_t values = 0;
    for (const auto& [name, parameter] : parameters) values += static_cast<std::int64_t>(parameter.values.size());
    put_tile(view, words, "parameters", "/administration/parameters", static_cast<std::int64_t>(parameters.size()),
             words("administration.detail.parameters", {text(values)}));
    put_tile(view, words, "forms", "/administration/forms", static_cast<std::int64_t>(services.forms.all().size()),
             words("administration.detail.forms"));
    put_tile(view, words, "letters", "/administration/letters", static_cast<std::int64_t>(services.letter_texts.size()),
             words("administration.detail.letters"));
    put_tile(view, words, "events", "/administration/events", events, words("administration.detail.events"));
    view.show_if(!request.actor().has(Role::administrator), "READS_ONLY");
    return page(services, request, "pages/administration", view, {.title = words("administration.title"), .nav = Nav::admin});
}

std::string query_of(const Request& request) {
    std::string query;
    for (const auto* name : {"area", "kind", "who", "from", "to"}) {
        if (const auto value = request.query(name); !value.empty()) query += (query.empty() ? "" : "&") + std::string(name) + "=" + percent_encoded(value);
    }
    return query;
}

void put_filter(View& view, const Services& services, const Request& request, const Problems& problems, const Words& words) {
    std::vector<Option> areas{{"", words("administration.all_areas")}}, kinds{{"", words("administration.all_kinds")}},
        people{{"", words("administration.all_people")}};
    for (const auto area : admin_areas()) {
        areas.push_back({std::string(area), words("administration.area." + std::string(area))});
        for (const auto kind : admin_kinds(area)) {
            AdminEvent one;
            one.area = area;
            one.kind = kind;
            kinds.push_back({one.kind, admin_kind_label(one, words)});
        }
    }
    for (const auto& user : services.database.look_up([](Transaction& tx) { return list_users(tx); })) {
        people.push_back({std::to_string(user.id.value()), user.display_name});
    }
    put_options(view, "area", areas, request.query("area"), problems, words);
    put_options(view, "kind", kinds, request.query("kind"), problems, words);
    put_options(view, "who", people, request.query("who"), problems, words);
    put_field(view, "from", request.query("from"), problems, words);
    put_field(view, "to", request.query("to"), problems, words);
    put_problems(view, problems, words);
}

void put_event(View& row, const Services& services, const AdminEvent& event, const Words& words) {
    row.set("SEQUENCE", event.sequence).set("AT", stockholm_minute(event.occurred_at)).set("WHO", event.actor_name);
    row.set("WHAT", admin_kind_label(event, words)).set("SUBJECT", event.subject);
    if (event.area != "absence" && event.subject_id) {
        const auto* folder = event.area == "person" ? "/admin/users/" : event.area == "parameter" ? "/administration/parameters/" : "/admin/delegation/";
        row.add("LINKED").set("URL", folder + std::to_string(*event.subject_id));
    } else {
        row.show("PLAIN");
    }
    for (const auto& line : told_changes(services, event, words)) row.add("CHANGE").set("LINE", line);
}

Response get_events(const Services& services, const Request& request) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    Problems problems;
    const auto filter = admin_event_filter(request, problems);
    std::vector<AdminEvent> events;
    if (problems.empty()) {
        events = services.database.look_up([&](Transaction& tx) { return admin_events(tx, filter, limits::page_rows + 1); });
    }
    const bool more = events.size() > limits::page_rows;
    if (more) events.pop_back();
    for (const auto& event : events) put_event(view.add("EVENT"), services, event, words);
    const auto query = query_of(request);
    if (more) {
        view.add("NEXT").set("NEXT_URL", "/administration/events?" + query + (query.empty() ? "" : "&") +
                                             "before=" + std::to_string(events.back().sequence));
    }
    if (problems.empty()) {
        for (const auto* format : {"csv", "xlsx"}) {
            view.add("EXPORT").set("URL", std::string("/administration/events.") + format + (query.empty() ? "" : "?" + query))
                .set("FORMAT", words(std::string("reports.format.") + format));
        }
    }
    view.show_if(events.empty(), "NONE").show_if(!events.empty(), "ANY");
    put_filter(view, services, request, problems, words);
    return page(services, request, "pages/admin_event_list", view,
                {.title = words("administration.events.title"),
                 .nav = Nav::admin,
                 .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.events.title")}}});
}

Response events_file(const Services& services, const Request& request, ReportFormat format) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    Problems problems;
    auto filter = admin_event_filter(request, problems);
    require_none(std::move(problems));
    filter.before = 0;
    bool ended = false;
    auto rows = [&services, &words, filter, ended]() mutable {
        std::vector<AdminEventLine> lines;
        if (ended) return lines;
        const auto events = services.database.look_up([&](Transaction& tx) { return admin_events(tx, filter, limits::page_rows_most); });
        ended = events.size() < limits::page_rows_most;
        if (!events.empty()) filter.before = events.back().sequence;
        for (const auto& event : events) {
            lines.push_back({event.sequence, stockholm_minute(event.occurred_at), event.actor_name,
                             words("administration.area." + event.area), admin_kind_label(event, words), event.subject,
                             joined(told_changes(services, event, words), "; "), event.hash});
        }
        return lines;
    };
    const auto book = admin_event_workbook(std::move(rows), words,
                                           {request.actor().name, services.clock.now(), version, services.region.name,
                                            {{"selection", query_of(request)}}});
    std::ostringstream bytes;
    render(book, format, bytes);
    return file_response(bytes.str(), "administration-" + services.clock.today().iso() + "." + std::string(to_string(format)),
                         std::string(content_type(format)));
}

}  // namespace

void add_administration_routes(Router& router, const Services& services) {
    router.get("/admin", [](Request& request) {   // where it was before
        require_reader(request.actor());
        return see_other("/administration");
    });
    router.get("/administration", [&](Request& request) { return get_administration(services, request); });
    router.get("/administration/events", [&](Request& request) { return get_events(services, request); });
    router.get("/administration/events.csv", [&](Request& request) { return events_file(services, request, ReportFormat::csv); });
    router.get("/administration/events.xlsx", [&](Request& request) { return events_file(services, request, ReportFormat::xlsx); });
}

}  // namespace bygd
