#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/search_words.hpp"
#include "base/text.hpp"
#include "cases/bulk_assign.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_pages.hpp"
#include "cases/case_register_pages.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/case_view_actions.hpp"
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

// What filters the list without a field of its own above it: said, and taken away by a link.
void put_chips(View& view, Transaction& tx, const Services& services, const Request& request, const CaseFilter& filter) {
    const auto& words = words_of(services, request);
    auto* chips = static_cast<View*>(nullptr);
    const auto chip = [&](const std::string& name, const std::string& value) {
        if (!chips) chips = &view.add("CHIPS");
        const auto text = words("cases.filter." + name, {value});
        chips->add("CHIP").set("TEXT", text).set("REMOVE", words("cases.filter.remove", {text})).set("URL", cases_url_without(request, name));
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
    if (filter.undispatched) chip("undispatched", "");
    if (filter.unclaimed_since) chip("unclaimed", request.query("unclaimed"));
    if (filter.ending_by) chip("ending", request.query("ending"));
    if (filter.aid_unregistered) chip("aid_unregistered", "");
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
    if (search_words(filter.text).size() > limits::search_words) {
        view.add("SLIP").set("TEXT", words("cases.list.many_words", {std::to_string(limits::search_words)}));
    }
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

bool may_assign(const Actor& actor) { return actor.has(Role::officer) || actor.has(Role::manager); }

void put_columns(View& view, const std::vector<std::string>& columns) {
    for (const auto& column : columns) view.show("COL_" + view_name(column));
}

void put_line(View& row, const Services& services, const CaseLine& line, const std::vector<std::string>& columns,
              const std::string& language, int demand, bool may_choose) {
    put_columns(row, columns);
    if (may_choose) row.add("MAY_CHOOSE").set("CHOICE", line.diary_number + "@" + std::to_string(line.version));
    row.set("DECIDED", line.decided_on ? line.decided_on->iso() : "").set("PAID", line.paid.swedish());
    row.set("LEFT", line.left.swedish());
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

std::string query_of(const Request& request) {
    const auto mark = request.target().find('?');
    return mark == std::string::npos ? "" : request.target().substr(mark + 1);
}

// The ready views, one's own and the shared ones; which of them this is, and a way to save it.
void put_views(View& view, Transaction& tx, const Request& request, const Words& words) {
    const auto here = kept_query(query_of(request));
    bool known = here.empty();
    const auto chip = [&](const std::string& name, std::string_view query) -> View& {
        known |= kept_query(query) == here;
        return view.add("VIEW").set("NAME", name).set("URL", "/cases?" + std::string(query)).show_if(kept_query(query) == here, "HERE");
    };
    chip(words("cases.view.all"), "");
    for (const auto& ready : ready_views) chip(words("cases.view." + std::string(ready.name)), ready.query);
    for (const auto& saved : views_of(tx, request.actor().id)) {
        const bool mine = saved.owner == request.actor().id;
        chip(mine ? saved.name : saved.name + " (" + saved.owner_name + ")", saved.query);
        if (mine) view.add("MY_VIEW").set("NAME", saved.name).set("ID", saved.id.value()).show_if(saved.shared, "IS_SHARED");
    }
    view.set("SAVE_URL", "/cases/views?" + here).show_if(!here.empty(), "MAY_SAVE");
    view.show_if(request.actor().has(Role::officer) || request.actor().has(Role::manager), "MAY_SHARE");
    const auto columns = columns_of(request);
    for (const auto column : case_columns) {
        view.add("COLUMN").set("VALUE", std::string(column)).set("LABEL", words("cases.col." + std::string(column)))
            .show_if(std::find(columns.begin(), columns.end(), column) != columns.end(), "CHOSEN");
    }
    view.set("XLSX_URL", "/cases.xlsx?" + here).set("CSV_URL", "/cases.csv?" + here);
}

// What became of each: how many went, and why the others did not.
void put_assigned(View& view, const std::vector<BulkLine>& lines, const Words& words) {
    const auto done = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.problems.empty(); });
    if (done > 0) view.add("ASSIGNED").set("TEXT", words("cases.bulk.done", {std::to_string(done)}));
    for (const auto& line : lines) {
        if (line.problems.empty()) continue;
        auto& row = view.add("NOT_ASSIGNED").set("DIARY_NUMBER", line.diary_number).set("URL", case_url(line.diary_number));
        row.set("WHY", words(line.problems.front()));
    }
}

void put_assigning(View& view, const Request& request, const std::vector<User>& officers, const Problems& problems, const Words& words) {
    if (!may_assign(request.actor())) return;
    view.show("MAY_ASSIGN").set("ASSIGN_URL", "/cases/assign?" + kept_query(query_of(request)));
    std::vector<Option> people;
    for (const auto& user : officers) people.push_back({std::to_string(user.id.value()), user.display_name});
    put_options(view, "new_officer", people, "", problems, words);
}

Response show_cases(const Services& services, const Request& request, const Problems& problems, int status,
                    const std::vector<BulkLine>& assigned = {}) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto demand = demand_months(services);
    const auto filter = case_filter_of(services, request);
    const auto columns = columns_of(request);
    View view;
    std::vector<CaseLine> lines;
    services.database.read([&](Transaction& tx) {
        lines = list_cases(tx, filter, limits::page_rows + 1);
        put_filters(view, services, request, municipalities(tx, services.region.county), users_with_role(tx, Role::officer), demand);
        put_chips(view, tx, services, request, filter);
        put_slips(view, tx, filter, words);
        put_views(view, tx, request, words);
        put_assigning(view, request, users_with_role(tx, Role::officer), problems, words);
    });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& line : lines) put_line(view.add("CASES"), services, line, columns, request.language(), demand, may_assign(request.actor()));
    if (more) view.add("NEXT").set("URL", cases_url_without(request) + "after=" + percent_encoded(cursor_after(lines.back(), filter.order)));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    view.show_if(request.actor().has(Role::officer), "MAY_REGISTER");
    for (const auto* form : services.forms.all()) {
        view.add("NEW").set("FORM", form->name).set("LABEL", form->label.in(request.language()));
    }
    put_columns(view, columns);
    put_assigned(view, assigned, words);
    put_problems(view, problems, words);
    const bool first = request.method() == "GET";
    put_field(view, "view_name", first ? "" : request.form().text("view_name"), problems, words);
    put_check(view, "view_shared", !first && request.form().text("view_shared") == "1", problems, words);
    return page(services, request, "cases/case_list", view,
                {.title = words("cases.list.title"), .nav = Nav::cases, .status = status});
}

