#include "payouts/reconciliation_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cases/case.hpp"
#include "http/router.hpp"
#include "payouts/accounting_pages.hpp"
#include "payouts/reconciliation_actions.hpp"
#include "payouts/voucher.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr const char* reconciliation_here = "/accounting/reconciliation";

void put_sides(View& row, const SideSums& sums, bool agrees, const Words& words) {
    row.set("LEDGER", sums.ledger.swedish()).set("BANK", sums.bank.swedish()).set("ACCOUNTS", sums.accounts.swedish());
    row.set("STATE", words(agrees ? "reconciliation.agrees" : "reconciliation.differs")).set("STATE_KIND", agrees ? "done" : "late");
    if (sums.bank != sums.ledger) row.add("BANK_OFF").set("OFF", words("reconciliation.off", {(sums.bank - sums.ledger).swedish()}));
    if (sums.accounts != sums.ledger) row.add("ACCOUNTS_OFF").set("OFF", words("reconciliation.off", {(sums.accounts - sums.ledger).swedish()}));
}

std::string fund_name(const std::string& code, const Words& words) { return code.empty() ? words("reconciliation.no_fund") : code; }

Response get_days(const Services& services, const Request& request) {
    require_accounts_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    Problems problems;
    std::vector<ReconciledDay> days;
    auto span = read_reconciliation_span("", "", today);
    try {
        span = read_reconciliation_span(request.query("from"), request.query("to"), today);
        days = reconciliation(services, request.actor(), span);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        problems = error.problems();
    }
    const bool only = request.query("only") == "differences";
    View view;
    put_accounting_views(view, words, "reconciliation");
    const auto off = std::count_if(days.begin(), days.end(), [](const auto& day) { return !day.agrees(); });
    const auto many = days.size();
    if (only) std::erase_if(days, [](const auto& day) { return day.agrees(); });
    SideSums total;
    for (const auto& day : days) {
        auto& row = view.add("DAY_ROW").set("DAY", day.day.iso()).set("FUND", fund_name(day.fund, words));
        row.set("URL", std::string(reconciliation_here) + "/" + day.day.iso() + (day.fund.empty() ? "" : "?fund=" + day.fund));
        put_sides(row, day.sums, day.agrees(), words);
        total.ledger += day.sums.ledger;
        total.bank += day.sums.bank;
        total.accounts += day.sums.accounts;
    }
    if (!days.empty()) put_sides(view.add("TOTAL"), total, total.agree(), words);
    view.show_if(days.empty() && problems.empty(), "EMPTY").show_if(!days.empty(), "ANY");
    view.set("LEAD", words(off == 0 ? "reconciliation.all_agree" : "reconciliation.some_differ", {std::to_string(off), std::to_string(many)}));
    view.set("LEAD_KIND", off == 0 ? "done" : "late");
    const auto typed = [&](const char* name, Date otherwise) { return request.query(name).empty() ? otherwise.iso() : request.query(name); };
    put_field(view, "from", typed("from", span.from), problems, words);
    put_field(view, "to", typed("to", span.to), problems, words);
    const std::vector<Option> choices{{"differences", words("reconciliation.only_differences")}};
    put_options(view, "only", choices, only ? "differences" : "", problems, words);
    put_problems(view, problems, words);
    view.set("FROM", span.from.iso()).set("TO", span.to.iso());
    return page(services, request, "payouts/reconciliation", view,
                {.title = words("reconciliation.title"), .nav = Nav::payouts, .status = problems.empty() ? 200 : 422,
                 .crumbs = accounting_crumbs(words, words("reconciliation.title"))});
}

Response get_day(const Services& services, const Request& request) {
    require_accounts_reader(request.actor());
    const auto& words = words_of(services, request);
    ReconciliationSpan span;
    try {
        span.from = span.to = Date::parse(request.param("day"));
    } catch (const Error&) {
        refuse(ErrorKind::not_found, "not_found");
    }
    const auto fund = request.query("fund");
    View view;
    view.set("DAY", span.from.iso()).set("FUND", fund_name(fund, words));
    for (const auto& day : reconciliation(services, request.actor(), span)) {
        if (day.fund != fund) continue;
        for (const auto& payment : day.payments) {
            auto& row = view.add("PAYMENT").set("REFERENCE", payment.reference.empty() ? words("reconciliation.no_payment") : payment.reference);
            put_sides(row, payment.sums, payment.sums.agree(), words);
            if (!payment.diary_number.empty()) row.add("OF_CASE").set("CASE_URL", case_url(payment.diary_number)).set("DIARY_NUMBER", payment.diary_number);
            if (payment.entry != 0) row.add("OF_ENTRY").set("ENTRY_URL", "/payouts/bank-answers/" + std::to_string(payment.entry));
            if (!payment.voucher.empty()) row.add("OF_VOUCHER").set("VOUCHER_URL", "/accounting/vouchers/" + payment.voucher).set("VOUCHER_NAME", payment.voucher);
        }
        put_sides(view.add("TOTAL"), day.sums, day.agrees(), words);
        view.show("ANY");
    }
    auto crumbs = accounting_crumbs(words, words("reconciliation.title"));
    crumbs.back().url = reconciliation_here;
    crumbs.push_back({span.from.iso()});
    return page(services, request, "payouts/reconciliation_day", view,
                {.title = words("reconciliation.one", {span.from.iso()}), .nav = Nav::payouts, .crumbs = std::move(crumbs)});
}

json to_json(const SideSums& sums) {
    return {{"ledger", sums.ledger.plain()}, {"bank", sums.bank.plain()}, {"accounts", sums.accounts.plain()}};
}

Response days_as_json(const Services& services, const Request& request) {
    require_accounts_reader(request.actor());
    const auto span = read_reconciliation_span(request.query("from"), request.query("to"), services.clock.today());
    auto list = json::array();
    const auto text_or_null = [](const std::string& text) { return text.empty() ? json() : json(text); };
    for (const auto& day : reconciliation(services, request.actor(), span)) {
        auto payments = json::array();
        for (const auto& payment : day.payments) {
            auto told = to_json(payment.sums);
            told["payment"] = text_or_null(payment.reference);
            told["diary_number"] = text_or_null(payment.diary_number);
            told["bank_entry"] = payment.entry == 0 ? json() : json(payment.entry);
            told["voucher"] = text_or_null(payment.voucher);
            payments.push_back(std::move(told));
        }
        auto told = to_json(day.sums);
        told["day"] = day.day.iso();
        told["fund"] = text_or_null(day.fund);
        told["agrees"] = day.agrees();
        told["payments"] = std::move(payments);
        list.push_back(std::move(told));
    }
    return json_response({{"from", span.from.iso()}, {"to", span.to.iso()}, {"days", list}});
}

}  // namespace

void add_reconciliation_routes(Router& router, const Services& services) {
    router.get(reconciliation_here, [&](Request& request) { return get_days(services, request); });
    router.get(std::string(reconciliation_here) + "/{day}", [&](Request& request) { return get_day(services, request); });
    router.get("/api/v1/accounting/reconciliation", [&](Request& request) { return days_as_json(services, request); });
}

}  // namespace bygd
