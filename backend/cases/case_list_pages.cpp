#include <algorithm>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_pages.hpp"
#include "cases/case_register_pages.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "database/word_store.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::optional<int> year_of(const Request& request, const char* name) {
    const auto year = whole_number(request.query(name));
    if (!year || *year < 1900 || *year > 2198) return std::nullopt;
    return static_cast<int>(*year);
}

CaseFilter filter_of(const Services& services, const Request& request, int demand) {
    CaseFilter filter;
    filter.text = request.query("q");
    filter.form = request.query("form");
    filter.stage = request.query("stage");
    filter.state = request.query("state");
    filter.municipality = request.query("municipality");
    filter.after = request.query("after");
    const auto officer = request.query("officer");
    if (officer == "mine") filter.officer = request.actor().id;
    if (officer == "none") filter.unassigned = true;
    if (const auto id = whole_number(officer)) filter.officer = Id<User>(*id);
    filter.received_year = year_of(request, "year");
    filter.decided_year = year_of(request, "decided");
    filter.fund_year = year_of(request, "fund_year");
    filter.maturing_year = year_of(request, "maturing");
    filter.granted = request.query("granted") == "1";
    filter.outstanding = request.query("outstanding") == "1";
    if (request.query("late") == "1") filter.decided_after_months = demand;
    if (request.query("request_late") == "1") filter.request_late_on = services.clock.today();
    if (const auto id = whole_number(request.query("organisation"))) filter.organisation = Id<Organisation>(*id);
    if (const auto id = whole_number(request.query("outlet"))) filter.outlet = Id<Outlet>(*id);
    if (const auto months = whole_number(request.query("age")); months && *months > 0 && *months < 100) {
        filter.open_since = services.clock.today().plus_months(-static_cast<int>(*months));
    }
    const auto order = request.query("order");
    if (order == "oldest") filter.order = CaseOrder::oldest;
    if (order == "most_sought") filter.order = CaseOrder::most_sought;
    return filter;
}

// The query of this page without its place in the list and, when named, without one filter.
std::string url_without(const Request& request, std::string_view dropped = {}) {
    std::string url = "/cases?";
    for (const auto& [name, value] : request.query_fields()) {
        if (name != "after" && name != dropped && !value.empty()) url += percent_encoded(name) + "=" + percent_encoded(value) + "&";
    }
    return url;
}

// What filters the list without a field of its own above it: said, and taken away by a link.
void put_chips(View& view, Transaction& tx, const Services& services, const Request& request, const CaseFilter& filter) {
    const auto& words = words_of(services, request);
    auto* chips = static_cast<View*>(nullptr);
    const auto chip = [&](const std::string& name, const std::string& value) {
        if (!chips) chips = &view.add("CHIPS");
        const auto text = words("cases.filter." + name, {value});
        chips->add("CHIP").set("TEXT", text).set("REMOVE", words("cases.filter.remove", {text})).set("URL", url_without(request, name));
        view.add("KEPT").set("NAME", name).set("VALUE", request.query(name));
    };
    for (const auto& [name, year] : {std::pair{"year", filter.received_year}, {"decided", filter.decided_year},
                                     {"fund_year", filter.fund_year}, {"maturing", filter.maturing_year}}) {
        if (year) chip(name, std::to_string(*year));
    }
    if (filter.granted) chip("granted", "");
    if (filter.outstanding) chip("outstanding", "");
    if (filter.decided_after_months) chip("late", "");
    if (filter.request_late_on) chip("request_late", "");
    if (!filter.state.empty()) chip("state", state_name(services, filter.state, words.language()));
    if (filter.organisation) {
        const auto organisation = find_organisation(tx, *filter.organisation);
        chip("organisation", organisation ? organisation->name : "?");
    }
    if (filter.outlet) {
        const auto outlet = find_outlet(tx, *filter.outlet);
        chip("outlet", outlet ? outlet->name : "?");
    }
}

