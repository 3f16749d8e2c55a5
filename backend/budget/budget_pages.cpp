#include "budget/budget_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "budget/commitment_pages.hpp"
#include "budget/fund_actions.hpp"
#include "budget/fund_api.hpp"
#include "budget/fund_closing_pages.hpp"
#include "budget/fund_decision_api.hpp"
#include "budget/fund_decision_pages.hpp"
#include "budget/fund_pages.hpp"
#include "budget/fund_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "web/chart.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::string_view all_years = "all";

struct Budget {
    std::vector<int> years;
    std::optional<int> year;  // none: all of them
    std::vector<FundLine> lines;
    YearFlow own, others;  // of the funds of that year and of all others
    FundBalance total() const {
        FundBalance sum;
        for (const auto& line : lines) sum += line.balance;
        return sum;
    }
};

// The year asked for, else this year, else the newest that has a fund.
std::optional<int> chosen_year(const std::string& asked, const std::vector<int>& years, int this_year) {
    if (asked == all_years) return std::nullopt;
    const auto known = [&](std::int64_t year) { return std::find(years.begin(), years.end(), year) != years.end(); };
    if (const auto year = whole_number(asked); year && known(*year)) return static_cast<int>(*year);
    if (known(this_year) || years.empty()) return this_year;
    return years.front();
}

Budget read_budget(Transaction& tx, const std::string& asked, int this_year) {
    Budget budget;
    budget.years = fund_years(tx);
    budget.year = chosen_year(asked, budget.years, this_year);
    budget.lines = list_funds(tx, budget.year);
    if (!budget.year) return budget;
    const auto sums = booked_since(tx, *budget.year);
    budget.own = flow_of_year(sums.own_debt, sums.own);
    budget.others = flow_of_year(sums.others_debt, sums.others);
    return budget;
}

void put_cells(View& row, const FundBalance& balance) {
    for (const auto& figure : fund_figures()) row.add("CELL").set("AMOUNT", figure.of(balance).swedish_number());
}

void put_funds(View& view, const Budget& budget, const Words& words) {
    for (const auto& figure : fund_figures()) {
        const std::string name(figure.name);
        view.add("FIGURE").set("LABEL", words("budget.figure." + name)).set("TEXT", words("budget.definition." + name));
    }
    for (const auto& [fund, balance] : budget.lines) {
        auto& row = view.add("FUND");
        row.set("CODE", fund.code).set("NAME", fund.name).set("SOURCE", words("budget.source." + fund.source));
        put_cells(row, balance);
        put_share(row, balance, words);
        row.set("LEFT", words("budget.left_of", {balance.left_to_decide().swedish(), balance.allocated.swedish()}));
    }
    put_cells(view.add("TOTAL"), budget.total());
    put_share_legend(view, words);
    put_definitions(view, words);
}

// Whole kronor, as there is little room; the table below has the öre.
void put_tiles(View& view, const FundBalance& total, const Words& words) {
    const auto tile = [&](const std::string& name, Money amount) {
        view.add("TILE")
            .set("NAME", words("budget.figure." + name))
            .set("VALUE", axis_text(whole_kronor(amount)) + "\u00a0kr");
    };
    tile("allocated", total.allocated);
    tile("left_to_decide", total.left_to_decide());
    tile("paid", total.paid);
    tile("outstanding", total.outstanding());
}

