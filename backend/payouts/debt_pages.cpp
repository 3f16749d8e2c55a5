#include "payouts/debt_pages.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/debt_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr const char* here = "/payouts/debts";

std::string_view view_of(const Request& request) {
    const auto asked = request.query("view");
    const auto found = std::find(std::begin(debt_views), std::end(debt_views), asked);
    return found == std::end(debt_views) ? debt_views[0] : *found;
}

struct DebtPage {
    std::vector<DebtShown> debts;
    bool more = false;
};

DebtPage page_of(const Services& services, const Request& request, std::size_t most) {
    require_case_reader(request.actor());
    const auto before = whole_number(request.query("before")).value_or(0);
    DebtPage page;
    services.database.read([&](Transaction& tx) { page.debts = debts_shown(services, tx, view_of(request), before, most + 1); });
    page.more = page.debts.size() > most;
    if (page.more) page.debts.pop_back();
    return page;
}

void put_debt(View& row, const DebtShown& one, const Words& words) {
    row.set("URL", case_url(one.line.diary_number) + "#proceeding-" + std::to_string(one.line.sequence));
    row.set("DIARY_NUMBER", one.line.diary_number).set("ORGANISATION", one.line.organisation).set("REFERENCE", one.reference);
    row.set("DEMANDED", one.debt.demanded.swedish()).set("DECIDED_ON", one.debt.decided_on.iso());
    row.set("LEFT", (one.left.debt + one.left.interest).swedish());
    if (!one.left.interest.zero()) row.add("INTEREST").set("SUM", one.left.interest.swedish());
    row.set("STATE", words("debts.state." + one.line.state));
    row.set("STATE_KIND", one.line.state == "debt" ? (one.behind.zero() ? "waiting" : "late") : "done");
    if (!one.behind.zero()) row.add("BEHIND").set("SUM", one.behind.swedish());
    if (!one.plan) return;
    if (const auto next = one.plan->next_unpaid()) row.add("NEXT_PART").set("DUE_ON", next->due_on.iso()).set("SUM", next->amount.swedish());
}

Response get_debts(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto found = page_of(services, request, limits::page_rows);
    const auto view_name = std::string(view_of(request));
    View view;
    for (const auto& one : found.debts) put_debt(view.add("DEBT"), one, words);
    for (const auto each : debt_views) {
        const std::string name(each);
        view.add("VIEW").set("NAME", words("debts.view." + name)).set("URL", std::string(here) + "?view=" + name).show_if(name == view_name, "HERE");
    }
    view.show_if(found.debts.empty(), "EMPTY").show_if(!found.debts.empty(), "ANY");
    if (found.more) {
        view.add("NEXT").set("URL", std::string(here) + "?view=" + view_name + "&before=" + std::to_string(found.debts.back().line.recovery.value()));
    }
    return page(services, request, "payouts/debt_list", view,
                {.title = words("debts.title"), .nav = Nav::payouts, .crumbs = {{words("payouts.title"), "/payouts"}, {words("debts.title")}}});
}

json to_json(const DebtShown& one) {
    auto parts = json::array();
    if (one.plan) {
        for (const auto& part : one.plan->instalments) parts.push_back({{"due_on", part.due_on.iso()}, {"amount", part.amount.plain()}});
    }
    return {{"diary_number", one.line.diary_number},
            {"proceeding", one.line.sequence},
            {"organisation_name", one.line.organisation},
            {"state", one.line.state},
            {"reference", one.reference},
            {"demanded", one.debt.demanded.plain()},
            {"decided_on", one.debt.decided_on.iso()},
            {"interest_from", one.debt.interest_from().iso()},
            {"debt", one.left.debt.plain()},
            {"interest", one.left.interest.plain()},
            {"behind", one.behind.plain()},
            {"instalments", parts}};
}

Response get_debt_list(const Services& services, const Request& request) {
    const auto found = page_of(services, request, rows_asked(request));
    auto list = json::array();
    for (const auto& one : found.debts) list.push_back(to_json(one));
    return json_response({{"debts", list}, {"next", found.more ? json(std::to_string(found.debts.back().line.recovery.value())) : json()}});
}

}  // namespace

void add_debt_routes(Router& router, const Services& services) {
    router.get(here, [&](Request& request) { return get_debts(services, request); });
    router.get("/api/v1/debts", [&](Request& request) { return get_debt_list(services, request); });
}

}  // namespace bygd
