#include "cases/case_api.hpp"

#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_check_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_document_api.hpp"
#include "cases/case_document_view.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_request_store.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/checklist_store.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/conflict_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "documents/document_store.hpp"
#include "http/json_input.hpp"
#include "http/problem_json.hpp"
#include "http/router.hpp"
#include "providers/organisation_check_store.hpp"
#include "web/languages.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

using nlohmann::json;

template <typename T>
json id_or_null(const std::optional<Id<T>>& id) {
    return id ? json(id->value()) : json(nullptr);
}

json day_or_null(const std::optional<Date>& day) { return day ? json(day->iso()) : json(nullptr); }

json to_json(const Services& services, const Case& c, const std::string& language) {
    return {{"diary_number", c.diary_number}, {"title", c.title}, {"form", c.form}, {"legal_basis", c.legal_basis},
            {"state", c.state}, {"stage", c.stage},
            {"state_label", state_label(services, c.workflow, c.workflow_version, c.state, language)},
            {"organisation_id", c.organisation.value()}, {"outlet_id", id_or_null(c.outlet)},
            {"municipality", c.municipality}, {"officer_id", id_or_null(c.officer)}, {"fund_id", id_or_null(c.fund)},
            {"received_on", c.received_on.iso()}, {"decided_on", day_or_null(c.decided_on)},
            {"closed_on", day_or_null(c.closed_on)}, {"outcome", c.outcome ? json(*c.outcome) : json(nullptr)},
            {"sought", c.sought.plain()}, {"proposed", c.proposed.plain()}, {"reserved", c.reserved.plain()},
            {"granted", c.granted.plain()}, {"paid", c.paid.plain()}, {"released", c.released.plain()},
            {"outstanding", c.outstanding().plain()}, {"version", c.version}};
}

json actions_json(const std::vector<Offer>& offers, const Words& words, const std::string& language) {
    json list = json::array();
    for (const auto& offer : offers) {
        list.push_back({{"action", offer.action}, {"label", offer.label.in(language)}, {"input", offer.input},
                        {"reason", offer.reason}, {"blocked_by", problems_json(offer.blocked_by, words)}});
    }
    return list;
}

// The case with everything a program needs to take the next step.
json whole_case(const Services& services, Transaction& tx, const Request& request, Case& subject) {
    const auto& words = services.languages.of(request.language());
    auto whole = to_json(services, subject, request.language());
    whole["application"] = json::parse(subject.application);
    whole["actions"] = actions_json(offers_of(services, tx, request.actor(), subject, services.clock.now()), words,
                                    request.language());
    whole["proceedings"] = json::array();
    for (auto& beside : proceedings_of(tx, subject.id)) {
        const auto& road = services.workflows.get(beside.workflow, beside.workflow_version);
        json one{{"sequence", beside.sequence}, {"kind", beside.kind}, {"state", beside.state}, {"stage", beside.stage},
                 {"state_label", road.state_label(beside.state).in(request.language())},
                 {"opened_on", beside.opened_on.iso()}, {"closed_on", day_or_null(beside.closed_on)},
                 {"proposed", beside.proposed.plain()}, {"decided", beside.decided.plain()}, {"data", beside.data}};
        one["outcome"] = beside.outcome ? json(*beside.outcome) : json(nullptr);
        one["actions"] = actions_json(offers_of(services, tx, request.actor(), subject, services.clock.now(), &beside),
                                      words, request.language());
        whole["proceedings"].push_back(std::move(one));
    }
    whole["requests"] = json::array();
    for (const auto& each : requests_of(tx, subject.id)) {
        whole["requests"].push_back({{"id", each.id.value()}, {"kind", each.kind}, {"recipient", each.recipient},
                                     {"recipient_kind", each.recipient_kind}, {"recipient_email", each.recipient_email}, {"question", each.question},
                                     {"sent_on", each.sent_on.iso()}, {"due_on", each.due_on.iso()},
                                     {"status", each.status}, {"closed_on", day_or_null(each.closed_on)},
                                     {"answer", each.answer}});
    }
    whole["checks"] = json::array();
    for (const auto& [kind, check] : latest_checks(tx, subject.organisation)) {
        whole["checks"].push_back({{"kind", kind}, {"result", check.result}, {"checked_on", check.checked_on.iso()},
                                   {"valid_until", check.valid_until.iso()}, {"source", check.source}, {"note", check.note}});
    }
    const auto declared = declaration_of(tx, subject.id, request.actor().id);
    whole["conflict_of_interest"] = declared ? json(declared->conflicted) : json(nullptr);
    whole["checklist"] = json::object();
    for (const auto& [item, answer] : checklist_of(tx, subject.id)) {
        whole["checklist"][item] = {{"answer", answer.answer}, {"note", answer.note}};
    }
    whole["documents"] = json::array();
    const bool may_open = may_open_secret(tx, subject, request.actor());
    const auto documents = documents_of(tx, subject.id);
    const auto shown = [&](std::string text) { return without_secret_names(std::move(text), documents, may_open, words); };
    for (const auto& document : documents) whole["documents"].push_back(document_json(document, may_open));
    whole["diary"] = json::array();
    for (const auto& event : events_of(tx, subject.id)) {
        whole["diary"].push_back({{"sequence", event.sequence}, {"kind", event.kind},
                                  {"action", event.action ? json(*event.action) : json(nullptr)},
                                  {"to_state", event.to_state ? json(*event.to_state) : json(nullptr)},
                                  {"actor", event.actor_name}, {"occurred_at", utc_text(event.occurred_at)},
                                  {"text", shown(event.text)}, {"data", json::parse(shown(event.data))}, {"hash", event.hash}});
    }
    return whole;
}