// Payments of the year and the debt: the other of the two budgets (domain §8).
void put_flow(View& view, const Budget& budget, int this_year, const Words& words) {
    if (!budget.year) return;
    const auto& own = budget.own;
    const auto& others = budget.others;
    auto both = own;
    both += others;
    auto& flow = view.add("FLOW");
    const auto year = std::to_string(*budget.year);
    flow.set("HEADING", words("budget.flow.heading", {year}));
    const auto line = [&](const std::string& label, Money a, Money b, Money c, bool total) {
        flow.add("LINE")
            .set("LABEL", label)
            .set("OTHERS", a.swedish_number())
            .set("OWN", b.swedish_number())
            .set("BOTH", c.swedish_number())
            .show_if(total, "IS_TOTAL");
    };
    line(words("budget.flow.opening", {year}), others.opening, own.opening, both.opening, false);
    line(words("budget.flow.granted"), others.granted, own.granted, both.granted, false);
    line(words("budget.flow.paid"), -others.paid, -own.paid, -both.paid, false);
    line(words("budget.flow.released"), -others.released, -own.released, -both.released, false);
    line(*budget.year < this_year ? words("budget.flow.closing", {year}) : words("budget.flow.now"), others.closing(),
         own.closing(), both.closing(), true);
    const auto allocated = budget.total().allocated;
    flow.set("SAVED", words("budget.flow.saved",
                            {year, allocated.swedish(), both.paid.swedish(), (allocated - both.paid).swedish()}));
}

Response get_budget(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto this_year = services.clock.today().year();
    const auto budget =
        services.database.read([&](Transaction& tx) { return read_budget(tx, request.query("year"), this_year); });
    std::vector<Option> years;
    for (const auto year : budget.years) years.push_back({std::to_string(year), std::to_string(year)});
    years.push_back({std::string(all_years), words("budget.all_years")});
    const auto shown = budget.year ? std::to_string(*budget.year) : words("budget.all_years");
    View view;
    put_options(view, "year", years, budget.year ? shown : std::string(all_years), {}, words);
    view.set("SHOWN", shown).set("OVERVIEW_YEAR", budget.year.value_or(this_year));
    view.show_if(budget.lines.empty(), "EMPTY").show_if(request.actor().has(Role::manager), "MAY_ADD");
    if (!budget.lines.empty()) {
        auto& any = view.add("ANY");
        put_tiles(any, budget.total(), words);
        put_funds(any, budget, words);
        put_flow(any, budget, this_year, words);
        any.show_if(budget.year.has_value(), "ONE_YEAR");
    }
    return page(services, request, "budget/budget", view,
                {.title = words("budget.title") + " " + shown, .nav = Nav::budget});
}

Response show_new(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_manager(request.actor());
    const auto& words = words_of(services, request);
    const auto value = [&](const std::string& name) {
        const auto found = typed.find(name);
        return found == typed.end() ? std::string() : found->second;
    };
    View view;
    put_problems(view, problems, words);
    for (const auto* field : {"code", "name", "year", "amount", "booked_on", "text"}) {
        put_field(view, field, value(field), problems, words);
    }
    std::vector<Option> sources;
    for (const auto source : fund_sources) {
        sources.push_back({std::string(source), words("budget.source." + std::string(source))});
    }
    put_options(view, "source", sources, value("source"), problems, words);
    put_check(view, "reuse_released", value("reuse_released") == "1", problems, words);
    const auto title = words("budget.new.title");
    return page(services, request, "budget/fund_new", view,
                {.title = title,
                 .nav = Nav::budget,
                 .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("budget.title"), "/budget"}, {title}}});
}

Response get_new(const Services& services, const Request& request) {
    const auto today = services.clock.today();
    return show_new(services, request, {{"year", std::to_string(today.year())}, {"booked_on", today.iso()}}, {});
}

Response post_new(const Services& services, const Request& request) {
    const auto typed = fund_fields_of(request.form());
    try {
        const auto fund = add_fund(services, request.actor(), typed);
        return see_other_saying("/budget/" + fund.code, "budget.new.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_new(services, request, typed, error.problems());
    }
}

}  // namespace

void add_budget_routes(Router& router, const Services& services) {
    router.get("/budget", [&](Request& request) { return get_budget(services, request); });
    router.get("/budget/new", [&](Request& request) { return get_new(services, request); });
    router.post("/budget", [&](Request& request) { return post_new(services, request); });
    add_commitment_routes(router, services);
    add_fund_routes(router, services);
    add_fund_decision_routes(router, services);
    add_fund_closing_routes(router, services);
    add_fund_api(router, services);
    add_fund_decision_api(router, services);
}

}  // namespace bygd
