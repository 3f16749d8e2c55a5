// The delegation order and absences as JSON under /api/v1. The same actions as the pages, the same problems.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "decisions/delegation_pages.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "people/delegation_actions.hpp"

namespace bygd {

namespace {

using nlohmann::json;

std::string name_of(const DelegationOrder& order, Id<User> id) {
    const auto* found = order.find(id);
    return found ? found->name : std::string();
}

json to_json(const DelegationRow& row, const DelegationOrder& order) {
    return {{"id", row.id.value()},
            {"person_id", row.person ? json(row.person->value()) : json()},
            {"person", row.person ? json(name_of(order, *row.person)) : json()},
            {"title", row.person ? json() : json(row.title)},
            {"form", row.form.empty() ? json() : json(row.form)},
            {"kind", row.kind.empty() ? json() : json(row.kind)},
            {"highest", row.highest ? json(row.highest->plain()) : json()},
            {"valid_from", row.valid_from.iso()},
            {"valid_to", row.valid_to ? json(row.valid_to->iso()) : json()},
            {"reference", row.reference},
            {"version", row.version}};
}

json to_json(const Absence& absence, const DelegationOrder& order) {
    return {{"id", absence.id.value()},
            {"person_id", absence.person.value()},
            {"person", name_of(order, absence.person)},
            {"deputy_id", absence.deputy.value()},
            {"deputy", name_of(order, absence.deputy)},
            {"from", absence.from.iso()},
            {"to", absence.to.iso()},
            {"note", absence.note},
            {"version", absence.version}};
}

DelegationOrder order_now(const Services& services) {
    return services.database.read([&](Transaction& tx) { return delegation_order(tx, services.clock.today()); });
}

Response get_order(const Services& services) {
    const auto order = order_now(services);
    auto rows = json::array(), absences = json::array();
    for (const auto& row : order.rows) rows.push_back(to_json(row, order));
    for (const auto& absence : order.absences) absences.push_back(to_json(absence, order));
    return json_response({{"rows", rows}, {"absences", absences}});
}

// Members that name a person end with _id.
TypedField members_of(const json& body) {
    return [&body](const char* name) {
        const std::string field(name);
        return json_member(body, field == "person" || field == "deputy" ? (field + "_id").c_str() : name);
    };
}

Response post_row(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    Problems problems;
    const auto row = read_delegation_row(members_of(body), problems);
    require_none(std::move(problems));
    const auto added = add_delegation(services.database, services.clock, request.actor(), row, form_names(services));
    return json_response(to_json(added, order_now(services)), 201);
}

Response post_row_end(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const Id<DelegationRow> id(whole_number(request.param("id")).value_or(0));
    end_delegation_row(services.database, services.clock, request.actor(),
                       {id, json_version(body), Date::parse(json_member(body, "last_day"), "last_day")});
    const auto order = order_now(services);
    for (const auto& row : order.rows) {
        if (row.id == id) return json_response(to_json(row, order));
    }
    refuse(ErrorKind::not_found, "not_found");
}

Response post_absence(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    Problems problems;
    const auto absence = read_absence(members_of(body), problems);
    require_none(std::move(problems));
    const auto added = add_absence(services.database, services.clock, request.actor(), absence);
    return json_response(to_json(added, order_now(services)), 201);
}

Response post_absence_end(const Services& services, const Request& request) {
    const Id<Absence> id(whole_number(request.param("id")).value_or(0));
    end_absence_today(services.database, services.clock, request.actor(), id, json_version(json_object(request)));
    return json_response({{"id", id.value()}, {"ended", true}});
}

}  // namespace

void add_delegation_api(Router& router, const Services& services) {
    router.get("/api/v1/delegation", [&services](Request&) { return get_order(services); });
    router.post("/api/v1/delegation", [&services](Request& request) { return post_row(services, request); });
    router.post("/api/v1/delegation/{id}/end", [&services](Request& request) { return post_row_end(services, request); });
    router.post("/api/v1/absences", [&services](Request& request) { return post_absence(services, request); });
    router.post("/api/v1/absences/{id}/end",
                [&services](Request& request) { return post_absence_end(services, request); });
}

}  // namespace bygd
