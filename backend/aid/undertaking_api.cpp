#include "aid/undertaking_api.hpp"

#include <nlohmann/json.hpp>

#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_view.hpp"
#include "providers/undertaking_actions.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json day_or_null(const std::optional<Date>& day) {
    return day ? json(day->iso()) : json(nullptr);
}

template <typename T>
json id_or_null(const std::optional<Id<T>>& id) {
    return id ? json(id->value()) : json(nullptr);
}

json to_json(const OrganisationLink& link) {
    return {{"id", link.id.value()},
            {"owner_id", id_or_null(link.owner)},
            {"owner_person", link.owner_person},
            {"owned_id", link.owned.value()},
            {"ground", to_string(link.ground)},
            {"share_basis_points", link.share ? json(link.share->value) : json(nullptr)},
            {"valid_from", link.valid_from.iso()},
            {"valid_to", day_or_null(link.valid_to)},
            {"source", link.source},
            {"note", link.note},
            {"version", link.version}};
}

json to_json(const Takeover& takeover) {
    return {{"id", takeover.id.value()},        {"kind", to_string(takeover.kind)},
            {"from_id", takeover.from.value()}, {"to_id", takeover.to.value()},
            {"day", takeover.day.iso()},        {"share_basis_points", takeover.share.value},
            {"source", takeover.source},        {"note", takeover.note},
            {"revoked", takeover.revoked},      {"revoked_why", takeover.revoked_why}};
}

template <typename Range>
json list_of(const Range& range) {
    auto list = json::array();
    for (const auto& one : range) list.push_back(to_json(one));
    return list;
}

Response get_undertaking(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto today = services.clock.today();
    return services.database.read([&](Transaction& tx) {
        const auto organisation = organisation_of_path(tx, request);
        const auto ground = de_minimis_ground(tx, organisation.id, std::nullopt, today);
        auto members = json::array(), positions = json::array();
        for (const auto& member : ground.members) {
            members.push_back({{"id", member.id.value()},
                               {"organisation_name", member.name},
                               {"organisation_number", OrganisationNumber::parse(member.number).masked()}});
        }
        for (const auto ledger : {AidLedger::general, AidLedger::sgei}) {
            positions.push_back(to_json(position_on(ground, services.de_minimis.on(ledger, today), today)));
        }
        return json_response({{"day", today.iso()},
                              {"members", members},
                              {"links", list_of(ground.links)},
                              {"takeovers", list_of(ground.takeovers)},
                              {"positions", positions}});
    });
}

Typed members_of_body(const json& body, std::initializer_list<const char*> names) {
    Typed typed;
    for (const auto* name : names) typed[name] = json_member(body, name);
    return typed;
}

Response post_link(const Services& services, const Request& request) {
    const auto typed = members_of_body(json_object(request), {"role", "other_number", "owner_person", "ground", "share",
                                                              "valid_from", "valid_to", "source", "note"});
    return json_response(to_json(add_organisation_link(services.database, services.clock, request.actor(),
                                                       id_of_path<Organisation>(request), typed)),
                         201);
}

Response post_end(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    return json_response(to_json(end_organisation_link(services.database, services.clock, request.actor(),
                                                       id_of_path<OrganisationLink>(request), json_version(body),
                                                       members_of_body(body, {"last_day", "mistaken", "note"}))));
}

Response post_takeover(const Services& services, const Request& request) {
    const auto typed =
        members_of_body(json_object(request), {"role", "other_number", "kind", "day", "share", "source", "note"});
    return json_response(to_json(add_takeover(services.database, services.clock, request.actor(),
                                              id_of_path<Organisation>(request), typed)),
                         201);
}

Response post_revocation(const Services& services, const Request& request) {
    const auto typed = members_of_body(json_object(request), {"why"});
    return json_response(to_json(
        revoke_takeover(services.database, services.clock, request.actor(), id_of_path<Takeover>(request), typed)));
}

}  // namespace

json to_json(const AidGrant& grant) {
    ExchangeRate rate;
    rate.millionths = grant.rate.value_or(0);
    return {{"id", grant.id.value()},
            {"organisation_id", grant.organisation.value()},
            {"ledger", to_string(grant.ledger)},
            {"regulation", grant.regulation},
            {"source", to_string(grant.source)},
            {"granted_on", grant.day.iso()},
            {"granter", grant.granter},
            {"amount_sek", grant.kronor ? json(grant.kronor->plain()) : json(nullptr)},
            {"amount_eur", grant.euro.plain()},
            {"sek_per_eur", grant.rate ? json(rate.plain()) : json(nullptr)},
            {"rate_day", day_or_null(grant.rate_day)},
            {"rate_source", grant.rate_source},
            {"corrects", id_or_null(grant.corrects)},
            {"same_as", id_or_null(grant.same_as)},
            {"sector", grant.sector},
            {"note", grant.note},
            {"register_by", day_or_null(grant.register_by)}};
}

json to_json(const DeMinimisOutlook& outlook, const Words* words) {
    const auto told = [&](const Problems& problems) {
        auto list = json::array();
        for (const auto& problem : problems) {
            list.push_back({{"code", problem.code}, {"values", problem.values}});
            if (words) list.back()["message"] = (*words)(problem);
        }
        return list;
    };
    return {{"ledger", to_string(outlook.ledger)},
            {"regulation", outlook.regulation},
            {"before_eur", outlook.before.plain()},
            {"amount_eur", outlook.amount.plain()},
            {"after_eur", outlook.after.plain()},
            {"limit_eur", outlook.limit.plain()},
            {"fits", outlook.fits},
            {"largest_sek", outlook.largest.plain()},
            {"sek_per_eur", outlook.rate ? json(outlook.rate->plain()) : json(nullptr)},
            {"rate_day", outlook.rate ? json(outlook.rate->day.iso()) : json(nullptr)},
            {"problems", told(outlook.problems)},
            {"warnings", told(outlook.warnings)}};
}

json to_json(const AidPosition& position) {
    auto rows = json::array();
    for (const auto& row : position.rows) {
        auto one = to_json(row.grant);
        one["after_corrections_eur"] = row.whole.plain();
        one["counted_eur"] = row.counted.plain();
        one["why"] = to_string(row.why);
        rows.push_back(std::move(one));
    }
    return {{"ledger", to_string(position.regulation.ledger)},
            {"regulation", position.regulation.number},
            {"window_from", position.window.from.iso()},
            {"window_to", position.window.to.iso()},
            {"ceiling_eur", position.limit().plain()},
            {"used_eur", position.used.plain()},
            {"left_eur", position.left().plain()},
            {"over_eur", position.over().plain()},
            {"rows", rows}};
}

void add_undertaking_api(Router& router, const Services& services) {
    const std::string organisation = "/api/v1/organisations/{id}";
    router.get(organisation + "/undertaking", [&](Request& request) { return get_undertaking(services, request); });
    router.post(organisation + "/links", [&](Request& request) { return post_link(services, request); });
    router.post("/api/v1/organisation-links/{id}/end", [&](Request& request) { return post_end(services, request); });
    router.post(organisation + "/takeovers", [&](Request& request) { return post_takeover(services, request); });
    router.post("/api/v1/takeovers/{id}/revocation",
                [&](Request& request) { return post_revocation(services, request); });
}

}  // namespace bygd
