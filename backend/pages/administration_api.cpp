#include "pages/administration_api.hpp"

#include <nlohmann/json.hpp>

#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "pages/admin_event_view.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const AdminEvent& event) {
    auto changes = json::array();
    for (const auto& [field, from, to] : changes_in(event.changes)) changes.push_back({{"field", field}, {"from", from}, {"to", to}});
    return {{"sequence", event.sequence}, {"area", event.area}, {"kind", event.kind},
            {"subject_id", event.subject_id ? json(*event.subject_id) : json(nullptr)}, {"subject", event.subject},
            {"actor_id", event.actor ? json(event.actor->value()) : json(nullptr)}, {"actor", event.actor_name},
            {"at", utc_text(event.occurred_at)}, {"changes", std::move(changes)},
            {"previous_hash", event.previous_hash}, {"hash", event.hash}};
}

Response get_events(const Services& services, const Request& request) {
    if (!may_read_administration(request.actor())) refuse(ErrorKind::not_found, "not_found");
    Problems problems;
    const auto filter = admin_event_filter(request, problems);
    require_none(std::move(problems));
    const auto most = rows_asked(request);
    auto events = services.database.look_up([&](Transaction& tx) { return admin_events(tx, filter, most + 1); });
    const bool more = events.size() > most;
    if (more) events.pop_back();
    auto list = json::array();
    for (const auto& event : events) list.push_back(to_json(event));
    return json_response({{"events", list}, {"next", more ? json(std::to_string(events.back().sequence)) : json(nullptr)}});
}

}  // namespace

void add_administration_api(Router& router, const Services& services) {
    router.get("/api/v1/administration/events", [&](Request& request) { return get_events(services, request); });
}

}  // namespace bygd
