#include "cases/case_view_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_view_actions.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// The ready views have names and no ids; their queries are those of GET /api/v1/cases.
Response get_views(const Services& services, const Request& request, int status = 200) {
    require_case_reader(request.actor());
    json ready = json::array(), saved = json::array();
    for (const auto& view : ready_views) ready.push_back({{"name", view.name}, {"query", view.query}});
    services.database.read([&](Transaction& tx) {
        for (const auto& view : views_of(tx, request.actor().id)) {
            saved.push_back({{"id", view.id.value()}, {"name", view.name}, {"query", view.query}, {"owner", view.owner_name},
                             {"shared", view.shared}, {"opens_list", view.opens_list && view.owner == request.actor().id},
                             {"mine", view.owner == request.actor().id}});
        }
    });
    return json_response({{"ready", ready}, {"saved", saved}}, status);
}

bool told(const json& body, const char* name) {
    if (!body.contains(name)) return false;
    if (!body.at(name).is_boolean()) throw Error(ErrorKind::invalid, {{name, "required"}});
    return body.at(name).get<bool>();
}

Id<SavedView> id_of(const Request& request) { return Id<SavedView>(whole_number(request.param("id")).value_or(0)); }

}  // namespace

void add_case_view_api(Router& router, const Services& services) {
    router.get("/api/v1/case-views", [&](Request& request) { return get_views(services, request); });
    router.post("/api/v1/case-views", [&](Request& request) {
        const auto& body = json_object(request);
        save_view(services, request.actor(), {json_member(body, "view_name"), json_member(body, "query"), told(body, "shared")});
        return get_views(services, request, 201);
    });
    router.post("/api/v1/case-views/{id}", [&](Request& request) {
        const auto& body = json_object(request);
        change_view(services, request.actor(), {id_of(request), json_member(body, "view_name"), told(body, "shared"), told(body, "opens_list")});
        return get_views(services, request);
    });
    router.post("/api/v1/case-views/{id}/removal", [&](Request& request) {
        remove_view(services, request.actor(), id_of(request));
        return get_views(services, request);
    });
}

}  // namespace bygd
