#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/search_words.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/bulk_steps.hpp"
#include "cases/case_filter.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_pages.hpp"
#include "cases/case_register_pages.hpp"
#include "cases/case_view.hpp"
#include "cases/case_view_actions.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "database/word_store.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_view.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

// Every case, said in so many words: the bare address may open in a view of one's own.
constexpr std::string_view everything = "order=-number";

struct ListOrder {
    const char *value, *word;
};
constexpr ListOrder list_orders[] = {{"-number", "newest"}, {"number", "oldest"}, {"-sought", "most_sought"},
                                     {"-amount", "most_amount"}, {"-left", "most_left"}, {"-decided", "last_decided"}};

// What filters the list without a field of its own above it: said, and taken away by a link.
void put_chips(View& view, Transaction& tx, const Services& services, const Request& request, const CaseFilter& filter) {
    const auto& words = words_of(services, request);
    auto* chips = static_cast<View*>(nullptr);
    const auto said = [&](const std::string& name, const std::string& text) {
        if (!chips) chips = &view.add("CHIPS");
        chips->add("CHIP").set("TEXT", text).set("REMOVE", words("cases.filter.remove", {text})).set("URL", cases_url_without(request, name));
    };
    const auto chip = [&](const std::string& name, const std::string& value) {
        said(name, words("cases.filter." + name, {value}));
        view.add("KEPT").set("NAME", name).set("VALUE", request.query(name));
    };
    for (const auto& [name, year] : {std::pair{"year", filter.received_year}, {"decided", filter.decided_year},
                                     {"paid", filter.paid_year}, {"fund_year", filter.fund_year},
                                     {"maturing", filter.maturing_year}}) {
        if (year) chip(name, std::to_string(*year));
    }
    if (filter.granted) chip("granted", "");
    if (filter.outstanding) chip("outstanding", "");
    if (filter.decided_after_months) chip("late", "");
    if (filter.request_late_on) {
        chip("request_late", filter.request_kind.empty() ? "" : words("cases.filter.request_kind." + filter.request_kind));
    }
    if (filter.duty_late_on) chip("duty_late", "");
    if (filter.never_visited) chip("never_visited", "");
    if (filter.undispatched) chip("undispatched", "");
    if (filter.unclaimed_since) chip("unclaimed", request.query("unclaimed"));
    if (filter.ending_by) chip("ending", request.query("ending"));
    if (filter.plan_ending_by) chip("plan_ending", request.query("plan_ending"));
    if (filter.aid_unregistered) chip("aid_unregistered", "");
    if (!filter.state.empty()) chip("state", state_name(services, filter.state, words.language()));
    if (filter.organisation) {
        const auto organisation = find_organisation(tx, *filter.organisation);
        chip("organisation", organisation ? organisation->name : "?");
    }
    if (filter.group) {
        const auto organisation = find_organisation(tx, *filter.group);
        chip("group", organisation ? organisation->name : "?");
    }
    if (filter.outlet) {
        const auto outlet = find_outlet(tx, *filter.outlet);
        chip("outlet", outlet ? outlet->name : "?");
    }
    // Those behind "more" have fields, but ones that are not seen.
    if (filter.fund) {
        const auto fund = find_fund(tx, *filter.fund);
        said("fund", fund ? fund->name + " " + std::to_string(fund->year) : "?");
    }
    for (const auto service : outlet_services) {
        if (filter.service == service) said("service", words("providers.service." + filter.service));
    }
    for (const auto sex : owner_sexes) {
        if (filter.owner_sex == sex) said("owner_sex", words("cases.filter.owner_sex") + ": " + words("providers.owner_sex." + filter.owner_sex));
    }
    if (filter.linked != Linked::any) said("linked", words("cases.filter.linked_" + request.query("linked")));
    if (filter.sought_from) said("sought_from", words("cases.filter.sought_from") + " " + filter.sought_from->swedish());
    if (filter.sought_to) said("sought_to", words("cases.filter.sought_to") + " " + filter.sought_to->swedish());
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
                 const std::vector<User>& officers, CaseSort sort, int demand) {
    const auto& words = words_of(services, request);
    std::vector<Option> forms, stages, places, people, orders, ages;
    for (const auto* form : services.forms.all()) forms.push_back({form->name, form->label.in(request.language())});
    for (const auto* stage : {"open", "decided", "closed"}) stages.push_back({stage, words(std::string("cases.stage.") + stage)});
    for (const auto& municipality : known) places.push_back({municipality.code, municipality.name});
    people.push_back({"mine", words("cases.list.mine")});
    people.push_back({"none", words("cases.list.unassigned")});
    for (const auto& user : officers) people.push_back({std::to_string(user.id.value()), user.display_name});
    for (const auto& order : list_orders) orders.push_back({order.value, words(std::string("cases.order.") + order.word)});
    for (const int months : {demand - 2, demand - 1, demand}) {
        ages.push_back({std::to_string(months), words("clock.at_least", {std::to_string(months)})});
    }
    put_options(view, "age", ages, request.query("age"), {}, words);
    put_field(view, "q", request.query("q"), {}, words);
    put_options(view, "form", forms, request.query("form"), {}, words);
    put_options(view, "stage", stages, request.query("stage"), {}, words);
    put_options(view, "municipality", places, request.query("municipality"), {}, words);
    put_options(view, "officer", people, request.query("officer"), {}, words);
    put_options(view, "order", orders, to_string(sort), {}, words);
}

