#include <nlohmann/json.hpp>

#include "base/reference_number.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/past_payment_actions.hpp"
#include "payouts/past_payment_pages.hpp"
#include "payouts/past_payment_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const PastPayment& past) {
    return {{"id", past.id.value()},
            {"amount", past.amount.plain()},
            {"paid_on", past.paid_on.iso()},
            {"reference", past.reference},
            {"text", past.text},
            {"state", past.state},
            {"asked_by", past.asked_name},
            {"settled_by", past.settled_name.empty() ? json(nullptr) : json(past.settled_name)}};
}

Response list_past(const Services& services, const Request& request, int status) {
    require_case_reader(request.actor());
    json list = json::array();
    services.database.read([&](Transaction& tx) {
        for (const auto& past : past_payments_of(tx, case_by_number(tx, diary_number_of_path(request.param("number"))).id)) list.push_back(to_json(past));
    });
    return json_response({{"past_payments", list}}, status);
}

Response post_past(const Services& services, const Request& request) {
    Typed typed;
    for (const auto& [name, value] : json_object(request).items()) {
        if (!value.is_null()) typed.emplace(name, json_text(value));
    }
    ask_past_payment(services, request.actor(), diary_number_of_path(request.param("number")), typed);
    return list_past(services, request, 201);
}

// {"version": 7, "step": "book"} or "withdraw".
Response post_settlement(const Services& services, const Request& request) {
    const auto body = json_object(request);
    const auto text = [&](const char* name) { return body.contains(name) && !body[name].is_null() ? json_text(body[name]) : std::string(); };
    const auto step = text("step");
    if (step != "book" && step != "withdraw") throw Error(ErrorKind::invalid, {{"step", "choice.unknown"}});
    const auto version = static_cast<int>(whole_number(text("version")).value_or(0));
    const Id<PastPayment> id(whole_number(request.param("id")).value_or(0));
    const auto number = diary_number_of_path(request.param("number"));
    (step == "book" ? book_past_payment : withdraw_past_payment)(services, request.actor(), number, version, id);
    return list_past(services, request, 200);
}

}  // namespace

void add_past_payment_api(Router& router, const Services& services) {
    router.get("/api/v1/cases/{number}/past-payments", [&](Request& request) { return list_past(services, request, 200); });
    router.post("/api/v1/cases/{number}/past-payments", [&](Request& request) { return post_past(services, request); });
    router.post("/api/v1/cases/{number}/past-payments/{id}", [&](Request& request) { return post_settlement(services, request); });
}

}  // namespace bygd
