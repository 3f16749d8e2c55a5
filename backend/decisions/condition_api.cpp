#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/condition_filter.hpp"
#include "decisions/condition_pages.hpp"
#include "decisions/condition_view.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const ConditionLine& line, Date today) {
    const auto& condition = line.condition;
    const auto& duty = condition.duty;
    json one{{"id", condition.id.value()}, {"case", line.diary_number}, {"form", line.form}, {"municipality", line.municipality},
             {"organisation", line.organisation}, {"officer", line.officer}, {"decision_id", condition.decision.value()},
             {"sequence", condition.sequence}, {"kind", duty.kind}, {"text", duty.text}, {"evidence", duty.evidence},
             {"owner", duty.owner}, {"blocks_payment", duty.blocks_payment}, {"status", condition.status},
             {"late", condition.late(today)}, {"note", condition.note}, {"version", condition.version}};
    one["due_on"] = duty.due_on ? json(duty.due_on->iso()) : json();
    one["status_by"] = line.settled_by.empty() ? json() : json(line.settled_by);
    one["status_at"] = condition.status_at ? json(utc_text(*condition.status_at)) : json();
    one["document_id"] = condition.document ? json(condition.document->value()) : json();
    one["carried_from"] = condition.carried_from ? json(condition.carried_from->value()) : json();
    return one;
}

Response get_conditions(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto today = services.clock.today();
    auto filter = read_condition_filter([&](const char* name) { return request.query(name); }, today);
    const auto most = rows_asked(request);
    auto lines = services.database.read([&](Transaction& tx) {
        if (const auto number = request.query("case"); !number.empty()) filter.subject = case_by_number(tx, number).id;
        return list_conditions(tx, filter, most + 1);
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line, today));
    return json_response({{"conditions", list}, {"next", more ? json(cursor_after(lines.back())) : json(nullptr)}});
}

Id<Condition> id_of(const Request& request) { return Id<Condition>(whole_number(request.param("id")).value_or(0)); }

Response one_condition(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto line = services.database.look_up([&](Transaction& tx) { return find_condition_line(tx, id_of(request)); });
    if (!line) refuse(ErrorKind::not_found, "not_found");
    return json_response(to_json(*line, services.clock.today()));
}

Response post_condition(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    SettleCondition command{id_of(request), json_version(body), json_member(body, "status"), json_member(body, "note"),
                            std::nullopt, "", ""};
    if (const auto id = whole_number(json_member(body, "document_id"))) command.document = Id<Document>(*id);
    return json_response(to_json(settle_condition(services, request.actor(), command), services.clock.today()));
}

}  // namespace

void add_condition_api(Router& router, const Services& services) {
    router.get("/api/v1/conditions", [&services](Request& request) { return get_conditions(services, request); });
    router.get("/api/v1/conditions/{id}", [&services](Request& request) { return one_condition(services, request); });
    router.post("/api/v1/conditions/{id}", [&services](Request& request) { return post_condition(services, request); });
}

}  // namespace bygd