Response get_cases(const Services& services, Request& request) {
    require_case_reader(request.actor());
    const auto filter = case_filter_of(services, request);
    const auto most = rows_asked(request);
    auto lines = services.database.look_up([&](Transaction& tx) { return list_cases(tx, filter, most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    json list = json::array();
    for (const auto& line : lines) {
        list.push_back({{"diary_number", line.diary_number}, {"title", line.title}, {"form", line.form},
                        {"state", line.state}, {"stage", line.stage}, {"organisation", line.organisation},
                        {"outlet", line.outlet}, {"municipality", line.municipality}, {"officer", line.officer},
                        {"received_on", line.received_on.iso()}, {"decided_on", day_or_null(line.decided_on)},
                        {"sought", line.sought.plain()}, {"granted", line.granted.plain()}, {"paid", line.paid.plain()}, {"left", line.left.plain()},
                        {"answer_due_on", day_or_null(line.answer_due_on)}});
    }
    return json_response({{"cases", list}, {"next", more ? json(cursor_after(lines.back(), filter.sort)) : json(nullptr)}});
}

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

Response one_case(const Services& services, const Request& request, const std::string& number, int status = 200) {
    require_case_reader(request.actor());
    return services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, number);
        return json_response(whole_case(services, tx, request, subject), status);
    });
}

// A list of objects under "conditions" is the rows of a form: condition_1_kind, condition_1_text, condition_2_kind ...
void add_rows(ActionInput& input, const std::string& name, const json& rows) {
    const auto row_name = name.ends_with("s") ? name.substr(0, name.size() - 1) : name;
    int number = 0;
    for (const auto& row : rows) {
        if (!row.is_object()) refuse(ErrorKind::bad_request, "request.not_text");
        const auto prefix = row_name + "_" + std::to_string(++number) + "_";
        for (const auto& [member, value] : row.items()) input.fields.emplace(prefix + member, json_text(value));
    }
}

ActionInput input_of(const json& body) {
    ActionInput input;
    if (body.contains("fields") && body.at("fields").is_object()) {
        for (const auto& [name, value] : body.at("fields").items()) {
            if (value.is_array()) add_rows(input, name, value);
            else input.fields.emplace(name, json_text(value));
        }
    }
    if (body.contains("documents") && body.at("documents").is_array()) {
        for (const auto& document : body.at("documents")) {
            const auto bytes = base64_decoded(document.value("content", ""));
            if (!bytes) refuse(ErrorKind::bad_request, "request.not_base64");
            input.files.push_back({document.value("kind", "other"), document.value("name", ""), *bytes});
        }
    }
    return input;
}

