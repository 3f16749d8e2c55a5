#include "budget/commitment_pages.hpp"

#include <algorithm>

#include "budget/commitment_store.hpp"
#include "budget/fund_actions.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/fund_pages.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "web/chart.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t decisions_shown = 50;

std::vector<Option> sources_of(const Words& words) {
    std::vector<Option> options;
    for (const auto source : fund_sources) options.push_back({std::string(source), words("budget.source." + std::string(source))});
    return options;
}

struct Asked {
    std::string source, day_text;
    Date day;
    Problems problems;
};

// Any day may be asked for, the end of the year that comes too: what is planned after it then.
Asked read_asked(const Request& request, Date today) {
    Asked asked{request.query("source"), request.query("day"), today, {}};
    if (std::find(std::begin(fund_sources), std::end(fund_sources), asked.source) == std::end(fund_sources)) {
        asked.source = std::string(fund_sources[0]);
    }
    if (asked.day_text.empty()) asked.day_text = today.iso();
    try {
        asked.day = Date::parse(asked.day_text, "day");
        if (asked.day.year() < fund_year_least || asked.day.year() > fund_year_most) {
            asked.day = today;
            asked.problems.push_back({"day", "number.range", {std::to_string(fund_year_least), std::to_string(fund_year_most)}});
        }
    } catch (const Error& error) {
        asked.problems = error.problems();
    }
    return asked;
}

void put_maturities(View& view, const Commitments& commitments, const std::optional<Money>& ceiling, const Words& words) {
    const auto year = commitments.day.year();
    Chart chart{words("budget.commitments.chart"), words("budget.commitments.chart_how"), "kr", {}, {{words("overview.outstanding"), {}}}};
    for (const auto& one : commitments.years) {
        view.add("MATURITY").set("MATURES", one.year).set("CASES", one.cases).set("AMOUNT", one.amount.swedish_number())
            .show_if(one.year <= year, "THIS_YEAR");
        chart.labels.push_back(std::to_string(one.year));
        chart.series[0].values.push_back(whole_kronor(one.amount));
    }
    view.set("TOTAL", commitments.total().swedish_number()).set("COUNTED", words("budget.commitments.counted", {std::to_string(year), commitments.counted().swedish()}));
    view.show_if(!commitments.years.empty(), "ANY").show_if(commitments.years.empty(), "EMPTY");
    if (!commitments.years.empty()) view.set("CHART_MARKUP", draw_bars(chart));
    if (!ceiling) return view.show("NO_CEILING"), void();
    auto& bound = view.add("CEILING").set("TEXT", words("overview.authorisation", {std::to_string(year), ceiling->swedish()}));
    ShareBar bar;
    bar.title = words("overview.authorisation_used", {commitments.counted().swedish(), ceiling->swedish()});
    bar.parts = {{words("overview.outstanding"), whole_kronor(commitments.counted())}};
    bar.whole = whole_kronor(*ceiling);
    bound.set("BAR_MARKUP", draw_share(bar));
    bound.show_if(*ceiling < commitments.counted(), "OVER").show_if(!(*ceiling < commitments.counted()), "WITHIN");
}

Response show_commitments(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    const auto asked = read_asked(request, today);
    View view;
    services.database.read([&](Transaction& tx) {
        put_maturities(view, commitments_on(tx, asked.source, asked.day), ceiling_on(tx, asked.source, asked.day.year(), asked.day), words);
        for (const auto& room : list_authorisations(tx)) {
            view.add("ROOM").set("SOURCE", words("budget.source." + room.source)).set("YEAR", room.year)
                .set("CEILING", room.ceiling.swedish_number()).set("COMMITTED", room.committed.swedish_number()).set("LEFT", room.left().swedish_number());
        }
        for (const auto& line : decisions_of_authorisations(tx, decisions_shown)) {
            const auto& decision = line.decision;
            view.add("DECISION").set("DECIDED_ON", decision.decided_on.iso()).set("SOURCE", words("budget.source." + line.source))
                .set("YEAR", line.year).set("AMOUNT", decision.amount.swedish()).set("REFERENCE", decision.reference)
                .set("TEXT", decision.text).set("WHO", line.actor_name);
        }
    });
    auto wrong = problems;
    add(wrong, asked.problems);
    put_problems(view, wrong, words);
    const auto sources = sources_of(words);
    put_options(view, "source", sources, asked.source, {}, words);
    put_field(view, "day", asked.day_text, wrong, words);
    view.set("HEADING", words("budget.commitments.on", {asked.day.iso()})).set("FILE", "/reports/commitments.xlsx?source=" + asked.source + "&day=" + asked.day.iso());
    if (request.actor().has(Role::manager)) {
        auto& form = view.add("MAY_DECIDE");
        const auto value = [&](const char* name, const std::string& otherwise = "") {
            const auto found = typed.find(name);
            return found == typed.end() ? otherwise : found->second;
        };
        put_options(form, "source", sources, value("source", asked.source), problems, words);
        put_field(form, "year", value("year", std::to_string(today.year())), problems, words);
        put_field(form, "decided_on", value("decided_on", today.iso()), problems, words);
        for (const auto* name : {"amount", "reference", "text"}) put_field(form, name, value(name), problems, words);
    }
    const auto title = words("budget.commitments.title");
    return page(services, request, "budget/commitments", view,
                {.title = title, .nav = Nav::budget, .status = wrong.empty() ? 200 : 422, .crumbs = {{words("budget.title"), "/budget"}, {title}}});
}

Response post_authorisation(const Services& services, const Request& request) {
    const auto typed = fund_fields_of(request.form());
    try {
        decide_authorisation(services, request.actor(), typed);
        return see_other_saying("/budget/commitments", "budget.commitments.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_commitments(services, request, typed, error.problems());
    }
}

}  // namespace

void add_commitment_routes(Router& router, const Services& services) {
    router.get("/budget/commitments", [&](Request& request) { return show_commitments(services, request, {}, {}); });
    router.post("/budget/authorisations", [&](Request& request) { return post_authorisation(services, request); });
}

}  // namespace bygd
