#include "budget/fund_pages.hpp"

#include "base/limits.hpp"
#include "base/reference_number.hpp"
#include "base/text.hpp"
#include "budget/fund_api.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string fund_url(const Fund& fund) {
    return "/budget/" + fund.code;
}

void put_entry(View& row, const LedgerLine& line, const Words& words) {
    const auto& entry = line.entry;
    row.set("BOOKED_ON", entry.booked_on.iso())
        .set("MOVEMENT", words("budget.movement." + std::string(to_string(entry.movement))));
    row.set("AMOUNT", entry.amount.swedish());
    row.set("WHO", line.actor_name).set("MADE_AT", stockholm_minute(entry.made_at));
    if (!line.diary_number.empty()) {
        row.add("CASE").set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number);
    }
    if (!line.other_code.empty()) row.add("OTHER").set("OTHER_CODE", line.other_code);
    row.set("REFERENCE", line.reference);
    if (entry.text != line.diary_number && entry.text != line.reference) row.set("TEXT", entry.text);
}

void put_figures(View& view, const FundBalance& balance, const Words& words) {
    for (const auto& figure : fund_figures()) {
        const std::string name(figure.name);
        view.add("FIGURE")
            .set("LABEL", words("budget.figure." + name))
            .set("TEXT", words("budget.definition." + name))
            .set("AMOUNT", figure.of(balance).swedish())
            .set("CLASS", name == "left_to_decide" ? "total" : "");
    }
    view.set("FREE", words("budget.free", {balance.left_to_reserve().swedish()}));
    put_share(view, balance, words);
    put_share_legend(view, words);
    put_definitions(view, words);
}

void put_allocation_form(View& view, const FundFields& typed, const Problems& problems, Date today,
                         const Words& words) {
    auto& form = view.add("MAY_MOVE");
    const auto value = [&](const char* name, const std::string& otherwise = "") {
        const auto found = typed.find(name);
        return found == typed.end() ? otherwise : found->second;
    };
    const Option movements[] = {{"allocation", words("budget.move.allocation")},
                                {"withdrawal", words("budget.move.withdrawal")}};
    put_options(form, "movement", movements, value("movement", "allocation"), problems, words);
    put_field(form, "amount", value("amount"), problems, words);
    put_field(form, "booked_on", value("booked_on", today.iso()), problems, words);
    put_field(form, "reference", value("reference"), problems, words);
    put_field(form, "text", value("text"), problems, words);
}

Response show_fund(const Services& services, const Request& request, const FundFields& typed,
                   const Problems& problems) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto before = whole_number(request.query("before"));
    FundLine line;
    std::vector<LedgerLine> entries;
    ClosingState closing;
    services.database.read([&](Transaction& tx) {
        line = fund_of_path(tx, request.param("id"));
        closing = closing_state_of(tx, line.fund);
        entries = ledger_lines(tx, line.fund.id, before, limits::page_rows + 1);
    });
    const auto& fund = line.fund;
    const bool more = entries.size() > limits::page_rows;
    if (more) entries.pop_back();
    View view;
    view.set("NAME", fund.name).set("CODE", fund.code).set("YEAR", fund.year);
    view.set("SOURCE", words("budget.source." + fund.source));
    view.set("REUSE", words(fund.reuse_released ? "budget.reused" : "budget.not_reused"));
    if (closing.closed_through) view.add("CLOSED").set("CLOSED_TEXT", words("budget.closing.closed", {closing.closed_through->iso()}));
    put_problems(view, problems, words);
    put_figures(view, line.balance, words);
    for (const auto& entry : entries) put_entry(view.add("ENTRY"), entry, words);
    view.show_if(!entries.empty(), "ANY").show_if(entries.empty(), "EMPTY");
    if (more) view.add("NEXT").set("BEFORE", entries.back().entry.id);
    if (before) view.show("NOT_FIRST");
    if (request.actor().has(Role::manager) && !closing.closed_through) put_allocation_form(view, typed, problems, services.clock.today(), words);
    return page(services, request, "budget/fund", view,
                {.title = fund.name,
                 .nav = Nav::budget,
                 .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("budget.title"), "/budget?year=" + std::to_string(fund.year)}, {fund.name}}});
}

Response post_allocation(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto fund =
        services.database.read([&](Transaction& tx) { return fund_of_path(tx, request.param("id")).fund; });
    const auto typed = fund_fields_of(request.form());
    try {
        move_funds(services, request.actor(), fund.id, typed);
        return see_other_saying(fund_url(fund), "budget.move.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_fund(services, request, typed, error.problems());
    }
}

}  // namespace

FundFields fund_fields_of(const Form& form) {
    FundFields fields;
    for (const auto& [name, value] : form.fields()) fields.emplace(name, clean_text(value));
    return fields;
}

void add_fund_routes(Router& router, const Services& services) {
    router.get("/budget/{id}", [&](Request& request) { return show_fund(services, request, {}, {}); });
    router.post("/budget/{id}/allocations", [&](Request& request) { return post_allocation(services, request); });
}

}  // namespace bygd
