#include "budget/fund_decision_pages.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/fund_actions.hpp"
#include "budget/fund_api.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/fund_pages.hpp"
#include "budget/fund_view.hpp"
#include "budget/part_budget_store.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "providers/outlet_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string form_name(const Services& services, const std::string& form, const Words& words) {
    return form.empty() ? std::string() : services.forms.latest(form).label.in(words.language());
}

// "Till KS-2026", "Investeringsstöd, Mora": what a decision is about besides its kind.
std::string about(const Services& services, const FundDecisionLine& line, Id<Fund> seen_from, const Words& words) {
    const auto& decision = line.decision;
    if (decision.matter == FundMatter::move) {
        return decision.fund == seen_from ? words("budget.decision.to", {line.to_code}) : words("budget.decision.from", {line.code});
    }
    auto text = form_name(services, line.form, words);
    if (!line.municipality.empty()) text += (text.empty() ? "" : ", ") + line.municipality;
    return text;
}

void put_line(View& row, const Services& services, const FundDecisionLine& line, const Fund& fund, bool may_correct, const Words& words) {
    const auto& decision = line.decision;
    row.set("DECIDED_ON", decision.decided_on.iso()).set("MATTER", words("budget.decision.kind." + std::string(to_string(decision.matter))));
    row.set("ABOUT", about(services, line, fund.id, words)).set("AMOUNT", decision.amount.swedish()).set("REFERENCE", decision.reference);
    row.set("TEXT", decision.text).set("WHO", line.actor_name).set("NUMBER", decision.id.value()).set("CODE", fund.code);
    if (decision.corrects) row.set("CORRECTS", words("budget.decision.corrects", {std::to_string(decision.corrects->value())}));
    if (line.corrected_by) row.set("CORRECTED", words("budget.decision.corrected_by", {std::to_string(line.corrected_by->value())}));
    const bool moves = decision.matter != FundMatter::part_budget;
    row.show_if(may_correct && moves && !line.corrected_by, "MAY_CORRECT");
}

std::string value_of(const FundFields& typed, const char* name, const std::string& otherwise = "") {
    const auto found = typed.find(name);
    return found == typed.end() ? otherwise : found->second;
}

void put_decision_fields(View& form, const FundFields& typed, const Problems& problems, const std::string& today, const Words& words) {
    put_field(form, "amount", value_of(typed, "amount"), problems, words);
    put_field(form, "decided_on", value_of(typed, "decided_on", today), problems, words);
    put_field(form, "reference", value_of(typed, "reference"), problems, words);
    put_field(form, "text", value_of(typed, "text"), problems, words);
}

std::vector<Crumb> crumbs_of(const Fund& fund, const std::string& here, const Words& words) {
    return {{words("budget.title"), "/budget?year=" + std::to_string(fund.year)}, {fund.name, "/budget/" + fund.code}, {here}};
}

Response show_decisions(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto before = whole_number(request.query("before"));
    FundLine line;
    std::vector<FundDecisionLine> decisions;
    std::vector<Option> others;
    services.database.read([&](Transaction& tx) {
        line = fund_of_path(tx, request.param("id"));
        decisions = decisions_of_fund(tx, line.fund.id, before, limits::page_rows + 1);
        for (const auto& other : list_funds(tx, std::nullopt)) {
            if (other.fund.id == line.fund.id || std::abs(other.fund.year - line.fund.year) > 1) continue;
            others.push_back({other.fund.code, other.fund.name, words("decisions.fund_left", {other.balance.left_to_reserve().swedish()})});
        }
    });
    const auto& fund = line.fund;
    const bool more = decisions.size() > limits::page_rows;
    if (more) decisions.pop_back();
    const bool manager = request.actor().has(Role::manager);
    View view;
    view.set("NAME", fund.name).set("CODE", fund.code);
    put_problems(view, problems, words);
    for (const auto& each : decisions) put_line(view.add("DECISION"), services, each, fund, manager, words);
    view.show_if(!decisions.empty(), "ANY").show_if(decisions.empty(), "EMPTY");
    if (more) view.add("NEXT").set("BEFORE", decisions.back().decision.id.value());
    if (manager) {
        auto& form = view.add("MAY_MOVE").set("FREE", words("budget.free", {line.balance.left_to_reserve().swedish()}));
        put_options(form, "to", others, value_of(typed, "to"), problems, words);
        put_decision_fields(form, typed, problems, services.clock.today().iso(), words);
    }
    const auto title = words("budget.decision.title");
    return page(services, request, "budget/fund_decisions", view,
                {.title = title + " " + fund.code, .nav = Nav::budget, .status = problems.empty() ? 200 : 422,
                 .crumbs = crumbs_of(fund, title, words)});
}

Fund fund_of_request(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    return services.database.read([&](Transaction& tx) { return fund_of_path(tx, request.param("id")).fund; });
}

