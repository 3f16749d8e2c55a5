#include "pages/prepared_change_api.hpp"

#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "aid/parameter_change_actions.hpp"
#include "aid/parameter_change_store.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "decisions/letter_text_change_actions.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "decisions/letter_text_lines.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "people/admin_event.hpp"

namespace bygd {

namespace {

using nlohmann::json;

void require_reader(const Request& request) {
    if (!may_read_administration(request.actor())) refuse(ErrorKind::not_found, "not_found");
}

template <class Thing>
Id<Thing> id_of(const Request& request) {
    return Id<Thing>(whole_number(request.param("id")).value_or(0));
}

template <class Change>
json with_hands(json body, const Change& change) {
    body["id"] = change.id.value();
    body["state"] = change.state;
    body["prepared_by"] = change.prepared_by_name;
    body["prepared_at"] = utc_text(change.prepared_at);
    body["settled_by"] = change.settled_by ? json(change.settled_by_name) : json(nullptr);
    body["settled_at"] = change.settled_at ? json(utc_text(*change.settled_at)) : json(nullptr);
    body["version"] = change.version;
    return body;
}

// --- parameters ---------------------------------------------------------------------------------------------------------

// The value as a person types it, so that what is read can be sent again.
json change_json(const Services& services, const ParameterChange& change) {
    const auto& value = change.wanted.value;
    const auto* known = services.parameters.known(change.wanted.name);
    return with_hands({{"name", change.wanted.name}, {"unit", known ? json(known->unit) : json(nullptr)},
                       {"value", known ? parameter_text({change.wanted.name, known->unit, value}) : std::to_string(value.value)},
                       {"valid_from", value.valid_from.iso()}, {"valid_to", value.valid_to ? json(value.valid_to->iso()) : json(nullptr)},
                       {"source", value.source}, {"paragraph", value.paragraph}, {"note", value.note}},
                      change);
}

Response parameter_change(const Services& services, Id<ParameterChange> id, int status = 200) {
    const auto change = services.database.look_up([&](Transaction& tx) { return find_parameter_change(tx, id); });
    if (!change) refuse(ErrorKind::not_found, "not_found");
    return json_response(change_json(services, *change), status);
}

Response get_parameter_changes(const Services& services, const Request& request) {
    require_reader(request);
    const auto changes = services.database.look_up([](Transaction& tx) { return parameter_changes(tx, limits::page_rows_most); });
    auto list = json::array();
    for (const auto& change : changes) list.push_back(change_json(services, change));
    return json_response({{"parameter_changes", std::move(list)}});
}

Response post_parameter_change(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto prepared = prepare_parameter_change(services, request.actor(),
                                                   {json_member(body, "name"), json_member(body, "value"), json_member(body, "valid_from"),
                                                    json_member(body, "valid_to"), json_member(body, "source"), json_member(body, "paragraph"),
                                                    json_member(body, "note")});
    return parameter_change(services, prepared.id, 201);
}

using SettleParameter = ParameterChange (*)(const Services&, const Actor&, Id<ParameterChange>, int);

Response settle_parameter(const Services& services, const Request& request, SettleParameter settle) {
    settle(services, request.actor(), id_of<ParameterChange>(request), json_version(json_object(request)));
    return parameter_change(services, id_of<ParameterChange>(request));
}

// --- texts of letters -----------------------------------------------------------------------------------------------------

json text_json(const TextBlock& text) {
    return {{"place", text.place()}, {"source", text.source()}, {"document", text.document}, {"block", text.block}, {"basis", text.bases},
            {"form", text.forms}, {"kind", text.kinds}, {"outcome", text.outcomes}, {"valid_from", text.valid_from.iso()},
            {"valid_to", text.valid_to ? json(text.valid_to->iso()) : json(nullptr)}, {"heading", text.heading},
            {"body", lines_of(text.passages)}, {"change", text.change ? json(text.change->value()) : json(nullptr)}};
}

json change_json(const LetterTextChange& change) {
    return with_hands({{"place", change.place}, {"base", change.base}, {"valid_from", change.valid_from.iso()}, {"heading", change.heading},
                       {"body", change.body}, {"reason", change.reason}, {"refused_why", change.settled_why}},
                      change);
}

Response letter_text_change(const Services& services, Id<LetterTextChange> id, int status = 200) {
    const auto change = services.database.look_up([&](Transaction& tx) { return find_letter_text_change(tx, id); });
    if (!change) refuse(ErrorKind::not_found, "not_found");
    return json_response(change_json(*change), status);
}

// Some hundred texts, which the process holds: all of them, or those of one place.
Response get_letter_texts(const Services& services, const Request& request) {
    require_reader(request);
    const auto place = request.query("place");
    auto list = json::array();
    for (const auto& text : services.letter_texts.blocks()) {
        if (place.empty() || text.place() == place) list.push_back(text_json(text));
    }
    return json_response({{"letter_texts", std::move(list)}});
}

Response get_letter_text_changes(const Services& services, const Request& request) {
    require_reader(request);
    const auto most = rows_asked(request);
    const auto before = whole_number(request.query("before")).value_or(0);
    auto changes = services.database.look_up([&](Transaction& tx) { return letter_text_changes(tx, before, most + 1); });
    const bool more = changes.size() > most;
    if (more) changes.pop_back();
    auto list = json::array();
    for (const auto& change : changes) list.push_back(change_json(change));
    return json_response({{"letter_text_changes", std::move(list)}, {"next", more ? json(std::to_string(changes.back().id.value())) : json(nullptr)}});
}

Response post_letter_text_change(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto prepared = prepare_letter_text(services, request.actor(),
                                              {json_member(body, "place"), json_member(body, "base"), json_member(body, "valid_from"),
                                               json_member(body, "heading"), json_member(body, "body"), json_member(body, "reason")});
    return letter_text_change(services, prepared.id, 201);
}

}  // namespace

void add_prepared_change_api(Router& router, const Services& services) {
    const std::string parameters = "/api/v1/parameter-changes", letters = "/api/v1/letter-text-changes";
    router.get(parameters, [&](Request& request) { return get_parameter_changes(services, request); });
    router.post(parameters, [&](Request& request) { return post_parameter_change(services, request); });
    router.get(parameters + "/{id}", [&](Request& request) {
        require_reader(request);
        return parameter_change(services, id_of<ParameterChange>(request));
    });
    router.post(parameters + "/{id}/confirmation", [&](Request& request) { return settle_parameter(services, request, confirm_parameter_change); });
    router.post(parameters + "/{id}/withdrawal", [&](Request& request) { return settle_parameter(services, request, withdraw_parameter_change); });

    router.get("/api/v1/letter-texts", [&](Request& request) { return get_letter_texts(services, request); });
    router.get(letters, [&](Request& request) { return get_letter_text_changes(services, request); });
    router.post(letters, [&](Request& request) { return post_letter_text_change(services, request); });
    router.get(letters + "/{id}", [&](Request& request) {
        require_reader(request);
        return letter_text_change(services, id_of<LetterTextChange>(request));
    });
    router.post(letters + "/{id}/confirmation", [&](Request& request) {
        return json_response(change_json(confirm_letter_text(services, request.actor(), id_of<LetterTextChange>(request), json_version(json_object(request)))));
    });
    router.post(letters + "/{id}/refusal", [&](Request& request) {
        const auto& body = json_object(request);
        return json_response(change_json(refuse_letter_text(services, request.actor(), id_of<LetterTextChange>(request), json_version(body), json_member(body, "why"))));
    });
    router.post(letters + "/{id}/withdrawal", [&](Request& request) {
        return json_response(change_json(withdraw_letter_text(services, request.actor(), id_of<LetterTextChange>(request), json_version(json_object(request)))));
    });
}

}  // namespace bygd
