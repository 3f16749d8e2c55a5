#include "payment_services/payment_link_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payment_services/payment_link_actions.hpp"
#include "payment_services/payment_link_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const LinkLine& line) {
    const auto& link = line.link;
    return {{"id", link.id.value()},
            {"outlet_id", link.outlet.value()},
            {"outlet", line.outlet},
            {"place", line.place},
            {"municipality", line.municipality},
            {"case", line.case_number.empty() ? json(nullptr) : json(line.case_number)},
            {"project", to_string(link.project)},
            {"kind", to_string(link.kind)},
            {"direction", to_string(link.direction)},
            {"their_diary_number", link.their_diary_number},
            {"their_contact_name", link.their_contact_name},
            {"their_contact_email", link.their_contact_email},
            {"their_contact_phone", link.their_contact_phone},
            {"our_contact_id", link.our_contact.value()},
            {"our_contact", line.our_contact},
            {"agent_status", to_string(link.agent_status)},
            {"services", link.services},
            {"status", to_string(link.status)},
            {"opened_on", link.opened_on.iso()},
            {"next_follow_up", link.next_follow_up ? json(link.next_follow_up->iso()) : json(nullptr)},
            {"note", link.note},
            {"outcome_note", link.outcome_note},
            {"version", link.version}};
}

Response get_links(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    LinkFilter filter;
    filter.view = LinkView::all;
    filter.today = services.clock.today();
    const auto view = request.query("view");
    if (view == "due") filter.view = LinkView::due;
    if (view == "under_way") filter.view = LinkView::under_way;
    if (view == "ended") filter.view = LinkView::ended;
    filter.status = link_status_of(request.query("status"));
    filter.kind = link_kind_of(request.query("kind"));
    filter.text = request.query("q");
    filter.after = request.query("after");
    if (const auto id = whole_number(request.query("outlet"))) filter.outlet = Id<Outlet>(*id);
    const auto most = rows_asked(request);
    auto lines = services.database.read([&](Transaction& tx) {
        if (const auto number = request.query("case"); !number.empty()) {
            filter.case_id = case_by_number(tx, number).id;
        }
        return list_links(tx, filter, most + 1);
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line));
    const auto next = more ? json(cursor_after(lines.back(), filter.view)) : json(nullptr);
    return json_response({{"links", list}, {"next", next}});
}

Response one_link(const Services& services, const Request& request, Id<PaymentLink> id, int status = 200) {
    require_case_reader(request.actor());
    const auto line = services.database.read([&](Transaction& tx) { return find_link_line(tx, id); });
    if (!line) refuse(ErrorKind::not_found, "not_found");
    return json_response(to_json(*line), status);
}

std::optional<Id<User>> contact_of(const json& body) {
    const auto id = whole_number(json_member(body, "our_contact_id"));
    if (!id) return std::nullopt;
    return Id<User>(*id);
}

// Puts what the body holds in place of what is in `typed`; the rest stays. An unknown service is a problem of its own.
void put_members(const json& body, TypedLink& typed) {
    for (const auto* name : {"project", "kind", "direction", "status", "agent_status", "their_diary_number",
                             "their_contact_name", "their_contact_email", "their_contact_phone", "next_follow_up",
                             "note", "outcome_note"}) {
        if (body.contains(name)) typed[name] = json_text(body.at(name));
    }
    if (!body.contains("services")) return;
    const auto& list = body.at("services");
    if (!list.is_array()) throw Error(ErrorKind::invalid, {{"services", "choice.unknown"}});
    for (const auto service : payment_service_names) typed.erase("service_" + std::string(service));
    for (const auto& one : list) {
        const auto name = json_text(one);
        const auto known = std::find(std::begin(payment_service_names), std::end(payment_service_names), name);
        if (known == std::end(payment_service_names)) {
            throw Error(ErrorKind::invalid, {{"services", "choice.unknown"}});
        }
        typed["service_" + name] = "1";
    }
}

Response post_link(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    OpenLink command{Id<Outlet>(whole_number(json_member(body, "outlet_id")).value_or(0)), json_member(body, "case"),
                     contact_of(body), {}};
    put_members(body, command.typed);
    const auto made = open_link(services, request.actor(), command);
    return one_link(services, request, made.id, 201)
        .set_header("Location", "/api/v1/payment-service-links/" + std::to_string(made.id.value()));
}

Id<PaymentLink> id_of(const Request& request) { return Id<PaymentLink>(whole_number(request.param("id")).value_or(0)); }

// Members left out stay as they are in the version that the caller read; an older version is a conflict.
Response patch_link(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& body = json_object(request);
    const auto link = services.database.look_up([&](Transaction& tx) { return find_link(tx, id_of(request)); });
    if (!link) refuse(ErrorKind::not_found, "not_found");
    ChangeLink command{link->id, json_version(body), contact_of(body), typed_of(*link)};
    put_members(body, command.typed);
    change_link(services, request.actor(), command);
    return one_link(services, request, link->id);
}

Response post_closure(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    close_link(services, request.actor(), {id_of(request), json_version(body), json_member(body, "outcome_note")});
    return one_link(services, request, id_of(request));
}

}  // namespace

void add_payment_service_api(Router& router, const Services& services) {
    const std::string all = "/api/v1/payment-service-links", one = all + "/{id}";
    router.get(all, [&services](Request& request) { return get_links(services, request); });
    router.post(all, [&services](Request& request) { return post_link(services, request); });
    router.get(one, [&services](Request& request) { return one_link(services, request, id_of(request)); });
    router.patch(one, [&services](Request& request) { return patch_link(services, request); });
    router.post(one + "/closure", [&services](Request& request) { return post_closure(services, request); });
}

}  // namespace bygd
