#include "decisions/de_minimis_api.hpp"

#include <nlohmann/json.hpp>

#include "aid/undertaking_api.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "providers/provider_view.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const RegisterLine& line) {
    auto row = to_json(line.grant);
    row["case"] = line.case_number.empty() ? json(nullptr) : json(line.case_number);
    row["organisation_name"] = line.organisation_name;
    row["organisation_number"] = OrganisationNumber::parse(line.organisation_number).masked();
    row["registered_on"] = line.registered ? json(line.registered->day.iso()) : json(nullptr);
    row["external_id"] = line.registered ? json(line.registered->external_id) : json(nullptr);
    return row;
}

RegisterView view_of(const std::string& asked) {
    if (asked == "due") return RegisterView::due;
    if (asked == "late") return RegisterView::late;
    if (asked == "to_correct") return RegisterView::to_correct;
    if (asked == "registered") return RegisterView::registered;
    return RegisterView::all;
}

Response get_register(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    RegisterFilter filter;
    filter.view = view_of(request.query("view"));
    filter.today = services.clock.today();
    filter.after = request.query("after");
    const auto most = rows_asked(request);
    auto lines = services.database.look_up([&](Transaction& tx) { return list_register(tx, filter, most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line));
    return json_response({{"rows", list}, {"next", more ? json(cursor_after(lines.back())) : json(nullptr)}});
}

AidFields fields_of(const json& body, std::initializer_list<const char*> names) {
    AidFields fields;
    for (const auto* name : names) fields[name] = json_member(body, name);
    return fields;
}

Response post_registration(const Services& services, const Request& request) {
    const auto fields = fields_of(json_object(request), {"external_id", "registered_on", "note"});
    register_aid(services, request.actor(), id_of_path<AidGrant>(request), fields);
    const auto line = services.database.look_up(
        [&](Transaction& tx) { return find_register_line(tx, id_of_path<AidGrant>(request)).value(); });
    return json_response(to_json(line), 201);
}

std::string number_of(const Request& request) {
    return diary_number_of_path(request.param("number"));
}

Response get_case_aid(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto today = services.clock.today();
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number_of(request));
        const auto ledger = services.de_minimis.ledger_of(subject.form);
        auto told = json::array();
        for (const auto& grant : told_in_case(tx, subject.id)) told.push_back(to_json(grant));
        if (!ledger) return json_response({{"position", nullptr}, {"outlook", nullptr}, {"told", told}});
        const auto ground = de_minimis_ground(tx, subject.organisation, ledger, today);
        const auto amount = subject.proposed.zero() ? subject.sought : subject.proposed;
        json outlook;
        if (subject.stage == "open")
            outlook = to_json(de_minimis_outlook(tx, services, subject.organisation, subject.form, today, amount));
        return json_response({{"position", to_json(position_on(ground, services.de_minimis.on(*ledger, today), today))},
                              {"outlook", outlook},
                              {"told", told}});
    });
}

Response post_case_aid(const Services& services, const Request& request) {
    const auto fields = fields_of(json_object(request), {"source", "granter", "granted_on", "amount", "currency",
                                                         "regulation", "organisation", "same_as", "note"});
    return json_response(to_json(tell_aid(services, request.actor(), number_of(request), fields)), 201);
}

Response post_withdrawal(const Services& services, const Request& request) {
    take_back_aid(services, request.actor(), number_of(request), id_of_path<AidGrant>(request),
                  fields_of(json_object(request), {"note"}));
    return no_content();
}

Response post_lookup(const Services& services, const Request& request) {
    tell_lookup(services, request.actor(), number_of(request),
                fields_of(json_object(request), {"register", "looked_up_on", "found", "note"}));
    return no_content();
}

}  // namespace

void add_de_minimis_api(Router& router, const Services& services) {
    router.get("/api/v1/de-minimis", [&](Request& request) { return get_register(services, request); });
    router.post("/api/v1/de-minimis/{id}/registration",
                [&](Request& request) { return post_registration(services, request); });
    const std::string of_case = "/api/v1/cases/{number}/de-minimis";
    router.get(of_case, [&](Request& request) { return get_case_aid(services, request); });
    router.post(of_case, [&](Request& request) { return post_case_aid(services, request); });
    router.post(of_case + "/{id}/withdrawal", [&](Request& request) { return post_withdrawal(services, request); });
    router.post("/api/v1/cases/{number}/de-minimis-lookups",
                [&](Request& request) { return post_lookup(services, request); });
}

}  // namespace bygd
