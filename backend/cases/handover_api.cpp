#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/handover_actions.hpp"
#include "cases/handover_pages.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

Id<User> user_of(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

json in_hand_json(const HandoverView& shown) {
    return {{"user_id", shown.from.id.value()},
            {"active", shown.from.active},
            {"open_cases", shown.held.open_cases},
            {"decided_cases", shown.held.decided_cases},
            {"tasks", shown.held.tasks},
            {"shared_views", shown.held.shared_views},
            {"mandates", shown.held.mandates},
            {"absences", shown.held.absences},
            {"version", shown.from.version}};
}

Response get_in_hand(const Services& services, const Request& request) {
    return json_response(in_hand_json(handover_of(services, request.actor(), user_of(request))));
}

Response post_in_hand(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const bool close = !body.contains("close_account") || json_member(body, "close_account") == "1";
    const auto done = hand_over(services, request.actor(),
                                {user_of(request), json_version(body), json_member(body, "handover_to"), json_member(body, "reason"), close});
    auto kept = json::array();
    for (const auto& one : done.kept) kept.push_back({{"case", one.diary_number}, {"why", one.why}});
    return json_response({{"given", done.given},
                          {"unassigned", done.unassigned},
                          {"kept", kept},
                          {"left", in_hand_json(handover_of(services, request.actor(), user_of(request)))}});
}

}  // namespace

void add_handover_api(Router& router, const Services& services) {
    router.get("/api/v1/users/{id}/handover", [&](Request& request) { return get_in_hand(services, request); });
    router.post("/api/v1/users/{id}/handover", [&](Request& request) { return post_in_hand(services, request); });
}

}  // namespace bygd
