#include "people/draft_pages.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "database/pool.hpp"
#include "http/draft_actions.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Response put_draft_fields(const Services& services, const Request& request) {
    const auto& json = request.json();
    const bool shaped = json.is_object() && json.value("key", nlohmann::json()).is_string() && json.contains("fields") &&
                        json.at("fields").is_array();
    if (!shaped) refuse(ErrorKind::bad_request, "draft.key");
    FormPairs fields;
    for (const auto& field : json.at("fields")) {
        if (!field.is_array() || field.size() != 2 || !field[0].is_string() || !field[1].is_string()) {
            refuse(ErrorKind::bad_request, "draft.key");
        }
        fields.emplace_back(field[0].get<std::string>(), field[1].get<std::string>());
    }
    if (fields.size() > limits::form_fields) refuse(ErrorKind::bad_request, "draft.too_large");
    keep_draft(services.database, services.clock, request.actor(), json.at("key").get<std::string>(), fields);
    return json_response({{"saved_at", stockholm_minute(services.clock.now())}});
}

// Back to where the form is: its key.
Response post_drop(const Services& services, const Request& request) {
    const auto key = request.form().text("key");
    if (!draft_key_shaped(key)) refuse(ErrorKind::bad_request, "draft.key");
    drop_draft(services.database, request.actor(), key);
    return see_other_saying(key, "draft.dropped");
}

}  // namespace

void add_draft_routes(Router& router, const Services& services) {
    router.put("/drafts", [&](Request& request) { return put_draft_fields(services, request); });
    router.post("/drafts/drop", [&](Request& request) { return post_drop(services, request); });
}

}  // namespace bygd