Response post_move(const Services& services, const Request& request) {
    const auto fund = fund_of_request(services, request);
    const auto typed = fund_fields_of(request.form());
    try {
        move_between_funds(services, request.actor(), fund.id, typed);
        return see_other_saying("/budget/" + fund.code + "/decisions", "budget.decision.moved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_decisions(services, request, typed, error.problems());
    }
}

FundDecision decision_of_path(const Services& services, const Request& request, const Fund& fund) {
    const Id<FundDecision> id(whole_number(request.param("decision")).value_or(0));
    const auto found = services.database.look_up([&](Transaction& tx) { return find_fund_decision(tx, id); });
    if (!found || (found->fund != fund.id && found->to_fund != fund.id)) refuse(ErrorKind::not_found, "not_found");
    return *found;
}

Response show_correction(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_manager(request.actor());
    const auto& words = words_of(services, request);
    const auto fund = fund_of_request(services, request);
    const auto decision = decision_of_path(services, request, fund);
    View view;
    view.set("CODE", fund.code).set("NUMBER", decision.id.value()).set("AMOUNT", decision.amount.swedish());
    view.set("MATTER", words("budget.decision.kind." + std::string(to_string(decision.matter)))).set("DECIDED_ON", decision.decided_on.iso());
    view.set("REFERENCE", decision.reference).set("TEXT", decision.text);
    put_problems(view, problems, words);
    put_decision_fields(view, typed, problems, services.clock.today().iso(), words);
    const auto title = words("budget.decision.correct");
    return page(services, request, "budget/fund_correction", view,
                {.title = title, .nav = Nav::budget, .status = problems.empty() ? 200 : 422, .crumbs = crumbs_of(fund, title, words)});
}

Response post_correction(const Services& services, const Request& request) {
    const auto fund = fund_of_request(services, request);
    const auto typed = fund_fields_of(request.form());
    try {
        correct_fund_decision(services, request.actor(), decision_of_path(services, request, fund).id, typed);
        return see_other_saying("/budget/" + fund.code + "/decisions", "budget.decision.was_corrected");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_correction(services, request, typed, error.problems());
    }
}

// --- part budgets -----------------------------------------------------------------------------------------------------

void put_part_form(View& view, const Services& services, const std::vector<Municipality>& places, const FundFields& typed,
                   const Problems& problems, const Words& words) {
    auto& form = view.add("MAY_DECIDE");
    std::vector<Option> forms, kommuner;
    for (const auto* each : services.forms.all()) forms.push_back({each->name, each->label.in(words.language())});
    for (const auto& place : places) kommuner.push_back({place.code, place.name});
    put_options(form, "form", forms, value_of(typed, "form"), problems, words);
    put_options(form, "municipality", kommuner, value_of(typed, "municipality"), problems, words);
    put_decision_fields(form, typed, problems, services.clock.today().iso(), words);
}

Response show_parts(const Services& services, const Request& request, const FundFields& typed, const Problems& problems) {
    require_fund_reader(request.actor());
    const auto& words = words_of(services, request);
    FundLine line;
    std::vector<PartBudget> parts;
    std::vector<Municipality> places;
    services.database.read([&](Transaction& tx) {
        line = fund_of_path(tx, request.param("id"));
        parts = part_budgets_of(tx, line.fund.id);
        places = municipalities(tx, services.region.county);
    });
    View view;
    view.set("NAME", line.fund.name).set("CODE", line.fund.code);
    put_problems(view, problems, words);
    for (const auto& part : parts) {
        const auto form = form_name(services, part.form, words);
        auto& row = view.add("PART").set("FORM", form.empty() ? words("budget.part.any_form") : form);
        row.set("PLACE", part.municipality.empty() ? words("budget.part.any_place") : part.municipality_name);
        row.set("CEILING", part.ceiling.swedish_number()).set("TAKEN", part.taken.swedish_number()).set("LEFT", part.left().swedish_number());
    }
    view.show_if(!parts.empty(), "ANY").show_if(parts.empty(), "EMPTY");
    if (request.actor().has(Role::manager)) put_part_form(view, services, places, typed, problems, words);
    const auto title = words("budget.part.title");
    return page(services, request, "budget/part_budgets", view,
                {.title = title + " " + line.fund.code, .nav = Nav::budget, .status = problems.empty() ? 200 : 422,
                 .crumbs = crumbs_of(line.fund, title, words)});
}

Response post_part(const Services& services, const Request& request) {
    const auto fund = fund_of_request(services, request);
    const auto typed = fund_fields_of(request.form());
    try {
        decide_part_budget(services, request.actor(), fund.id, typed);
        return see_other_saying("/budget/" + fund.code + "/parts", "budget.part.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_parts(services, request, typed, error.problems());
    }
}

}  // namespace

void add_fund_decision_routes(Router& router, const Services& services) {
    router.get("/budget/{id}/decisions", [&](Request& request) { return show_decisions(services, request, {}, {}); });
    router.post("/budget/{id}/moves", [&](Request& request) { return post_move(services, request); });
    router.get("/budget/{id}/decisions/{decision}", [&](Request& request) { return show_correction(services, request, {}, {}); });
    router.post("/budget/{id}/decisions/{decision}", [&](Request& request) { return post_correction(services, request); });
    router.get("/budget/{id}/parts", [&](Request& request) { return show_parts(services, request, {}, {}); });
    router.post("/budget/{id}/parts", [&](Request& request) { return post_part(services, request); });
}

}  // namespace bygd
