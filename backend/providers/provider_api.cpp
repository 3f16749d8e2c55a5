#include "providers/provider_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/region.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "providers/merge_store.hpp"
#include "providers/nearest_store.hpp"
#include "providers/opening_text.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_view.hpp"

namespace bygd {

namespace {

using nlohmann::json;

template <typename T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json day_or_null(const std::optional<Date>& day) { return day ? json(day->iso()) : json(nullptr); }

json to_json(const Support& support) {
    return {{"cases", support.cases},
            {"open_cases", support.open_cases},
            {"granted", support.granted.plain()},
            {"paid", support.paid.plain()},
            {"released", support.released.plain()},
            {"left", support.left().plain()}};
}

json payee_json(const std::optional<PayeeAccount>& payee, const std::optional<Id<User>>& who, const char* did) {
    if (!payee) return nullptr;
    return {{"payee_kind", to_string(payee->kind())},
            {"payee_number", payee->formatted()},
            {did, who ? json(who->value()) : json(nullptr)}};
}

json to_json(const Organisation& o) {
    return {{"id", o.id.value()},
            {"organisation_number", o.organisation_number().formatted()},
            {"organisation_name", o.name},
            {"organisation_kind", o.kind},
            {"owner_sex", o.owner_sex.empty() ? json(nullptr) : json(o.owner_sex)},
            {"contact_name", o.contact_name},
            {"email", o.email},
            {"phone", o.phone},
            {"street", o.street},
            {"postal_code", o.postal_code},
            {"city", o.city},
            {"payee", payee_json(o.payee, o.payee_confirmed_by, "confirmed_by_id")},
            {"payee_waiting", payee_json(o.payee_pending, o.payee_pending_by, "asked_by_id")},
            {"version", o.version}};
}

json to_json(const Outlet& o) {
    return {{"id", o.id.value()},
            {"organisation_id", o.organisation.value()},
            {"outlet_name", o.name},
            {"municipality", o.municipality},
            {"place", o.place},
            {"outlet_street", o.street},
            {"outlet_email", o.email},
            {"outlet_postal_code", o.postal_code},
            {"cfar", or_null(o.cfar)},
            {"mobile", o.mobile},
            {"next_outlet_km", o.next_outlet_metres ? json(kilometres(*o.next_outlet_metres)) : json(nullptr)},
            {"archipelago", or_null(o.archipelago)},
            {"hours_per_week", or_null(o.hours_per_week)},
            {"opening_hours", to_json(o.opening)},
            {"position_north", o.position ? json(o.position->north) : json(nullptr)},
            {"position_east", o.position ? json(o.position->east) : json(nullptr)},
            {"open_all_year", or_null(o.open_all_year)},
            {"articles", or_null(o.articles)},
            {"assortment_groups", o.assortment_groups},
            {"groceries_turnover", o.groceries_turnover ? json(o.groceries_turnover->plain()) : json(nullptr)},
            {"open_from", day_or_null(o.open_from)},
            {"closed_on", day_or_null(o.closed_on)},
            {"services", o.services},
            {"version", o.version}};
}


template <typename Lines>
json cursor_or_null(bool more, const Lines& lines) {
    return more ? json(cursor_after(lines.back())) : json(nullptr);
}

// Members that are only read: what was read may be sent back as it is.
constexpr std::string_view read_only[] = {"support", "outlets", "payee", "payee_waiting", "nearest"};

// A list of the body as a tick for each of its names.
template <typename Known>
void put_ticks(const json& body, const char* member, const std::string& prefix, const Known& known, Typed& typed) {
    if (!body.contains(member)) return;
    const auto& list = body.at(member);
    if (!list.is_array()) throw Error(ErrorKind::invalid, {{member, "choice.unknown"}});
    for (const auto& one : list) {
        const auto name = json_text(one);
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            throw Error(ErrorKind::invalid, {{member, "choice.unknown"}});
        }
        typed.insert_or_assign(prefix + name, "1");
    }
}

// What the body holds as the fields of a form; "services" is a list there and a tick for each here.
Typed typed_in(const json& body) {
    Typed typed;
    for (const auto& [name, value] : body.items()) {
        const bool skipped = std::find(std::begin(read_only), std::end(read_only), name) != std::end(read_only);
        if (name == "services" || name == "assortment_groups" || name == "opening_hours" || skipped || value.is_null()) continue;
        const bool may_be_unknown = name == "archipelago" || name == "open_all_year";
        if (may_be_unknown && value.is_boolean()) {
            typed.emplace(name, value.get<bool>() ? "yes" : "no");
        } else {
            typed.emplace(name, json_text(value));
        }
    }
    if (body.contains("opening_hours")) typed.merge(typed_of_opening(body.at("opening_hours")));
    put_ticks(body, "services", "service_", outlet_services, typed);
    put_ticks(body, "assortment_groups", "group_", outlet_groups, typed);
    return typed;
}

// Members left out stay as they are; null or "" takes away.
Typed changed_by(const json& body, Typed known) {
    if (body.contains("services")) {
        for (const auto service : outlet_services) known.erase("service_" + std::string(service));
    }
    if (body.contains("assortment_groups")) {
        for (const auto group : outlet_groups) known.erase("group_" + std::string(group));
    }
    if (body.contains("opening_hours")) {
        std::erase_if(known, [](const auto& field) { return field.first.starts_with("opening_"); });
    }
    for (const auto& [name, value] : body.items()) {
        if (value.is_null()) known.erase(name);
    }
    for (auto& [name, value] : typed_in(body)) known.insert_or_assign(name, value);
    return known;
}

// --- organisations

Response get_organisations(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto most = rows_asked(request);
    auto lines = services.database.look_up([&](Transaction& tx) {
        return list_organisations(tx, request.query("q"), request.query("after"), most + 1);
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) {
        // Masked: the number of a sole trader is a personal number, and a list needs none.
        list.push_back({{"id", line.id.value()},
                        {"organisation_number", OrganisationNumber::parse(line.number).masked()},
                        {"organisation_name", line.name},
                        {"organisation_kind", line.kind},
                        {"city", line.city},
                        {"outlets", line.outlets},
                        {"cases", line.cases},
                        {"granted", line.granted.plain()},
                        {"paid", line.paid.plain()}});
    }
    return json_response({{"organisations", list}, {"next", cursor_or_null(more, lines)}});
}

Response one_organisation(const Services& services, Id<Organisation> id, int status = 200) {
    auto whole = services.database.read([&](Transaction& tx) {
        const auto organisation = find_organisation(tx, id);
        if (!organisation) refuse(ErrorKind::not_found, "not_found");
        auto shown = to_json(*organisation);
        shown["support"] = to_json(support_of(tx, id));
        shown["outlets"] = json::array();
        for (const auto& outlet : outlets_of(tx, id)) shown["outlets"].push_back(to_json(outlet));
        return shown;
    });
    auto response = json_response(whole, status);
    if (status == 201) response.set_header("Location", "/api/v1/organisations/" + std::to_string(id.value()));
    return response;
}

// One that has been merged says where the one is that stays; none: it stands.
template <typename Find>
std::optional<Response> sent_on(const Services& services, ProviderKind kind, const std::string& list, const Find& find) {
    return services.database.read([&](Transaction& tx) -> std::optional<Response> {
        const auto found = find(tx);
        if (!found || !found->merged_into) return std::nullopt;
        return see_other("/api/v1/" + list + "/" + std::to_string(stays_at_last(tx, kind, found->id.value())));
    });
}

Response get_organisation(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto id = id_of_path<Organisation>(request);
    const auto elsewhere = sent_on(services, ProviderKind::organisation, "organisations", [&](Transaction& tx) { return find_organisation(tx, id); });
    if (elsewhere) return *elsewhere;
    return one_organisation(services, id_of_path<Organisation>(request));
}

Response post_organisation(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto typed = typed_in(json_object(request));
    const auto added = add_organisation(services.database, services.clock, request.actor(), typed);
    return one_organisation(services, added.id, 201);
}

Response patch_organisation(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& body = json_object(request);
    const auto known = services.database.look_up([&](Transaction& tx) { return organisation_of_path(tx, request); });
    change_organisation(services.database, services.clock, request.actor(), known.id, json_version(body),
                        changed_by(body, typed_of(known)));
    return one_organisation(services, known.id);
}

Response post_payee(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& body = json_object(request);
    const auto id = id_of_path<Organisation>(request);
    ask_for_payee(services.database, services.clock, request.actor(), id, json_version(body), typed_in(body));
    return one_organisation(services, id);
}

Response post_payee_answer(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& body = json_object(request);
    const auto id = id_of_path<Organisation>(request);
    // Said in full, so that a member forgotten is never taken for a yes or a no.
    if (!body.contains("confirmed") || !body.at("confirmed").is_boolean()) require_none({{"confirmed", "required"}});
    answer_payee(services.database, services.clock, request.actor(), id, json_version(body),
                 body.at("confirmed").get<bool>());
    return one_organisation(services, id);
}

// --- outlets

Response get_outlets(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const OutletFilter filter{request.query("q"), request.query("municipality"), request.query("service"),
                              request.query("after")};
    const auto most = rows_asked(request);
    auto lines = services.database.look_up([&](Transaction& tx) { return list_outlets(tx, filter, most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) {
        auto shown = to_json(line.outlet);
        shown["organisation_name"] = line.organisation;
        shown["municipality_name"] = line.municipality;
        shown["open_cases"] = line.open_cases;
        list.push_back(std::move(shown));
    }
    return json_response({{"outlets", list}, {"next", cursor_or_null(more, lines)}});
}

Response one_outlet(const Services& services, Id<Outlet> id, int status = 200) {
    auto whole = services.database.read([&](Transaction& tx) {
        const auto outlet = find_outlet(tx, id);
        if (!outlet) refuse(ErrorKind::not_found, "not_found");
        auto shown = to_json(*outlet);
        shown["support"] = to_json(support_of(tx, id));
        shown["nearest"] = json::array();
        for (const auto& near : nearest_by_service(tx, *outlet)) {
            shown["nearest"].push_back({{"service", near.service}, {"outlet_id", near.outlet.value()}, {"outlet_name", near.name},
                                        {"municipality_name", near.municipality}, {"straight_km", kilometres(static_cast<int>(near.metres))}});
        }
        return shown;
    });
    auto response = json_response(whole, status);
    if (status == 201) response.set_header("Location", "/api/v1/outlets/" + std::to_string(id.value()));
    return response;
}

Response get_outlet(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto id = id_of_path<Outlet>(request);
    const auto elsewhere = sent_on(services, ProviderKind::outlet, "outlets", [&](Transaction& tx) { return find_outlet(tx, id); });
    if (elsewhere) return *elsewhere;
    return one_outlet(services, id_of_path<Outlet>(request));
}

Response post_outlet(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& body = json_object(request);
    const Id<Organisation> owner(whole_number(json_member(body, "organisation_id")).value_or(0));
    const auto known = services.database.look_up([&](Transaction& tx) { return find_organisation(tx, owner); });
    if (!known) require_none({{"organisation_id", "choice.unknown"}});
    const auto added = add_outlet(services.database, services.clock, services.region, request.actor(), owner, typed_in(body));
    return one_outlet(services, added.id, 201);
}

Response patch_outlet(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& body = json_object(request);
    const auto known = services.database.look_up([&](Transaction& tx) { return outlet_of_path(tx, request); });
    change_outlet(services.database, services.clock, services.region, request.actor(), known.id, json_version(body),
                  changed_by(body, typed_of(known)));
    return one_outlet(services, known.id);
}

// --- kommuner

json to_json(const ServicePlan& plan, Date today) {
    return {{"plan_title", plan.title},
            {"valid_from", plan.valid_from.iso()},
            {"valid_to", plan.valid_to.iso()},
            {"current", plan.valid_on(today)}};
}

Response get_municipalities(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto today = services.clock.today();
    auto list = json::array();
    for (const auto& [municipality, plan] :
         services.database.look_up([&](Transaction& tx) { return service_plans(tx, services.region.county); })) {
        list.push_back({{"municipality", municipality.code},
                        {"name", municipality.name},
                        {"county", municipality.county},
                        {"service_plan", plan ? to_json(*plan, today) : json(nullptr)}});
    }
    return json_response({{"municipalities", list}});
}

Response post_service_plan(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto plan = add_service_plan(services.database, services.clock, services.region, request.actor(),
                                       typed_in(json_object(request)));
    auto shown = to_json(plan, services.clock.today());
    shown["municipality"] = plan.municipality;
    return json_response(shown, 201);
}

}  // namespace

void add_provider_api(Router& router, const Services& services) {
    const std::string organisations = "/api/v1/organisations", organisation = organisations + "/{id}";
    router.get(organisations, [&](Request& request) { return get_organisations(services, request); });
    router.post(organisations, [&](Request& request) { return post_organisation(services, request); });
    router.get(organisation, [&](Request& request) { return get_organisation(services, request); });
    router.patch(organisation, [&](Request& request) { return patch_organisation(services, request); });
    router.post(organisation + "/payee", [&](Request& request) { return post_payee(services, request); });
    router.post(organisation + "/payee-answer", [&](Request& request) { return post_payee_answer(services, request); });
    const std::string outlets = "/api/v1/outlets", outlet = outlets + "/{id}";
    router.get(outlets, [&](Request& request) { return get_outlets(services, request); });
    router.post(outlets, [&](Request& request) { return post_outlet(services, request); });
    router.get(outlet, [&](Request& request) { return get_outlet(services, request); });
    router.patch(outlet, [&](Request& request) { return patch_outlet(services, request); });
    router.get("/api/v1/municipalities", [&](Request& request) { return get_municipalities(services, request); });
    router.post("/api/v1/service-plans", [&](Request& request) { return post_service_plan(services, request); });
}

}  // namespace bygd
