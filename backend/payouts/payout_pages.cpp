#include "payouts/payout_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/payment_run.hpp"
#include "payouts/payment_run_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

PayoutFilter filter_of(const Request& request) {
    PayoutFilter filter;
    const auto stage = request.query("stage");
    if (std::find(std::begin(payout_stages), std::end(payout_stages), stage) != std::end(payout_stages))
        filter.stage = stage;
    if (const auto year = whole_number(request.query("year")); year && *year >= 1900 && *year < 2200) {
        filter.year = static_cast<int>(*year);
    }
    filter.after = whole_number(request.query("after"));
    return filter;
}

std::string url_of(std::string_view stage, std::optional<int> year) {
    return "/payouts?stage=" + std::string(stage) + (year ? "&year=" + std::to_string(*year) : "");
}

// The step that the line waits for, and whose it is. The action itself decides whether this person may take it.
struct Next {
    std::string_view stage, action, word, kind;
    Role role;
};
constexpr Next nexts[] = {{"to_review", "approve_claim", "payouts.do.review", "open", Role::officer},
                          {"to_attest", "attest", "payouts.do.attest", "waiting", Role::finance},
                          {"to_pay", "mark_paid", "payouts.do.pay", "waiting", Role::finance}};

using RunsByPayment = std::map<std::string, std::string, std::less<>>;

RunsByPayment runs_of(Transaction& tx, const std::vector<PayoutLine>& lines) {
    std::vector<std::string> payments;
    for (const auto& line : lines) {
        if (!line.end_to_end_id.empty()) payments.push_back(line.end_to_end_id);
    }
    return runs_by_payment(tx, payments);
}

void put_line(View& row, const Services& services, const Request& request, const PayoutLine& line, const RunsByPayment& runs,
              const Words& words) {
    const auto url = case_url(line.diary_number);
    row.set("URL", url)
        .set("DIARY_NUMBER", line.diary_number)
        .set("TITLE", line.title)
        .set("ORGANISATION", line.organisation);
    row.set("FORM", form_label(services, line.form, request.language())).set("RECEIVED", line.received_on.iso());
    row.set("STAGE", words("payouts.badge." + line.stage));
    row.set("AMOUNT", line.payable.zero() ? "–" : line.payable.swedish());
    if (!line.set_off.zero()) row.set("CLAIMED", words("payouts.to_recipient", {(line.payable - line.set_off).swedish()}));
    if (line.payable.zero()) row.set("CLAIMED", words("payouts.of_claimed", {line.claimed.swedish()}));
    if (line.payee) {
        row.set("PAYEE",
                words("payouts.payee." + std::string(to_string(line.payee->kind())), {line.payee->formatted()}));
    }
    row.show_if(!line.payee, "NO_PAYEE").show_if(line.payee_pending, "PENDING");
    row.set("REFERENCE", line.end_to_end_id);
    if (line.booked_on) row.set("BOOKED", words("payouts.booked_day", {line.booked_on->iso()}));
    row.set("STAGE_KIND", line.stage == "paid" ? "done" : "stopped");
    const auto run = runs.find(line.end_to_end_id);
    const bool held = run != runs.end();
    if (held && may_read_runs(request.actor())) {
        row.add("IN_RUN").set("RUN_URL", "/payouts/runs/" + run->second).set("RUN_NUMBER", run->second);
    }
    for (const auto& next : nexts) {
        if (next.stage != line.stage) continue;
        row.set("STAGE_KIND", next.kind);
        if (request.actor().has(next.role) && !(held && next.action == "mark_paid")) {
            row.add("DO")
                .set("DO_URL", url + "/actions/" + std::string(next.action) + "?proceeding=" + std::to_string(line.proceeding))
                .set("DO_LABEL", words(std::string(next.word)));
        }
    }
}

Response get_payouts(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto filter = filter_of(request);
    const auto this_year = services.clock.today().year();
    View view;
    std::vector<PayoutLine> lines;
    std::vector<Option> years;
    RunsByPayment runs;
    services.database.read([&](Transaction& tx) {
        lines = list_payouts(tx, filter, limits::page_rows + 1);
        runs = runs_of(tx, lines);
        const auto counts = count_payouts(tx, filter.year);
        for (const auto stage : payout_stages) {
            const auto& count = counts.at(std::string(stage));
            auto& chip = view.add("VIEW");
            chip.set("NAME", words("payouts.stage." + std::string(stage))).set("COUNT", count.payouts);
            chip.set("URL", url_of(stage, filter.year)).show_if(stage == filter.stage, "HERE");
        }
        const auto& chosen = counts.at(filter.stage);
        view.set("SUM", words(filter.stage == "paid" ? "payouts.sum_paid" : "payouts.sum",
                              {std::to_string(chosen.payouts), chosen.payable.swedish()}));
        const int first = first_payout_year(tx, this_year);
        for (int year = this_year; year >= first; --year) {
            years.push_back({std::to_string(year), std::to_string(year)});
        }
    });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& line : lines) put_line(view.add("PAYOUT"), services, request, line, runs, words);
    if (more) {
        view.add("NEXT").set("URL",
                             url_of(filter.stage, filter.year) + "&after=" + std::to_string(lines.back().cursor));
    }
    put_options(view, "year", years, filter.year ? std::to_string(*filter.year) : "", {}, words);
    view.show_if(may_read_runs(request.actor()), "RUNS");
    view.set("CHOSEN_STAGE", filter.stage).show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    return page(services, request, "payouts/payout_list", view, {.title = words("payouts.title"), .nav = Nav::payouts});
}

Response list_json(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto filter = filter_of(request);
    const auto most = rows_asked(request);
    auto [lines, runs] = services.database.read([&](Transaction& tx) {
        auto found = list_payouts(tx, filter, most + 1);
        auto held = runs_of(tx, found);
        return std::pair(std::move(found), std::move(held));
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    const auto text_or_null = [](const std::string& text) { return text.empty() ? json(nullptr) : json(text); };
    json list = json::array();
    for (const auto& line : lines) {
        list.push_back({{"claim_id", line.claim.value()},
                        {"diary_number", line.diary_number},
                        {"title", line.title},
                        {"organisation", line.organisation},
                        {"form", line.form},
                        {"stage", line.stage},
                        {"kind", line.kind},
                        {"claimed", line.claimed.plain()},
                        {"payable", line.payable.plain()},
                        {"set_off", line.set_off.plain()},
                        {"to_recipient", (line.payable - line.set_off).plain()},
                        {"payee_kind", line.payee ? json(std::string(to_string(line.payee->kind()))) : json(nullptr)},
                        {"payee_number", line.payee ? json(line.payee->formatted()) : json(nullptr)},
                        {"payee_pending", line.payee_pending},
                        {"reference", text_or_null(line.end_to_end_id)},
                        {"payment_run", runs.contains(line.end_to_end_id) && may_read_runs(request.actor())
                                            ? json(runs.find(line.end_to_end_id)->second) : json(nullptr)},
                        {"received_on", line.received_on.iso()},
                        {"booked_on", line.booked_on ? json(line.booked_on->iso()) : json(nullptr)}});
    }
    return json_response(
        {{"payouts", list}, {"next", more ? json(std::to_string(lines.back().cursor)) : json(nullptr)}});
}

}  // namespace

void add_payout_routes(Router& router, const Services& services) {
    router.get("/payouts", [&](Request& request) { return get_payouts(services, request); });
    router.get("/api/v1/payouts", [&](Request& request) { return list_json(services, request); });
}

}  // namespace bygd