Response post_assign(const Services& services, const Request& request) {
    try {
        const auto lines = assign_many(services, request.actor(), request.form().all("case"), request.form().text("new_officer"));
        return show_cases(services, request, {}, 200, lines);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_cases(services, request, error.problems(), 422);
    }
}

// The address holds the view that is saved, so that a refusal is the same list again.
Response post_view(const Services& services, const Request& request) {
    const auto query = kept_query(query_of(request));
    try {
        save_view(services, request.actor(), {request.form().text("view_name"), query, request.form().text("view_shared") == "1"});
        return see_other_saying("/cases?" + query, "cases.view.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_cases(services, request, error.problems(), 422);
    }
}

}  // namespace

void add_case_routes(Router& router, const Services& services) {
    router.get("/cases", [&services](Request& request) { return show_cases(services, request, {}, 200); });
    router.post("/cases/assign", [&services](Request& request) { return post_assign(services, request); });
    router.post("/cases/views", [&services](Request& request) { return post_view(services, request); });
    router.post("/cases/views/{id}/remove", [&services](Request& request) {
        remove_view(services, request.actor(), Id<SavedView>(whole_number(request.param("id")).value_or(0)));
        return see_other_saying("/cases", "cases.view.removed");
    });
    add_case_register_routes(router, services);
}

}  // namespace bygd
