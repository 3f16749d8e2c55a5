#include "pages/administration_api.hpp"

#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "pages/admin_event_view.hpp"
#include "pages/form_version_store.hpp"
#include "people/user_actions.hpp"

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

json to_json(const User& user) {
    auto roles = json::array(), weak = json::array();
    for (const auto role : user.roles) roles.push_back(to_string(role));
    for (const auto combination : weak_combinations(user.roles)) weak.push_back(combination);
    return {{"id", user.id.value()}, {"username", user.username}, {"name", user.display_name}, {"title", user.title},
            {"email", user.email}, {"roles", std::move(roles)}, {"weak_combinations", std::move(weak)},
            {"weak_reason", user.weak_reason},
            {"delegation", user.delegation ? json(user.delegation->plain()) : json(nullptr)}, {"active", user.active},
            {"version", user.version}};
}

Id<User> person_of(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

Response get_people(const Services& services, const Request& request) {
    auto list = json::array();
    for (const auto& user : all_users(services.database, request.actor())) list.push_back(to_json(user));
    return json_response({{"people", std::move(list)}});
}

// A token is never shown again: its name and its days are.
Response get_person(const Services& services, const Request& request) {
    const auto file = user_file(services.database, services.clock, request.actor(), person_of(request));
    auto person = to_json(file.user);
    person["open_sessions"] = file.sessions;
    person["tokens"] = json::array();
    for (const auto& token : file.tokens) {
        person["tokens"].push_back({{"id", token.id.value()}, {"name", token.name}, {"made_at", utc_text(token.created_at)},
                                    {"expires_at", utc_text(token.expires_at)}});
    }
    return json_response(std::move(person));
}

Response post_sign_out(const Services& services, const Request& request) {
    sign_out_user(services.database, services.clock, request.actor(), person_of(request));
    return get_person(services, request);
}

Response post_revocation(const Services& services, const Request& request) {
    revoke_token_of(services.database, services.clock, request.actor(), person_of(request),
                    Id<ApiToken>(whole_number(request.param("token")).value_or(0)));
    return get_person(services, request);
}

Response get_forms(const Services& services, const Request& request) {
    if (!may_read_administration(request.actor())) refuse(ErrorKind::not_found, "not_found");
    const auto uses = services.database.read([](Transaction& tx) { return form_uses(tx); });
    auto list = json::array();
    for (const auto* latest : services.forms.all()) {
        for (int version = latest->version; version >= 1; --version) {
            const auto& form = services.forms.get(latest->name, version);
            const auto use = use_of(uses, form.name, version);
            list.push_back({{"name", form.name}, {"version", version}, {"label", form.label.sv}, {"legal_basis", form.legal_basis},
                            {"workflow", form.workflow}, {"latest", version == latest->version}, {"running_cases", use.running},
                            {"cases", use.all}, {"fields", form.fields.size()}, {"documents", form.documents.size()},
                            {"checklist", form.checklist.size()}});
        }
    }
    return json_response({{"forms", std::move(list)}});
}

}  // namespace

void add_administration_api(Router& router, const Services& services) {
    router.get("/api/v1/administration/people", [&](Request& request) { return get_people(services, request); });
    router.get("/api/v1/administration/people/{id}", [&](Request& request) { return get_person(services, request); });
    router.post("/api/v1/administration/people/{id}/sign-out", [&](Request& request) { return post_sign_out(services, request); });
    router.post("/api/v1/administration/people/{id}/tokens/{token}/revocation",
                [&](Request& request) { return post_revocation(services, request); });
    router.get("/api/v1/administration/forms", [&](Request& request) { return get_forms(services, request); });
    router.get("/api/v1/administration/events", [&](Request& request) { return get_events(services, request); });
}

}  // namespace bygd
