#include "decisions/delegation_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "cases/case.hpp"
#include "http/router.hpp"
#include "people/delegation_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t events_shown = 50;

// What the pages show, read in one snapshot.
struct OrderShown {
    DelegationOrder order;
    std::vector<DelegationEvent> events;
    Date today;
};

OrderShown order_shown(const Services& services) {
    const auto today = services.clock.today();
    return services.database.read([&](Transaction& tx) {
        return OrderShown{delegation_order(tx, today), delegation_events(tx, events_shown), today};
    });
}

// An administrator comes here from the page of administration, and finds back to it.
PageOptions options_of(const Request& request, const Words& words, std::string title, std::vector<Crumb> crumbs = {},
                       int status = 200) {
    const bool administers = request.actor().has(Role::administrator) || request.actor().has(Role::auditor);
    if (administers) {
        if (crumbs.empty()) crumbs.push_back({title});
        crumbs.insert(crumbs.begin(), {words("administration.title"), "/administration"});
    }
    return {.title = std::move(title), .nav = administers ? Nav::admin : Nav::decisions, .status = status,
            .crumbs = std::move(crumbs)};
}

std::string form_label(const Services& services, const std::string& name, const Words& words) {
    if (name.empty()) return words("delegation.all_forms");
    for (const auto* form : services.forms.all()) {
        if (form->name == name) return form->label.in(words.language());
    }
    return name;
}

std::string kind_label(const std::string& kind, const Words& words) {
    return kind.empty() ? words("delegation.all_kinds") : words("delegation.kind." + kind);
}

std::string days(const std::string& from, const std::string& to, const Words& words) {
    return to.empty() ? words("delegation.from_on", {from}) : words("delegation.from_to", {from, to});
}

std::string name_of(const DelegationOrder& order, Id<User> id, const Words& words) {
    const auto* found = order.find(id);
    return found ? found->name : words("delegation.no_decider");
}

std::vector<std::string> holders_of(const DelegationOrder& order, const DelegationRow& row) {
    std::vector<std::string> names;
    for (const auto& person : order.people) {
        if (!row.person && lowered(trimmed(person.title)) == lowered(row.title)) names.push_back(person.name);
    }
    return names;
}

void put_row(View& view, const Services& services, const DelegationOrder& order, const DelegationRow& row,
             const Words& words) {
    view.set("URL", "/admin/delegation/" + std::to_string(row.id.value())).set("VERSION", row.version);
    view.set("WHO", row.person ? name_of(order, *row.person, words) : row.title);
    view.set("FORM", form_label(services, row.form, words)).set("KIND", kind_label(row.kind, words));
    view.set("HIGHEST", row.highest ? row.highest->swedish() : words("delegation.no_limit"));
    const bool never = row.valid_to && *row.valid_to < row.valid_from;
    view.set("VALID", never ? words("delegation.never")
                            : days(row.valid_from.iso(), row.valid_to ? row.valid_to->iso() : "", words));
    view.set("REFERENCE", row.reference);
    const auto holders = holders_of(order, row);
    if (!holders.empty()) view.add("HOLDERS").set("NAMES", joined(holders, ", "));
    view.show_if(!row.person && holders.empty(), "NOBODY");
}

std::string told(const Services& services, const DelegationEvent& event, const Words& words) {
    const auto detail = nlohmann::json::parse(event.detail);
    const auto text = [&](const char* name) { return detail.value(name, std::string()); };
    if (event.absence) {
        return words("delegation.told.absence", {text("who"), text("from"), text("to"), text("deputy")});
    }
    const auto highest = text("highest");
    return words("delegation.told.row",
                 {text("who"), form_label(services, text("form"), words), kind_label(text("kind"), words),
                  highest.empty() ? words("delegation.no_limit") : Money::parse(highest).swedish(),
                  days(text("from"), text("to"), words), text("reference")});
}

void put_absences(View& view, const OrderShown& shown, const Actor& actor, const Words& words) {
    for (const auto& absence : shown.order.absences) {
        auto& row = view.add("ABSENCE").set("ID", absence.id.value()).set("VERSION", absence.version);
        row.set("WHO", name_of(shown.order, absence.person, words));
        row.set("DEPUTY", name_of(shown.order, absence.deputy, words));
        row.set("DAYS", days(absence.from.iso(), absence.to.iso(), words));
        row.show_if(absence.runs_on(shown.today), "RUNS");
        if (!absence.note.empty()) row.add("NOTE").set("TEXT", absence.note);
        row.show_if(may_record_absence(actor, absence.person), "MAY_END");
    }
    view.show(shown.order.absences.empty() ? "NO_ABSENCES" : "HAS_ABSENCES");
}