// A word that nothing begins with, and what was shown instead.
void put_slips(View& view, Transaction& tx, const CaseFilter& filter, const Words& words) {
    if (filter.text.empty()) return;
    for (const auto& word : words_sought(tx, filter.text)) {
        if (word.slips.empty()) continue;
        view.add("SLIP").set("TEXT", words("cases.list.slip", {word.typed, joined(word.slips, ", ")}));
    }
}

void put_filters(View& view, const Services& services, const Request& request, const std::vector<Municipality>& known,
                 const std::vector<User>& officers, int demand) {
    const auto& words = words_of(services, request);
    std::vector<Option> forms, stages, places, people, orders, ages;
    for (const auto* form : services.forms.all()) forms.push_back({form->name, form->label.in(request.language())});
    for (const auto* stage : {"open", "decided", "closed"}) stages.push_back({stage, words(std::string("cases.stage.") + stage)});
    for (const auto& municipality : known) places.push_back({municipality.code, municipality.name});
    people.push_back({"mine", words("cases.list.mine")});
    people.push_back({"none", words("cases.list.unassigned")});
    for (const auto& user : officers) people.push_back({std::to_string(user.id.value()), user.display_name});
    for (const auto* order : {"newest", "oldest", "most_sought"}) {
        orders.push_back({order, words(std::string("cases.order.") + order)});
    }
    for (const int months : {demand - 2, demand - 1, demand}) {
        ages.push_back({std::to_string(months), words("clock.at_least", {std::to_string(months)})});
    }
    put_options(view, "age", ages, request.query("age"), {}, words);
    put_field(view, "q", request.query("q"), {}, words);
    put_options(view, "form", forms, request.query("form"), {}, words);
    put_options(view, "stage", stages, request.query("stage"), {}, words);
    put_options(view, "municipality", places, request.query("municipality"), {}, words);
    put_options(view, "officer", people, request.query("officer"), {}, words);
    put_options(view, "order", orders, request.query("order"), {}, words);
}

void put_line(View& row, const Services& services, const CaseLine& line, const std::string& language, int demand) {
    row.set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title);
    row.set("ORGANISATION", line.organisation).set("MUNICIPALITY", line.municipality).set("OFFICER", line.officer);
    row.set("FORM", form_label(services, line.form, language)).set("RECEIVED", line.received_on.iso());
    row.set("STATE", state_label(services, line.workflow, line.workflow_version, line.state, language));
    row.set("STATE_KIND", state_kind(line.stage, line.state, line.outcome));
    row.set("AMOUNT", line.granted.zero() ? line.sought.swedish() : line.granted.swedish());
    row.show_if(!line.granted.zero(), "IS_GRANTED");
    if (line.stage != "open") return;
    const auto today = services.clock.today();
    const auto age = age_text(line.received_on, demand, services.languages.of(language), today);
    if (!age.empty()) row.add("AGE").set("TEXT", age).set("AGE_KIND", age_kind(line.received_on, demand, today));
}

Response get_cases(const Services& services, Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto demand = static_cast<int>(services.parameters.number("decision_demand_months", services.clock.today()));
    const auto filter = filter_of(services, request, demand);
    View view;
    std::vector<CaseLine> lines;
    services.database.read([&](Transaction& tx) {
        lines = list_cases(tx, filter, limits::page_rows + 1);
        put_filters(view, services, request, municipalities(tx, services.region.county), users_with_role(tx, Role::officer), demand);
        put_chips(view, tx, services, request, filter);
        put_slips(view, tx, filter, words);
    });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& line : lines) put_line(view.add("CASES"), services, line, request.language(), demand);
    if (more) view.add("NEXT").set("URL", url_without(request) + "after=" + percent_encoded(cursor_after(lines.back(), filter.order)));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    view.show_if(request.actor().has(Role::officer), "MAY_REGISTER");
    for (const auto* form : services.forms.all()) {
        view.add("NEW").set("FORM", form->name).set("LABEL", form->label.in(request.language()));
    }
    return page(services, request, "cases/case_list", view, {.title = words("cases.list.title"), .nav = Nav::cases});
}

}  // namespace

void add_case_routes(Router& router, const Services& services) {
    router.get("/cases", [&services](Request& request) { return get_cases(services, request); });
    add_case_register_routes(router, services);
}

}  // namespace bygd
