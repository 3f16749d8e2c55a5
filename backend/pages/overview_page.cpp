#include "pages/overview_page.hpp"

#include <algorithm>

#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "budget/fund_view.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "reports/portfolio_store.hpp"
#include "web/chart.hpp"
#include "web/page.hpp"
#include "web/tile_map.hpp"

namespace bygd {

namespace {

std::string number(std::int64_t value) { return axis_text(value); }
std::string kronor(Money amount) { return axis_text(whole_kronor(amount)) + "\u00a0kr"; }

struct Overview {
    std::vector<int> years;
    FundBalance balance;
    Portfolio portfolio;
};

// Where each figure of the money stands and which cases are behind it; allocations are behind the budget itself.
void put_money(View& view, const Overview& overview, const Words& words) {
    const auto year = std::to_string(overview.portfolio.year);
    const auto tile = [&](const std::string& name, Money amount, const std::string& url) {
        view.add("TILE").set("NAME", words("budget.figure." + name)).set("VALUE", kronor(amount)).set("URL", url)
            .set("TEXT", words("budget.definition." + name));
    };
    const auto& balance = overview.balance;
    tile("allocated", balance.allocated, "/budget?year=" + year);
    tile("reserved", balance.reserved, "/cases?stage=open&fund_year=" + year);
    tile("granted", balance.granted, "/cases?fund_year=" + year);
    tile("paid", balance.paid, "/payouts?stage=paid&year=" + year);
    tile("left_to_decide", balance.left_to_decide(), "/budget?year=" + year);
    tile("outstanding", balance.outstanding(), "/cases?outstanding=1&fund_year=" + year);
    put_share(view, balance, words);
    put_share_legend(view, words);
    put_definitions(view, words);
}

void put_places(View& view, const Portfolio& portfolio, const Region& region, const Words& words) {
    const auto year = std::to_string(portfolio.year);
    const auto put = [&](View& row, const PlaceFigures& place, const std::string& of_place) {
        row.set("NAME", place.name).set("RECEIVED", number(place.received)).set("GRANTED_CASES", number(place.granted));
        row.set("GRANTED", place.granted_amount.swedish_number()).set("PAID", place.paid.swedish_number());
        row.set("OUTSTANDING", place.outstanding.swedish_number()).set("OUTLETS", number(place.outlets)).set("SUPPORTED", number(place.supported));
        row.set("RECEIVED_URL", "/cases?year=" + year + of_place).set("GRANTED_URL", "/cases?granted=1&decided=" + year + of_place);
        row.set("OUTSTANDING_URL", "/cases?outstanding=1" + of_place);
        row.set("OUTLETS_URL", "/providers?municipality=" + place.code);
    };
    std::int64_t largest = 0;
    for (const auto& place : portfolio.places) largest = std::max(largest, place.granted_amount.minor());
    std::vector<MapTile> tiles;
    for (const auto& place : portfolio.places) {
        put(view.add("PLACE"), place, "&municipality=" + place.code);
        const auto at = std::find_if(region.map.begin(), region.map.end(), [&](const auto& one) { return one.municipality == place.code; });
        if (at == region.map.end()) continue;
        tiles.push_back({at->row, at->column, place.name, kronor(place.granted_amount),
                         words(place.supported == 1 ? "overview.one_outlet" : "overview.some_outlets", {number(place.supported)}),
                         "/cases?granted=1&decided=" + year + "&municipality=" + place.code, map_level(place.granted_amount.minor(), largest)});
    }
    auto total = portfolio.total();
    total.name = words("budget.sum");
    put(view.add("PLACES_TOTAL"), total, "");
    if (!tiles.empty()) view.add("MAP").set("MAP_MARKUP", draw_tile_map(words("overview.map", {year}), tiles));
}

void put_times(View& view, const Services& services, const Portfolio& portfolio, const Words& words) {
    const auto year = std::to_string(portfolio.year);
    for (const auto& time : portfolio.times) {
        view.add("TIME").set("FORM", form_label(services, time.form, words.language())).set("STEP", words("overview.step." + time.step))
            .set("URL", time.step == "decision" ? "/cases?decided=" + year + "&form=" + time.form : "/payouts?stage=paid&year=" + year)
            .set("CASES", number(time.cases)).set("MEDIAN", time.median).set("NINETIETH", time.ninetieth);
    }
    view.show_if(portfolio.times.empty(), "NO_TIMES").show_if(!portfolio.times.empty(), "TIMES");
}

void put_commitments(View& view, const Portfolio& portfolio, const Words& words) {
    Money sum;
    std::int64_t cases = 0;
    for (const auto& one : portfolio.maturities) {
        auto& row = view.add("MATURITY").set("MATURES", one.year).set("CASES", number(one.cases)).set("AMOUNT", one.outstanding.swedish_number());
        row.set("URL", "/cases?maturing=" + std::to_string(one.year)).show_if(one.year < portfolio.today.year(), "OVERDUE");
        sum += one.outstanding;
        cases += one.cases;
    }
    view.add("MATURITIES_TOTAL").set("CASES", number(cases)).set("AMOUNT", sum.swedish_number());
    const auto year = std::to_string(portfolio.year);
    const auto after = portfolio.outstanding_after(portfolio.year);
    view.set("AFTER_YEAR", words("overview.after_year", {year, after.swedish()}));
    if (!portfolio.authorisation) return view.show("NO_AUTHORISATION"), void();
    auto& ceiling = view.add("AUTHORISATION").set("TEXT", words("overview.authorisation", {year, portfolio.authorisation->swedish()}));
    ShareBar bar;
    bar.title = words("overview.authorisation_used", {after.swedish(), portfolio.authorisation->swedish()});
    bar.parts = {{words("overview.outstanding"), whole_kronor(after)}};
    bar.whole = whole_kronor(*portfolio.authorisation);
    ceiling.set("BAR_MARKUP", draw_share(bar));
    ceiling.show_if(*portfolio.authorisation < after, "OVER").show_if(!(*portfolio.authorisation < after), "WITHIN");
}

void put_forecast(View& view, const Portfolio& portfolio, const Words& words) {
    const auto& forecast = portfolio.forecast;
    Chart chart{words("overview.forecast"), words("overview.forecast_how"), "kr", {}, {{words("overview.expected"), {}}}};
    Money sum = forecast.never_paid;
    for (const auto& part : forecast.parts) {
        const auto name = part.year == 0 ? words("overview.later") : words("overview.quarter_name", {std::to_string(part.year), std::to_string(part.quarter)});
        view.add("QUARTER").set("NAME", name).set("AMOUNT", part.expected.swedish_number());
        sum += part.expected;
        if (part.year == 0) continue;
        chart.labels.push_back(words("overview.quarter_short", {std::to_string(part.year % 100), std::to_string(part.quarter)}));
        chart.series[0].values.push_back(whole_kronor(part.expected));
    }
    view.set("NEVER_PAID", forecast.never_paid.swedish_number()).set("FORECAST_SUM", sum.swedish_number());
    view.show_if(forecast.by_history, "BY_HISTORY").show_if(!forecast.by_history, "NO_HISTORY");
    if (forecast.by_history) view.set("FORECAST_MARKUP", draw_bars(chart));
}

void put_deadlines(View& view, const Portfolio& portfolio, const Words& words) {
    const auto& late = portfolio.deadlines;
    const auto months = std::to_string(late.demand_months);
    const auto put = [&](const std::string& text, std::int64_t count, const std::string& url) {
        view.add("LATE").set("TEXT", text).set("COUNT", number(count)).set("URL", url).set("KIND", count > 0 ? "late" : "done");
    };
    put(words("overview.open_too_long", {months}), late.open_too_long, "/cases?stage=open&age=" + months + "&order=number");
    put(words("overview.decided_too_late", {months}), late.decided_too_late, "/cases?late=1&decided=" + std::to_string(portfolio.year));
    put(words("overview.requests_late"), late.requests_late, "/cases?request_late=1");
    put(words("overview.tasks_late"), late.tasks_late, "/tasks?view=late&who=all");
}

Response get_overview(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto this_year = services.clock.today().year();
    const auto asked = whole_number(request.query("year"));
    const auto year = asked && *asked >= fund_year_least && *asked <= fund_year_most ? static_cast<int>(*asked) : this_year;
    const auto overview = services.database.read([&](Transaction& tx) {
        Overview read{fund_years(tx), {}, read_portfolio(tx, services, year)};
        for (const auto& line : list_funds(tx, year)) read.balance += line.balance;
        return read;
    });
    std::vector<Option> years;
    auto known = overview.years;
    if (std::find(known.begin(), known.end(), year) == known.end()) known.push_back(year);
    std::sort(known.rbegin(), known.rend());
    for (const auto one : known) years.push_back({std::to_string(one), std::to_string(one)});
    View view;
    put_options(view, "year", years, std::to_string(year), {}, words);
    view.set("YEAR", year).set("FILE", "/reports/portfolio.xlsx?year=" + std::to_string(year));
    put_money(view, overview, words);
    put_places(view, overview.portfolio, services.region, words);
    put_times(view, services, overview.portfolio, words);
    put_commitments(view, overview.portfolio, words);
    put_forecast(view, overview.portfolio, words);
    put_deadlines(view, overview.portfolio, words);
    const auto title = words("overview.title") + " " + std::to_string(year);
    return page(services, request, "pages/overview", view,
                {.title = title, .nav = Nav::budget, .crumbs = {{words("web.nav.budget"), "/budget"}, {title}}});
}

}  // namespace

void add_overview_routes(Router& router, const Services& services) {
    router.get("/overview", [&](Request& request) { return get_overview(services, request); });
}

}  // namespace bygd