Response post_case(const Services& services, Request& request) {
    const auto& body = json_object(request);
    const auto subject = register_case(services, request.actor(), {json_member(body, "form"), input_of(body)});
    return one_case(services, request, subject.diary_number, 201).set_header("Location", "/api/v1" + case_url(subject));
}

int proceeding_of(const json& body) {
    if (!body.contains("proceeding") || body.at("proceeding").is_null()) return 0;
    if (!body.at("proceeding").is_number_unsigned()) throw Error(ErrorKind::invalid, {{"proceeding", "number.range", {"1", "1000"}}});
    return body.at("proceeding").get<int>();
}

Response post_conflict(const Services& services, Request& request) {
    const auto& body = json_object(request);
    if (!body.contains("conflicted") || !body.at("conflicted").is_boolean()) {
        throw Error(ErrorKind::invalid, {{"conflicted", "required"}});
    }
    declare_conflict(services, request.actor(), number_of(request), body.at("conflicted").get<bool>(), json_member(body, "reason"));
    return one_case(services, request, number_of(request));
}

Response post_check(const Services& services, Request& request) {
    record_check(services, request.actor(), number_of(request), input_of(json_object(request)).fields);
    return one_case(services, request, number_of(request), 201);
}

Response post_action(const Services& services, Request& request) {
    const auto& body = json_object(request);
    const auto moved = take_action(services, request.actor(), {number_of(request), json_version(body), json_member(body, "action"),
                                                               json_member(body, "reason"), input_of(body), proceeding_of(body)});
    return one_case(services, request, moved.diary_number);
}

Response post_checklist(const Services& services, Request& request) {
    const auto& body = json_object(request);
    AnswerChecklist command{number_of(request), json_version(body), {}, {}};
    if (body.contains("answers") && body.at("answers").is_object()) {
        for (const auto& [item, answer] : body.at("answers").items()) {
            command.answers[item] = answer.is_object() ? json_member(answer, "answer") : json_text(answer);
            if (answer.is_object()) command.notes[item] = json_member(answer, "note");
        }
    }
    return one_case(services, request, answer_checklist(services, request.actor(), command).diary_number);
}

Response post_document(const Services& services, Request& request) {
    const auto& body = json_object(request);
    const auto bytes = base64_decoded(json_member(body, "content"));
    if (!bytes) refuse(ErrorKind::bad_request, "request.not_base64");
    add_documents(services, request.actor(), {number_of(request), json_member(body, "kind"), json_member(body, "direction"),
                                              json_member(body, "counterpart"), json_member(body, "dated_on"),
                                              json_member(body, "secrecy"), {{"content", json_member(body, "name"), *bytes}}});
    return one_case(services, request, number_of(request), 201);
}

}  // namespace

void add_case_api(Router& router, const Services& services) {
    const RouteOptions large{.body_bytes = limits::body_bytes * 4 / 3};
    router.get("/api/v1/cases", [&](Request& request) { return get_cases(services, request); });
    router.post("/api/v1/cases", [&](Request& request) { return post_case(services, request); }, large);
    router.get("/api/v1/cases/{number}", [&](Request& request) { return one_case(services, request, number_of(request)); });
    router.post("/api/v1/cases/{number}/actions", [&](Request& request) { return post_action(services, request); });
    router.post("/api/v1/cases/{number}/conflict", [&](Request& request) { return post_conflict(services, request); });
    router.post("/api/v1/cases/{number}/checks", [&](Request& request) { return post_check(services, request); });
    router.post("/api/v1/cases/{number}/checklist", [&](Request& request) { return post_checklist(services, request); });
    router.post("/api/v1/cases/{number}/documents", [&](Request& request) { return post_document(services, request); }, large);
}

}  // namespace bygd