Response show_order(const Services& services, const Request& request, const Problems& problems = {}, int status = 200) {
    const auto& words = words_of(services, request);
    const auto& actor = request.actor();
    const auto shown = order_shown(services);
    View view;
    put_problems(view, problems, words);
    view.show_if(may_see_cases(actor.roles), "SEES_CASES").show("AT_DELEGATION");
    view.show_if(may_edit_delegation(actor), "MAY_EDIT");
    view.show_if(may_record_absence(actor, actor.id), "MAY_BE_AWAY");
    bool now = false, before = false;
    for (const auto& row : shown.order.rows) {
        const bool over = row.valid_to && (*row.valid_to < shown.today || *row.valid_to < row.valid_from);
        (over ? before : now) = true;
        auto& line = view.add(over ? "BEFORE" : "NOW");
        put_row(line, services, shown.order, row, words);
        line.show_if(!over && shown.today < row.valid_from, "COMING");
    }
    view.show(now ? "HAS_NOW" : "NO_ROWS").show_if(before, "HAS_BEFORE");
    put_absences(view, shown, actor, words);
    for (const auto& event : shown.events) {
        view.add("EVENT").set("WHAT", words("delegation.event." + event.kind)).set("WHEN", stockholm_minute(event.at))
            .set("WHO", event.actor_name).set("DETAIL", told(services, event, words));
    }
    view.show_if(!shown.events.empty(), "HAS_EVENTS");
    return page(services, request, "decisions/delegation_list", view,
                options_of(request, words, words("delegation.title"), {}, status));
}

std::vector<Option> people_options(const DelegationOrder& order) {
    std::vector<Option> options;
    for (const auto& person : order.people) {
        options.push_back({std::to_string(person.id.value()),
                           person.name + (person.title.empty() ? "" : ", " + person.title)});
    }
    return options;
}

Response show_new(const Services& services, const Request& request, const Problems& problems, int status) {
    if (!may_edit_delegation(request.actor())) refuse(ErrorKind::forbidden, "delegation.administrators_only");
    const auto& words = words_of(services, request);
    const auto order = order_shown(services).order;
    const bool first = request.method() == "GET";
    const auto typed = [&](const char* name) { return first ? std::string() : request.form().text(name); };
    View view;
    put_problems(view, problems, words);
    put_options(view, "person", people_options(order), typed("person"), problems, words);
    std::vector<Option> forms, kinds;
    for (const auto* form : services.forms.all()) forms.push_back({form->name, form->label.in(request.language())});
    for (const auto kind : delegated_kinds()) {
        kinds.push_back({std::string(kind), words("delegation.kind." + std::string(kind))});
    }
    put_options(view, "form", forms, typed("form"), problems, words);
    put_options(view, "kind", kinds, typed("kind"), problems, words);
    for (const auto* field : {"title", "highest", "valid_to", "reference"}) {
        put_field(view, field, typed(field), problems, words);
    }
    put_field(view, "valid_from", first ? services.clock.today().iso() : typed("valid_from"), problems, words);
    const auto title = words("delegation.new.title");
    return page(services, request, "decisions/delegation_new", view,
                options_of(request, words, title, {{words("delegation.title"), "/admin/delegation"}, {title}}, status));
}

// A refusal a person can mend in the form is shown there with what was typed; every other is thrown on.
template <typename Work, typename Again>
Response posted(const char* done, Work work, Again again) {
    try {
        work();
        return see_other_saying("/admin/delegation", done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return again(error.problems(), http_status(error.kind()));
    }
}

Response post_new(const Services& services, const Request& request) {
    return posted(
        "delegation.saved.added",
        [&] {
            Problems problems;
            const auto row = read_delegation_row([&](const char* name) { return request.form().text(name); }, problems);
            if (!problems.empty()) add(problems, check_row(row));
            require_none(std::move(problems));
            add_delegation(services.database, services.clock, request.actor(), row, form_names(services));
        },
        [&](const Problems& problems, int status) { return show_new(services, request, problems, status); });
}

Id<DelegationRow> row_id(const Request& request) {
    return Id<DelegationRow>(whole_number(request.param("id")).value_or(0));
}

Response show_row(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto shown = order_shown(services);
    const auto& rows = shown.order.rows;
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.id == row_id(request); });
    if (row == rows.end()) refuse(ErrorKind::not_found, "not_found");
    View view;
    put_problems(view, problems, words);
    put_row(view, services, shown.order, *row, words);
    const bool over = row->valid_to && *row->valid_to < shown.today;
    view.show_if(may_edit_delegation(request.actor()) && !over, "MAY_END");
    const bool first = request.method() == "GET";
    put_field(view, "last_day", first ? shown.today.iso() : request.form().text("last_day"), problems, words);
    const auto title = row->person ? name_of(shown.order, *row->person, words) : row->title;
    return page(services, request, "decisions/delegation_row", view,
                options_of(request, words, title, {{words("delegation.title"), "/admin/delegation"}, {title}}, status));
}

