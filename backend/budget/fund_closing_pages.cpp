#include "budget/fund_closing_pages.hpp"

#include "budget/fund_api.hpp"
#include "budget/fund_closing_actions.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_pages.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr ClosingStep steps_offered[] = {ClosingStep::asked, ClosingStep::closed, ClosingStep::withdrawn, ClosingStep::reopen_asked,
                                         ClosingStep::reopened, ClosingStep::reopen_withdrawn};

// What the step is about: the year that is asked for, or that was closed last.
int year_of(const ClosingState& state, ClosingStep step) {
    return step == ClosingStep::reopen_asked && state.closed_through ? state.closed_through->year() : state.year;
}

void put_state(View& view, const ClosingState& state, const Words& words) {
    const auto year = std::to_string(state.year);
    if (state.closed_through) view.add("CLOSED").set("TEXT", words("budget.closing.closed", {state.closed_through->iso()}));
    else view.show("OPEN");
    if (state.waits == ClosingStep::asked) view.add("WAITS").set("TEXT", words("budget.closing.waits", {year}));
    if (state.waits == ClosingStep::reopen_asked) view.add("WAITS").set("TEXT", words("budget.closing.waits_reopen", {year}));
}

Response show_closing(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    FundLine line;
    ClosingState state;
    std::vector<FundClosing> steps;
    services.database.read([&](Transaction& tx) {
        line = fund_of_path(tx, request.param("id"));
        state = closing_state_of(tx, line.fund);
        steps = closings_of(tx, line.fund.id);
    });
    View view;
    view.set("NAME", line.fund.name).set("CODE", line.fund.code);
    put_problems(view, problems, words);
    put_state(view, state, words);
    for (const auto& step : steps) {
        view.add("STEP").set("MADE_AT", stockholm_minute(step.made_at)).set("YEAR", step.year).set("WHAT", words("budget.closing.step." + std::string(to_string(step.step))))
            .set("WHO", step.actor_name).set("TEXT", step.text).set("ALLOCATED", step.figures.allocated.swedish_number())
            .set("GRANTED", step.figures.granted.swedish_number()).set("PAID", step.figures.paid.swedish_number())
            .set("RELEASED", step.figures.released.swedish_number()).set("OUTSTANDING", step.figures.outstanding().swedish_number());
    }
    view.show_if(!steps.empty(), "ANY");
    const auto typed_text = typed.find("text");
    View* form = nullptr;
    for (const auto step : steps_offered) {
        if (!may_take(request.actor(), step) || !is_open_to(state, step, request.actor().id)) continue;
        if (step == ClosingStep::asked && state.year >= services.clock.today().year()) continue;
        if (!form) form = &view.add("FORM");
        form->add("OFFER").set("STEP_NAME", to_string(step)).set("YEAR", year_of(state, step))
            .set("LABEL", words("budget.closing.do." + std::string(to_string(step)), {std::to_string(year_of(state, step))}));
    }
    put_field(view, "text", typed_text == typed.end() ? "" : typed_text->second, problems, words);
    view.show_if(!form, "NOTHING_TO_DO");
    const auto title = words("budget.closing.title");
    return page(services, request, "budget/fund_closing", view,
                {.title = title + " " + line.fund.code, .nav = Nav::budget, .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("budget.title"), "/budget?year=" + std::to_string(line.fund.year)},
                            {line.fund.name, "/budget/" + line.fund.code}, {title}}});
}

Response post_closing(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto fund = services.database.read([&](Transaction& tx) { return fund_of_path(tx, request.param("id")).fund; });
    auto typed = fund_fields_of(request.form());
    // The button says both: "closed 2026".
    const auto pressed = fund_field(typed, "step");
    if (const auto space = pressed.find(' '); space != pressed.npos) {
        typed["step"] = pressed.substr(0, space);
        typed["year"] = pressed.substr(space + 1);
    }
    try {
        const auto closing = take_closing(services, request.actor(), fund.id, typed);
        return see_other_saying("/budget/" + fund.code + "/closing", "budget.closing.said." + std::string(to_string(closing.step)));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_closing(services, request, typed, error.problems());
    }
}

}  // namespace

void add_fund_closing_routes(Router& router, const Services& services) {
    router.get("/budget/{id}/closing", [&](Request& request) { return show_closing(services, request, {}, {}); });
    router.post("/budget/{id}/closing", [&](Request& request) { return post_closing(services, request); });
}

}  // namespace bygd
