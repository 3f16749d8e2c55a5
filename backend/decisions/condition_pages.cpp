#include "decisions/condition_pages.hpp"

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/conflict_store.hpp"
#include "cases/request_input.hpp"
#include "database/pool.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/condition_filter.hpp"
#include "decisions/condition_view.hpp"
#include "decisions/letter_text.hpp"
#include "documents/document_store.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/form_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

// The query of this page with one field replaced: what is chosen stays chosen.
std::string url_with(const Request& request, const std::string& path, std::string_view name, const std::string& value) {
    std::string url = path + "?";
    for (const auto& [field, held] : request.query_fields()) {
        if (field != name && field != "after" && !held.empty()) {
            url += percent_encoded(field) + "=" + percent_encoded(held) + "&";
        }
    }
    return url + std::string(name) + "=" + percent_encoded(value);
}

void put_line(View& row, const Services& services, const ConditionLine& line, const Words& words, const std::string& language,
              Date today) {
    put_condition(row, services, line.condition, line.settled_by, words, language, today);
    row.set("CASE_URL", case_url(line.diary_number)).set("NUMBER", line.diary_number).set("TITLE", line.title);
    row.set("FORM", form_label(services, line.form, language)).set("MUNICIPALITY", line.municipality);
    row.set("ORGANISATION", line.organisation).set("OFFICER", line.officer);
}

void put_chips(View& view, const Request& request, ConditionView here, const ConditionCounts& counts, const Words& words) {
    const std::int64_t numbers[] = {counts.open, counts.late, counts.soon, counts.breached, counts.settled};
    for (std::size_t i = 0; i < std::size(condition_views); ++i) {
        const std::string name = view_text(condition_views[i]);
        view.add("CHIP").set("URL", url_with(request, "/conditions", "view", name)).set("NAME", words("conditions.view." + name))
            .set("COUNT", numbers[i]).show_if(condition_views[i] == here, "HERE");
    }
}

void put_filters(View& view, Transaction& tx, const Services& services, const Request& request, const Problems& problems) {
    const auto& words = words_of(services, request);
    std::vector<Option> kinds, owners, forms, places, people;
    for (const auto& kind : services.letter_texts.conditions().kinds) kinds.push_back({kind.name, kind.label.in(request.language())});
    for (const auto* owner : {"recipient", "officer"}) owners.push_back({owner, words(std::string("conditions.owner.") + owner)});
    for (const auto* form : services.forms.all()) forms.push_back({form->name, form->label.in(request.language())});
    for (const auto& place : municipalities(tx, services.region.county)) places.push_back({place.code, place.name});
    for (const auto& user : users_with_role(tx, Role::officer)) {
        people.push_back({std::to_string(user.id.value()), user.display_name});
    }
    const auto put = [&](const char* name, const std::vector<Option>& options) {
        put_options(view, name, options, request.query(name), problems, words);
    };
    put("kind", kinds);
    put("owner", owners);
    put("form", forms);
    put("municipality", places);
    put("officer", people);
    for (const auto* day : {"due_from", "due_to"}) put_field(view, day, request.query(day), problems, words);
    view.set("VIEW", request.query("view"));
}

Response get_conditions(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    View view;
    Problems problems;
    ConditionFilter filter;
    filter.today = today;
    try {
        filter = read_condition_filter([&](const char* name) { return request.query(name); }, today);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        problems = error.problems();
    }
    services.database.read([&](Transaction& tx) {
        put_filters(view, tx, services, request, problems);
        auto lines = problems.empty() ? list_conditions(tx, filter, limits::page_rows + 1) : std::vector<ConditionLine>{};
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        for (const auto& line : lines) put_line(view.add("ROW"), services, line, words, request.language(), today);
        if (more) view.add("NEXT").set("URL", url_with(request, "/conditions", "after", cursor_after(lines.back())));
        put_chips(view, request, filter.view, count_conditions(tx, filter), words);
        view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    });
    view.set("EXPORT_URL", url_with(request, "/reports/conditions", "view", view_text(filter.view)));
    return page(services, request, "decisions/condition_list", view,
                {.title = words("conditions.title"), .nav = Nav::cases, .status = problems.empty() ? 200 : 422});
}