Response post_end(const Services& services, const Request& request) {
    return posted(
        "delegation.saved.ended",
        [&] {
            const auto last_day = Date::parse(request.form().text("last_day"), "last_day");
            const auto version = static_cast<int>(request.form().integer("version").value_or(0));
            end_delegation_row(services.database, services.clock, request.actor(),
                               {row_id(request), version, last_day});
        },
        [&](const Problems& problems, int status) { return show_row(services, request, problems, status); });
}

Response show_new_absence(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& actor = request.actor();
    if (!may_record_absence(actor, actor.id)) refuse(ErrorKind::forbidden, "absence.not_yours");
    const auto& words = words_of(services, request);
    const auto order = order_shown(services).order;
    const bool first = request.method() == "GET";
    const auto typed = [&](const char* name) { return first ? std::string() : request.form().text(name); };
    auto own = people_options(order);
    if (!actor.has(Role::administrator) && !actor.has(Role::manager)) {
        std::erase_if(own, [&](const Option& option) { return option.value != std::to_string(actor.id.value()); });
    }
    View view;
    put_problems(view, problems, words);
    put_options(view, "person", own, first && own.size() == 1 ? own[0].value : typed("person"), problems, words);
    put_options(view, "deputy", people_options(order), typed("deputy"), problems, words);
    for (const auto* field : {"from", "to", "note"}) put_field(view, field, typed(field), problems, words);
    const auto title = words("delegation.absence.do");
    return page(services, request, "decisions/absence_new", view,
                options_of(request, words, title, {{words("delegation.title"), "/admin/delegation"}, {title}}, status));
}

Response post_absence(const Services& services, const Request& request) {
    return posted(
        "delegation.saved.absent",
        [&] {
            Problems problems;
            const auto absence = read_absence([&](const char* name) { return request.form().text(name); }, problems);
            require_none(std::move(problems));
            add_absence(services.database, services.clock, request.actor(), absence);
        },
        [&](const Problems& problems, int status) { return show_new_absence(services, request, problems, status); });
}

Response post_absence_end(const Services& services, const Request& request) {
    return posted(
        "delegation.saved.back",
        [&] {
            const Id<Absence> id(whole_number(request.param("id")).value_or(0));
            const auto version = static_cast<int>(request.form().integer("version").value_or(0));
            end_absence_today(services.database, services.clock, request.actor(), id, version);
        },
        [&](const Problems& problems, int status) { return show_order(services, request, problems, status); });
}

std::optional<Date> read_day(const TypedField& typed, const char* field, bool required, Problems& problems) {
    const auto text = typed(field);
    if (text.empty() && !required) return std::nullopt;
    try {
        return Date::parse(text, field);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

Id<User> read_person(const TypedField& typed, const char* field) {
    return Id<User>(whole_number(typed(field)).value_or(0));
}

}  // namespace

std::vector<std::string> form_names(const Services& services) {
    std::vector<std::string> names;
    for (const auto* form : services.forms.all()) names.push_back(form->name);
    return names;
}

DelegationRow read_delegation_row(const TypedField& typed, Problems& problems) {
    DelegationRow row;
    if (!typed("person").empty()) row.person = read_person(typed, "person");
    row.title = typed("title");
    row.form = typed("form");
    row.kind = typed("kind");
    row.reference = typed("reference");
    row.valid_from = read_day(typed, "valid_from", true, problems).value_or(Date());
    row.valid_to = read_day(typed, "valid_to", false, problems);
    try {
        if (const auto highest = typed("highest"); !highest.empty()) row.highest = Money::parse(highest, "highest");
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    return row;
}

Absence read_absence(const TypedField& typed, Problems& problems) {
    Absence absence;
    absence.person = read_person(typed, "person");
    absence.deputy = read_person(typed, "deputy");
    for (const auto* field : {"person", "deputy"}) {
        if (typed(field).empty()) problems.push_back({field, "required"});
    }
    absence.from = read_day(typed, "from", true, problems).value_or(Date());
    absence.to = read_day(typed, "to", true, problems).value_or(Date());
    absence.note = typed("note");
    return absence;
}

void add_delegation_routes(Router& router, const Services& services) {
    router.get("/admin/delegation", [&](Request& request) { return show_order(services, request); });
    router.get("/admin/delegation/new", [&](Request& request) { return show_new(services, request, {}, 200); });
    router.post("/admin/delegation", [&](Request& request) { return post_new(services, request); });
    router.get("/admin/delegation/{id}", [&](Request& request) { return show_row(services, request, {}, 200); });
    router.post("/admin/delegation/{id}/end", [&](Request& request) { return post_end(services, request); });
    router.get("/admin/absences/new", [&](Request& request) { return show_new_absence(services, request, {}, 200); });
    router.post("/admin/absences", [&](Request& request) { return post_absence(services, request); });
    router.post("/admin/absences/{id}/end", [&](Request& request) { return post_absence_end(services, request); });
    add_delegation_api(router, services);
}

}  // namespace bygd