// What is asked for less often, behind a heading of its own.
void put_more_filters(View& view, Transaction& tx, const Request& request, const Words& words) {
    std::vector<Option> funds, links;
    for (const auto& line : list_funds(tx, std::nullopt)) {
        funds.push_back({std::to_string(line.fund.id.value()), line.fund.name + " " + std::to_string(line.fund.year)});
    }
    for (const auto* which : {"yes", "no"}) links.push_back({which, words(std::string("cases.filter.linked_") + which)});
    put_options(view, "fund", funds, request.query("fund"), {}, words);
    put_options(view, "service", service_options(words), request.query("service"), {}, words);
    put_options(view, "owner_sex", owner_sex_options(words), request.query("owner_sex"), {}, words);
    put_options(view, "linked", links, request.query("linked"), {}, words);
    put_field(view, "sought_from", request.query("sought_from"), {}, words);
    put_field(view, "sought_to", request.query("sought_to"), {}, words);
}

// The headings, each a way to order the list by it; the second time the other way round.
void put_heads(View& view, const Request& request, const std::vector<std::string>& columns, CaseSort now, const Words& words) {
    const auto head = [&](const std::string& column, bool money) {
        auto& th = view.add("HEAD").show_if(money, "MONEY");
        const auto rising = case_sort(column);
        const auto label = words("cases.col." + column);
        if (!rising) {
            th.add("FIXED").set("LABEL", label);
            return;
        }
        const bool here = rising->by == now.by;
        if (here) th.add("SORTED").set("WAY", now.falling ? "descending" : "ascending");
        auto next = *rising;
        next.falling = here ? !now.falling : column != "title" && column != "decided";
        th.add("SORTABLE").set("LABEL", label).set("URL", cases_url_without(request, "order") + "order=" + to_string(next));
    };
    head("number", false);
    head("title", false);
    for (const auto& column : columns) head(column, column == "amount" || column == "paid" || column == "left");
}

bool may_assign(const Actor& actor) { return actor.has(Role::officer) || actor.has(Role::manager); }

void put_columns(View& view, const std::vector<std::string>& columns) {
    for (const auto& column : columns) view.show("COL_" + view_name(column));
}

// Days left to answer, or since the answer should have come.
void put_due(View& row, Date due, Date today, const Words& words) {
    const int left = due.days() - today.days();
    row.add("DUE").set("DAY", due.iso()).set("DAYS", left < 0 ? words("cases.list.days_late", {std::to_string(-left)})
                                                              : words("cases.list.days_left", {std::to_string(left)}));
    row.show_if(left < 0, "DUE_LATE");
}

