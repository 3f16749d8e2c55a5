#include "cases/case_document_api.hpp"

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

using nlohmann::json;

json document_json(const CaseDocument& document, bool may_open) {
    json one{{"id", document.document.id.value()}, {"number", document.number}, {"version", document.version},
             {"newest", document.newest}, {"kind", document.kind}, {"direction", document.direction},
             {"dated_on", document.dated_on.iso()}, {"counterpart", document.counterpart},
             {"secrecy", document.secrecy.empty() ? json(nullptr) : json(document.secrecy)},
             {"media_type", document.document.media_type}, {"size", document.document.size}};
    const bool shown = document.secrecy.empty() || may_open;
    one["name"] = shown ? json(document.document.name) : json(nullptr);
    one["sha256"] = shown ? json(document.document.sha256) : json(nullptr);
    return one;
}

namespace {

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }
Id<Document> id_of(const Request& request) { return Id<Document>(whole_number(request.param("id")).value_or(0)); }

// The document as it stands after what was done, with who has asked for it.
Response answer(const Services& services, const Request& request, Id<Document> id, int status) {
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number_of(request));
        const auto found = find_case_document(tx, subject.id, id);
        if (!found) refuse(ErrorKind::not_found, "not_found");
        const bool may_open = may_open_secret(tx, subject, request.actor());
        auto one = document_json(*found, may_open);
        one["demands"] = json::array();
        for (const auto& test : harm_tests_of(tx, subject.id)) {
            if (test.document != id || (!found->secrecy.empty() && !may_open)) continue;
            one["demands"].push_back({{"asked_on", test.asked_on.iso()}, {"asked_by", test.asked_by}, {"decision", test.decision},
                                      {"ground", test.ground}, {"reason", test.reason}, {"decided_by", test.decided_by},
                                      {"decided_at", utc_text(test.decided_at)}});
        }
        return json_response(one, status);
    });
}

Response get_bytes(const Services& services, const Request& request) {
    const auto found = open_document(services, request.actor(), number_of(request), id_of(request), "api");
    auto bytes = services.database.read([&](Transaction& tx) { return document_bytes(tx, found.document); });
    return file_response(std::move(bytes), found.document.name, found.document.media_type);
}

Response post_version(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto bytes = base64_decoded(json_member(body, "content"));
    if (!bytes) refuse(ErrorKind::bad_request, "request.not_base64");
    const auto id = add_version(services, request.actor(), number_of(request), id_of(request),
                                {"content", json_member(body, "name"), *bytes});
    return answer(services, request, id, 201);
}

Response post_secrecy(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    mark_secret(services, request.actor(), number_of(request), id_of(request), json_member(body, "ground"), json_member(body, "reason"));
    return answer(services, request, id_of(request), 200);
}

Response post_demand(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    answer_demand(services, request.actor(), {number_of(request), id_of(request), json_member(body, "asked_on"),
                                              json_member(body, "asked_by"), json_member(body, "decision"),
                                              json_member(body, "ground"), json_member(body, "reason")});
    return answer(services, request, id_of(request), 201);
}

}  // namespace

void add_case_document_api(Router& router, const Services& services) {
    const std::string one = "/api/v1/cases/{number}/documents/{id}";
    router.get(one, [&](Request& request) { return get_bytes(services, request); });
    router.post(one + "/versions", [&](Request& request) { return post_version(services, request); },
                {.body_bytes = limits::body_bytes * 4 / 3});
    router.post(one + "/secrecy", [&](Request& request) { return post_secrecy(services, request); });
    router.post(one + "/demands", [&](Request& request) { return post_demand(services, request); });
}

}  // namespace bygd