Id<Condition> id_of(const Request& request) { return Id<Condition>(whole_number(request.param("id")).value_or(0)); }

void put_form(View& view, const Services& services, Transaction& tx, const Condition& condition, const Typed& typed,
              const Problems& problems, const Words& words) {
    auto& form = view.add("MAY_SETTLE");
    const auto value = [&](const char* name, const std::string& first) {
        const auto found = typed.find(name);
        return found == typed.end() ? first : found->second;
    };
    const auto* kind = services.letter_texts.conditions().kind(condition.duty.kind);
    std::vector<Option> statuses, documents;
    for (const std::string status : {"met", "breached", "waived", "open"}) {
        if (status == condition.status || (status == "waived" && kind && !kind->waivable)) continue;
        statuses.push_back({status, words("conditions.settle." + status)});
    }
    for (const auto& document : documents_of(tx, condition.subject)) {
        documents.push_back({std::to_string(document.document.id.value()), document.document.name});
    }
    put_options(form, "status", statuses, value("status", ""), problems, words);
    put_field(form, "note", value("note", ""), problems, words);
    put_options(form, "document", documents, value("document", ""), problems, words);
    put_field(form, "file", "", problems, words);
    form.set("VERSION", condition.version);
}

Response show_condition(const Services& services, const Request& request, const Typed& typed, const Problems& problems,
                        int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string number;
    services.database.read([&](Transaction& tx) {
        const auto line = find_condition_line(tx, id_of(request));
        if (!line) refuse(ErrorKind::not_found, "not_found");
        number = line->diary_number;
        put_line(view, services, *line, words, request.language(), services.clock.today());
        if (line->condition.document) {
            view.add("DOCUMENT").set("NAME", line->document).set("DOCUMENT_URL", case_url(number) + "/documents/" +
                                                                                     std::to_string(line->condition.document->value()));
        }
        put_problems(view, problems, words);
        const auto subject = find_case(tx, line->condition.subject);
        const bool may = may_settle(request.actor()) && line->condition.status != "replaced" && subject->state != "archived";
        const auto declared = declaration_of(tx, line->condition.subject, request.actor().id);
        view.show_if(may && !declared, "UNDECLARED");
        if (may && declared && !declared->conflicted) put_form(view, services, tx, line->condition, typed, problems, words);
    });
    return page(services, request, "decisions/condition", view,
                {.title = words("conditions.one"), .nav = Nav::cases, .status = status,
                 .crumbs = {{words("conditions.title"), "/conditions"}, {number, case_url(number)}, {words("conditions.one")}}});
}

Response post_condition(const Services& services, Request& request) {
    const auto& form = request.form();
    const auto typed = input_of(form).fields;
    SettleCondition command{id_of(request), static_cast<int>(form.integer("version").value_or(0)), form.text("status"),
                            form.text("note"), std::nullopt, "", ""};
    if (const auto id = form.integer("document")) command.document = Id<Document>(*id);
    if (const auto files = form.files("file"); !files.empty()) {
        command.file_name = files.front()->name;
        command.file_bytes = files.front()->content;
    }
    try {
        const auto line = settle_condition(services, request.actor(), command);
        return see_other_saying(case_url(line.diary_number) + "#conditions", "conditions.saved");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_condition(services, request, typed, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_condition_routes(Router& router, const Services& services) {
    router.get("/conditions", [&services](Request& request) { return get_conditions(services, request); });
    router.get("/conditions/{id}", [&services](Request& request) { return show_condition(services, request, {}, {}, 200); });
    router.post("/conditions/{id}", [&services](Request& request) { return post_condition(services, request); });
    add_condition_api(router, services);
}

}  // namespace bygd