void put_line(View& row, const Services& services, const CaseLine& line, const std::vector<std::string>& columns,
              const std::string& language, int demand, bool may_choose) {
    put_columns(row, columns);
    if (may_choose) row.add("MAY_CHOOSE").set("CHOICE", line.diary_number + "@" + std::to_string(line.version));
    row.set("DECIDED", line.decided_on ? line.decided_on->iso() : "").set("PAID", line.paid.swedish());
    if (line.answer_due_on) put_due(row, *line.answer_due_on, services.clock.today(), services.languages.of(language));
    row.set("LEFT", line.left.swedish());
    row.set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title);
    row.set("ORGANISATION", line.organisation).set("MUNICIPALITY", line.municipality).set("OFFICER", line.officer);
    row.set("FORM", form_label(services, line.form, language)).set("RECEIVED", line.received_on.iso());
    row.set("STATE", state_label(services, line.workflow, line.workflow_version, line.state, language));
    row.set("STATE_KIND", state_kind(line.stage, line.state, line.outcome));
    row.set("AMOUNT", line.amount().swedish());
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

// Its name, whom it is for, and whether the list opens in it, to be changed; as typed where that was refused.
void put_my_view(View& row, const SavedView& saved, const Request& request, const Problems& problems, const Words& words) {
    const auto id = std::to_string(saved.id.value());
    const bool typed = request.method() == "POST" && request.form().has("name_" + id);
    row.set("NAME", saved.name).set("ID", saved.id.value());
    row.set("TYPED", typed ? request.form().text("name_" + id) : saved.name);
    row.show_if(typed ? request.form().text("shared") == "1" : saved.shared, "IS_SHARED");
    row.show_if(typed ? request.form().text("opens_list") == "1" : saved.opens_list, "OPENS_LIST");
    row.show_if(may_share_views(request.actor()), "SHARES");
    for (const auto& problem : problems) {
        if (problem.field == "name_" + id) row.add("WRONG").set("TEXT", words(problem));
    }
}

// The ready views, one's own and the shared ones; which of them this is, and a way to save it.
void put_views(View& view, Transaction& tx, const Request& request, const Problems& problems, const Words& words) {
    const auto here = kept_query(query_of(request));
    bool known = here.empty() || here == everything;
    const auto chip = [&](const std::string& name, std::string_view query) -> View& {
        known |= kept_query(query) == here;
        return view.add("VIEW").set("NAME", name).set("URL", "/cases?" + std::string(query)).show_if(kept_query(query) == here, "HERE");
    };
    chip(words("cases.view.all"), everything);
    for (const auto& ready : ready_views) chip(words("cases.view." + std::string(ready.name)), ready.query);
    for (const auto& saved : views_of(tx, request.actor().id)) {
        const bool mine = saved.owner == request.actor().id;
        chip(mine ? saved.name : saved.name + " (" + saved.owner_name + ")", saved.query);
        if (mine) put_my_view(view.add("MY_VIEW"), saved, request, problems, words);
    }
    view.set("SAVE_URL", "/cases/views?" + here).show_if(!here.empty(), "MAY_SAVE");
    view.show_if(may_share_views(request.actor()), "MAY_SHARE");
    const auto columns = columns_of(request);
    for (const auto column : case_columns) {
        view.add("COLUMN").set("VALUE", std::string(column)).set("LABEL", words("cases.col." + std::string(column)))
            .show_if(std::find(columns.begin(), columns.end(), column) != columns.end(), "CHOSEN");
    }
    view.set("XLSX_URL", "/cases.xlsx?" + here).set("CSV_URL", "/cases.csv?" + here);
}

// What became of each: how many went, and why the others did not.
void put_stepped(View& view, const std::vector<BulkLine>& lines, const Words& words) {
    const auto done = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.problems.empty(); });
    if (!lines.empty()) view.add("STEPPED").set("TEXT", words("cases.bulk.of", {std::to_string(done), std::to_string(lines.size())}));
    for (const auto& line : lines) {
        if (line.problems.empty()) continue;
        auto& row = view.add("NOT_STEPPED").set("DIARY_NUMBER", line.diary_number).set("URL", case_url(line.diary_number));
        row.set("WHY", words(line.problems.front()));
    }
}

void put_assigning(View& view, const Request& request, const std::vector<User>& officers, const Problems& problems, const Words& words) {
    if (!may_assign(request.actor())) return;
    view.show("MAY_ASSIGN").set("BULK_URL", "/cases/bulk?" + kept_query(query_of(request)));
    view.show_if(request.actor().has(Role::officer), "MAY_REMIND");
    std::vector<Option> people;
    for (const auto& user : officers) people.push_back({std::to_string(user.id.value()), user.display_name});
    put_options(view, "new_officer", people, "", problems, words);
}

