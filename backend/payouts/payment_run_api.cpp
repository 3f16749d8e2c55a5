// Runs of payments as JSON under /api/v1/payment-runs. The same actions as the pages.
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/payment_run_actions.hpp"
#include "payouts/payment_run_pages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json person(const std::string& name, const std::optional<Instant>& at) {
    return at ? json{{"name", name}, {"at", utc_text(*at)}} : json();
}

json to_json(const PaymentRun& run) {
    return {{"number", run.number},
            {"state", run.state},
            {"stage", run.stage()},
            {"version", run.version},
            {"pay_on", run.pay_on.iso()},
            {"profile", run.profile},
            {"payments", run.payments},
            {"sum", run.sum.plain()},
            {"paid", run.paid},
            {"rejected", run.rejected},
            {"sha256", run.sha256.empty() ? json() : json(run.sha256)},
            {"made", person(run.made_by_name, run.made_at)},
            {"released", person(run.released_by_name, run.released_at)},
            {"sent", person(run.sent_by_name, run.sent_at)},
            {"reversal_asked", person(run.reversal_asked_by_name, run.reversal_asked_at)},
            {"reversal_reason", run.reversal_reason},
            {"ended", person(run.ended_by_name, run.ended_at)}};
}

json to_json(const PayableLine& line, const Words& words) {
    auto why = json::array();
    for (const auto& problem : line.why) why.push_back({{"code", problem.code}, {"message", words(problem)}});
    return {{"payment", line.end_to_end_id},
            {"diary_number", line.diary_number},
            {"organisation", line.organisation},
            {"payee_kind", std::string(to_string(line.payee->kind()))},
            {"payee_number", line.payee->formatted()},
            {"amount", line.amount.plain()},
            {"outcome", line.outcome},
            {"held_back", why}};
}

Response get_runs(const Services& services, const Request& request) {
    const auto most = rows_asked(request);
    const Id<PaymentRun> before(whole_number(request.query("before")).value_or(0));
    auto runs = list_runs(services, request.actor(), before, most + 1);
    const bool more = runs.size() > most;
    if (more) runs.pop_back();
    auto list = json::array();
    for (const auto& run : runs) list.push_back(to_json(run));
    return json_response({{"runs", list}, {"next", more ? json(std::to_string(runs.back().id.value())) : json()}});
}

Response get_payable(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto found = payable_now(services, request.actor(), limits::page_rows_most);
    auto list = json::array();
    for (const auto& line : found.lines) list.push_back(to_json(line, words));
    return json_response({{"payments", list}, {"in_all", found.in_all}});
}

Response get_run(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto most = rows_asked(request);
    const auto after = static_cast<int>(whole_number(request.query("after")).value_or(0));
    auto found = run_page(services, request.actor(), request.param("number"), after, most + 1);
    const bool more = found.lines.size() > most;
    if (more) found.lines.pop_back();
    auto told = to_json(found.run);
    told["lines"] = json::array();
    for (const auto& line : found.lines) told["lines"].push_back(to_json(line, words));
    told["next"] = more ? json(std::to_string(after + static_cast<int>(most))) : json();
    told["events"] = json::array();
    for (const auto& event : found.events) {
        told["events"].push_back({{"kind", event.kind}, {"actor", event.actor_name}, {"at", utc_text(event.occurred_at)}, {"text", event.text}});
    }
    return json_response(told);
}

Response post_run(const Services& services, const BankProfiles& banks, const Request& request) {
    const auto& body = json_object(request);
    MakeRun command{{}, json_member(body, "all") == "1", json_member(body, "pay_on"), json_member(body, "profile")};
    if (const auto chosen = body.find("payments"); chosen != body.end() && chosen->is_array()) {
        for (const auto& one : *chosen) command.payments.push_back(json_text(one));
    }
    return json_response(to_json(make_run(services, banks, request.actor(), command)), 201);
}

template <typename Step>
Handler step_of(Step take) {
    return [take](Request& request) {
        const auto& body = json_object(request);
        return json_response(to_json(take(request, request.param("number"), json_version(body))));
    };
}

Response sent_as_file(const RunFile& file) {
    return stream_response([bytes = file.bytes](std::ostream& out) { out << bytes; }, file.name, "application/xml");
}

}  // namespace

void add_payment_run_api(Router& router, const Services& services, const std::shared_ptr<const BankProfiles>& banks) {
    const std::string runs = "/api/v1/payment-runs", one = runs + "/{number}";
    router.get(runs, [&services](Request& request) { return get_runs(services, request); });
    router.post(runs, [&services, banks](Request& request) { return post_run(services, *banks, request); });
    router.get(runs + "/payable", [&services](Request& request) { return get_payable(services, request); });
    router.get(one, [&services](Request& request) { return get_run(services, request); });
    router.get(one + "/file", [&services](Request& request) {
        return sent_as_file(read_run_file(services, request.actor(), request.param("number")));
    });
    router.post(one + "/sending", [&services](Request& request) {
        return sent_as_file(fetch_run_file(services, request.actor(), request.param("number"), json_version(json_object(request))));
    });
    router.post(one + "/release", step_of([&services, banks](const Request& request, const std::string& number, int version) {
        return release_run(services, *banks, request.actor(), number, version);
    }));
    router.post(one + "/withdrawal", step_of([&services](const Request& request, const std::string& number, int version) {
        return withdraw_run(services, request.actor(), number, version);
    }));
    router.post(one + "/reversal", step_of([&services](const Request& request, const std::string& number, int version) {
        return ask_reversal(services, request.actor(), number, version, json_member(json_object(request), "reason"));
    }));
    router.post(one + "/reversal/confirmation", step_of([&services](const Request& request, const std::string& number, int version) {
        return confirm_reversal(services, request.actor(), number, version);
    }));
    router.post(one + "/reversal/refusal", step_of([&services](const Request& request, const std::string& number, int version) {
        return decline_reversal(services, request.actor(), number, version);
    }));
}

}  // namespace bygd
