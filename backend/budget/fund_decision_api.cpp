#include "budget/fund_decision_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_actions.hpp"
#include "budget/fund_api.hpp"
#include "budget/fund_closing_actions.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/part_budget_store.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json to_json(const FundDecisionLine& line) {
    const auto& decision = line.decision;
    return {{"id", decision.id.value()},
            {"kind", std::string(to_string(decision.matter))},
            {"fund", or_null(line.code)},
            {"to_fund", or_null(line.to_code)},
            {"form", or_null(line.form)},
            {"municipality", or_null(line.municipality)},
            {"amount", decision.amount.plain()},
            {"decided_on", decision.decided_on.iso()},
            {"reference", decision.reference},
            {"text", decision.text},
            {"corrects", decision.corrects ? json(decision.corrects->value()) : json(nullptr)},
            {"corrected_by", line.corrected_by ? json(line.corrected_by->value()) : json(nullptr)},
            {"actor", or_null(line.actor_name)},
            {"made_at", utc_text(decision.made_at)}};
}

json to_json(const PartBudget& part) {
    return {{"id", part.id.value()},
            {"form", or_null(part.form)},
            {"municipality", or_null(part.municipality)},
            {"ceiling", part.ceiling.plain()},
            {"taken", part.taken.plain()},
            {"left", part.left().plain()}};
}

json to_json(const Authorisation& room) {
    return {{"source", room.source},
            {"year", room.year},
            {"ceiling", room.ceiling.plain()},
            {"committed", room.committed.plain()},
            {"left", room.left().plain()}};
}

json to_json(const FundClosing& step) {
    return {{"year", step.year},
            {"step", std::string(to_string(step.step))},
            {"actor", step.actor_name},
            {"made_at", utc_text(step.made_at)},
            {"text", step.text},
            {"allocated", step.figures.allocated.plain()},
            {"granted", step.figures.granted.plain()},
            {"paid", step.figures.paid.plain()},
            {"released", step.figures.released.plain()},
            {"outstanding", step.figures.outstanding().plain()}};
}

FundFields fields_of(const Request& request) {
    FundFields fields;
    for (const auto& [name, value] : json_object(request).items()) {
        if (!value.is_null()) fields.emplace(name, json_text(value));
    }
    return fields;
}

Fund fund_asked(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    return services.database.read([&](Transaction& tx) { return fund_of_path(tx, request.param("id")).fund; });
}

Response get_decisions(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    const auto most = rows_asked(request);
    auto lines = services.database.read(
        [&](Transaction& tx) { return decisions_of_fund(tx, fund.id, whole_number(request.query("before")), most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    json list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line));
    return json_response({{"decisions", list}, {"next", more ? json(std::to_string(lines.back().decision.id.value())) : json(nullptr)}});
}

Response one_decision(const Services& services, Id<Fund> fund, Id<FundDecision> id) {
    const auto lines = services.database.read([&](Transaction& tx) { return decisions_of_fund(tx, fund, id.value() + 1, 1); });
    return json_response(to_json(lines.front()), 201);
}

Response post_move(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    const auto decision = move_between_funds(services, request.actor(), fund.id, fields_of(request));
    return one_decision(services, fund.id, decision.id);
}

Response post_correction(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    const Id<FundDecision> id(whole_number(request.param("decision")).value_or(0));
    const auto wrong = services.database.look_up([&](Transaction& tx) { return find_fund_decision(tx, id); });
    if (!wrong || (wrong->fund != fund.id && wrong->to_fund != fund.id)) refuse(ErrorKind::not_found, "not_found");
    const auto decision = correct_fund_decision(services, request.actor(), id, fields_of(request));
    return one_decision(services, fund.id, decision.id);
}

Response get_parts(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    json list = json::array();
    for (const auto& part : services.database.read([&](Transaction& tx) { return part_budgets_of(tx, fund.id); })) list.push_back(to_json(part));
    return json_response({{"parts", list}});
}

Response post_part(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    return json_response(to_json(decide_part_budget(services, request.actor(), fund.id, fields_of(request))), 201);
}

Response get_closings(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    json list = json::array();
    ClosingState state;
    services.database.read([&](Transaction& tx) {
        state = closing_state_of(tx, fund);
        for (const auto& step : closings_of(tx, fund.id)) list.push_back(to_json(step));
    });
    return json_response({{"closed_through", state.closed_through ? json(state.closed_through->iso()) : json(nullptr)},
                          {"waits", state.waits ? json(std::string(to_string(*state.waits))) : json(nullptr)},
                          {"year", state.year},
                          {"steps", list}});
}

Response post_closing(const Services& services, const Request& request) {
    const auto fund = fund_asked(services, request);
    take_closing(services, request.actor(), fund.id, fields_of(request));
    const auto steps = services.database.read([&](Transaction& tx) { return closings_of(tx, fund.id); });
    return json_response(to_json(steps.front()), 201);
}

Response get_authorisations(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    json list = json::array();
    for (const auto& room : services.database.read(list_authorisations)) list.push_back(to_json(room));
    return json_response({{"authorisations", list}});
}

Response post_authorisation(const Services& services, const Request& request) {
    return json_response(to_json(decide_authorisation(services, request.actor(), fields_of(request))), 201);
}

Response get_commitments(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto source = request.query("source");
    Problems problems;
    if (std::find(std::begin(fund_sources), std::end(fund_sources), source) == std::end(fund_sources)) {
        problems.push_back({"source", "choice.unknown"});
    }
    const auto text = request.query("day");
    const auto day = text.empty() ? services.clock.today() : Date::parse(text, "day");
    require_none(std::move(problems));
    Commitments found;
    std::optional<Money> ceiling;
    services.database.read([&](Transaction& tx) {
        found = commitments_on(tx, source, day);
        ceiling = ceiling_on(tx, source, day.year(), day);
    });
    json years = json::array();
    for (const auto& one : found.years) years.push_back({{"year", one.year}, {"cases", one.cases}, {"amount", one.amount.plain()}});
    return json_response({{"source", source},
                          {"day", day.iso()},
                          {"years", years},
                          {"outstanding", found.total().plain()},
                          {"counted", found.counted().plain()},
                          {"ceiling", ceiling ? json(ceiling->plain()) : json(nullptr)}});
}

}  // namespace

void add_fund_decision_api(Router& router, const Services& services) {
    router.get("/api/v1/funds/{id}/decisions", [&](Request& request) { return get_decisions(services, request); });
    router.post("/api/v1/funds/{id}/moves", [&](Request& request) { return post_move(services, request); });
    router.post("/api/v1/funds/{id}/decisions/{decision}/corrections", [&](Request& request) { return post_correction(services, request); });
    router.get("/api/v1/funds/{id}/parts", [&](Request& request) { return get_parts(services, request); });
    router.post("/api/v1/funds/{id}/parts", [&](Request& request) { return post_part(services, request); });
    router.get("/api/v1/funds/{id}/closings", [&](Request& request) { return get_closings(services, request); });
    router.post("/api/v1/funds/{id}/closings", [&](Request& request) { return post_closing(services, request); });
    router.get("/api/v1/authorisations", [&](Request& request) { return get_authorisations(services, request); });
    router.post("/api/v1/authorisations", [&](Request& request) { return post_authorisation(services, request); });
    router.get("/api/v1/commitments", [&](Request& request) { return get_commitments(services, request); });
}

}  // namespace bygd