Response show_cases(const Services& services, const Request& request, const Problems& problems, int status,
                    const std::vector<BulkLine>& stepped = {}) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto demand = demand_months(services);
    const auto filter = case_filter_of(services, request);
    const auto columns = columns_of(request);
    View view;
    std::vector<CaseLine> lines;
    services.database.read([&](Transaction& tx) {
        lines = list_cases(tx, filter, limits::page_rows + 1);
        const auto officers = users_with_role(tx, Role::officer);
        put_filters(view, services, request, municipalities(tx, services.region.county), officers, filter.sort, demand);
        put_more_filters(view, tx, request, words);
        put_chips(view, tx, services, request, filter);
        put_slips(view, tx, filter, words);
        put_views(view, tx, request, problems, words);
        put_assigning(view, request, officers, problems, words);
    });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& line : lines) put_line(view.add("CASES"), services, line, columns, request.language(), demand, may_assign(request.actor()));
    if (more) view.add("NEXT").set("URL", cases_url_without(request) + "after=" + percent_encoded(cursor_after(lines.back(), filter.sort)));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    view.show_if(request.actor().has(Role::officer), "MAY_REGISTER");
    for (const auto* form : services.forms.all()) {
        view.add("NEW").set("FORM", form->name).set("LABEL", form->label.in(request.language()));
    }
    put_heads(view, request, columns, filter.sort, words);
    put_stepped(view, stepped, words);
    put_problems(view, problems, words);
    view.show_if(request.path().starts_with("/cases/views") && !problems.empty(), "VIEWS_OPEN");
    const bool first = request.method() == "GET";
    put_field(view, "view_name", first ? "" : request.form().text("view_name"), problems, words);
    put_check(view, "view_shared", !first && request.form().text("view_shared") == "1", problems, words);
    return page(services, request, "cases/case_list", view,
                {.title = words("cases.list.title"), .nav = Nav::cases, .status = status});
}

// All went: back to the list as it was. Some did not: the list says which, and why.
Response post_bulk(const Services& services, const Request& request) {
    const auto& form = request.form();
    const bool remind = form.text("what") == "remind";
    try {
        const auto lines = remind ? remind_many(services, request.actor(), form.all("case"))
                                  : assign_many(services, request.actor(), form.all("case"), form.text("new_officer"));
        const bool all = std::all_of(lines.begin(), lines.end(), [](const auto& line) { return line.problems.empty(); });
        if (!all) return show_cases(services, request, {}, 200, lines);
        return see_other_saying("/cases?" + kept_query(query_of(request)), remind ? "cases.bulk.reminded" : "cases.bulk.assigned");
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

Response change_view(const Services& services, const Request& request) {
    const auto id = whole_number(request.param("id")).value_or(0);
    const auto& form = request.form();
    try {
        change_view(services, request.actor(), {Id<SavedView>(id), form.text("name_" + std::to_string(id)),
                                                form.text("shared") == "1", form.text("opens_list") == "1"});
        return see_other_saying("/cases?" + std::string(everything), "cases.view.changed");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        auto problems = error.problems();
        for (auto& problem : problems) problem.field = "name_" + std::to_string(id);   // each view has a field of its own
        return show_cases(services, request, problems, 422);
    }
}

// The bare address opens in the view the person has chosen for it.
Response list_of_cases(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    if (query_of(request).empty()) {
        const auto view = services.database.look_up([&](Transaction& tx) { return opening_view(tx, request.actor().id); });
        if (view && !view->query.empty()) return see_other("/cases?" + view->query);
    }
    return show_cases(services, request, {}, 200);
}

}  // namespace

void add_case_routes(Router& router, const Services& services) {
    router.get("/cases", [&services](Request& request) { return list_of_cases(services, request); });
    router.post("/cases/bulk", [&services](Request& request) { return post_bulk(services, request); });
    router.post("/cases/views", [&services](Request& request) { return post_view(services, request); });
    router.post("/cases/views/{id}", [&services](Request& request) { return change_view(services, request); });
    router.post("/cases/views/{id}/remove", [&services](Request& request) {
        remove_view(services, request.actor(), Id<SavedView>(whole_number(request.param("id")).value_or(0)));
        return see_other_saying("/cases", "cases.view.removed");
    });
    add_case_register_routes(router, services);
}

}  // namespace bygd
