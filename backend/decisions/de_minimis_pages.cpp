#include "decisions/de_minimis_pages.hpp"

#include <algorithm>

#include "aid/de_minimis_view.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "decisions/de_minimis_api.hpp"
#include "http/router.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

struct Filled {
    AidFields typed = {};
    Problems problems = {};
    int status = 200;
};

std::string value(const AidFields& typed, const std::string& name, const char* fallback = "") {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string(fallback) : found->second;
}

AidFields typed_in(const Request& request) {
    AidFields typed;
    for (const auto& [name, text] : request.form().fields()) typed.emplace(name, clean_text(text));
    return typed;
}

bool shown_here(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict;
}

// --- the register
// -----------------------------------------------------------------------------------------------------

constexpr std::pair<RegisterView, const char*> views[] = {{RegisterView::due, "due"},
                                                          {RegisterView::late, "late"},
                                                          {RegisterView::to_correct, "to_correct"},
                                                          {RegisterView::registered, "registered"}};

RegisterView view_of(const Request& request) {
    for (const auto& [view, name] : views) {
        if (request.query("view") == name) return view;
    }
    return RegisterView::due;
}

std::string row_url(Id<AidGrant> id) {
    return "/de-minimis/" + std::to_string(id.value());
}

void put_line(View& row, const Services& services, const RegisterLine& line, Date today, const std::string& language,
              const Words& words) {
    const auto& grant = line.grant;
    row.set("URL", row_url(grant.id)).set("COMPANY", line.organisation_name);
    row.set("NUMBER", OrganisationNumber::parse(line.organisation_number).masked());
    row.set("COMPANY_URL", organisation_url(grant.organisation)).set("DAY", grant.day.iso());
    if (!line.case_number.empty())
        row.add("CASE").set("CASE_NUMBER", line.case_number).set("CASE_URL", case_url(line.case_number));
    if (!line.form.empty()) row.set("FORM", form_label(services, line.form, language));
    row.set("EURO", grant.euro.swedish()).set("KRONOR", grant.kronor ? grant.kronor->swedish() : "");
    row.set("REGULATION", "(EU) " + grant.regulation).set("SECTOR", grant.sector).set("BY", grant.register_by->iso());
    row.show_if(grant.corrects.has_value(), "CORRECTION");
    const bool late = !line.registered && *grant.register_by < today;
    row.show_if(late, "LATE").show_if(!line.registered && !late, "WAITS");
    if (line.registered) {
        row.add("REGISTERED")
            .set("EXTERNAL_ID", line.registered->external_id)
            .set("ON", line.registered->day.iso())
            .set("WHO", line.registered->made_by);
        const auto days = line.registered->day - (grant.corrects ? stockholm_day(grant.made_at) : grant.day);
        row.set("DAYS", words("de_minimis.days", {std::to_string(days)}));
    }
}

Response get_register(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    RegisterFilter filter;
    filter.view = view_of(request);
    filter.today = services.clock.today();
    filter.after = request.query("after");
    View view;
    put_provider_views(view, words, "/de-minimis");
    services.database.read([&](Transaction& tx) {
        auto lines = list_register(tx, filter, limits::page_rows + 1);
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        for (const auto& line : lines)
            put_line(view.add("ROW"), services, line, filter.today, request.language(), words);
        const auto counts = count_register(tx, filter.today);
        const std::int64_t numbers[] = {counts.due, counts.late, counts.to_correct, counts.registered};
        for (std::size_t i = 0; i < std::size(views); ++i) {
            const auto& [which, name] = views[i];
            view.add("CHIP")
                .set("URL", std::string("/de-minimis?view=") + name)
                .set("NAME", words(std::string("de_minimis.view.") + name))
                .set("COUNT", numbers[i])
                .show_if(which == filter.view, "HERE");
            if (more && which == filter.view) {
                view.add("NEXT").set("URL",
                                     std::string("/de-minimis?view=") + name + "&after=" + cursor_after(lines.back()));
            }
        }
        view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    });
    return page(services, request, "decisions/de_minimis_list", view,
                {.title = words("de_minimis.register"), .nav = Nav::providers});
}

Response show_row(const Services& services, const Request& request, const Filled& filled) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    services.database.read([&](Transaction& tx) {
        const auto line = find_register_line(tx, id_of_path<AidGrant>(request));
        if (!line) refuse(ErrorKind::not_found, "not_found");
        put_line(view, services, *line, services.clock.today(), request.language(), words);
        ExchangeRate rate;
        rate.millionths = line->grant.rate.value();
        view.set("RATE", rate.swedish())
            .set("RATE_DAY", line->grant.rate_day->iso())
            .set("RATE_SOURCE", line->grant.rate_source);
        view.set("GRANTER", line->grant.granter).set("LEDGER", ledger_label(line->grant.ledger, words));
        if (line->grant.corrects)
            view.add("OF_ROW").set("ROW_URL", row_url(*line->grant.corrects)).set("FIRST_ID", line->first_external_id);
        const bool may = request.actor().has(Role::officer) || request.actor().has(Role::manager);
        if (!may || line->registered) return;
        auto& form = view.add("MAY_REGISTER");
        put_problems(form, filled.problems, words);
        put_field(form, "external_id", value(filled.typed, "external_id", line->first_external_id.c_str()),
                  filled.problems, words);
        put_field(form, "registered_on", value(filled.typed, "registered_on", services.clock.today().iso().c_str()),
                  filled.problems, words);
        put_field(form, "note", value(filled.typed, "note"), filled.problems, words);
    });
    return page(services, request, "decisions/de_minimis_row", view,
                {.title = words("de_minimis.row"),
                 .nav = Nav::providers,
                 .status = filled.status,
                 .crumbs = {{words("de_minimis.register"), "/de-minimis"}, {words("de_minimis.row")}}});
}

Response post_row(const Services& services, const Request& request) {
    try {
        register_aid(services, request.actor(), id_of_path<AidGrant>(request), typed_in(request));
        return see_other_saying(row_url(id_of_path<AidGrant>(request)), "de_minimis.registered");
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show_row(services, request, {typed_in(request), error.problems(), http_status(error.kind())});
    }
}

// --- told in a case
// ---------------------------------------------------------------------------------------------------

std::string case_page(const Request& request) {
    return case_url(diary_number_of_path(request.param("number")));
}

void put_told(View& view, Transaction& tx, Id<Case> subject, bool may_tell, const Words& words) {
    const auto told = told_in_case(tx, subject);
    for (const auto& grant : told) {
        if (grant.corrects) continue;
        const bool back =
            std::any_of(told.begin(), told.end(), [&](const auto& other) { return other.corrects == grant.id; });
        auto& row =
            view.add("TOLD").set("ID", grant.id.value()).set("DAY", grant.day.iso()).set("GRANTER", grant.granter);
        row.set("EURO", grant.euro.swedish())
            .set("KRONOR", grant.kronor ? grant.kronor->swedish() : "")
            .set("NOTE", grant.note);
        row.set("SOURCE", words("de_minimis.source." + std::string(to_string(grant.source))))
            .set("REGULATION", "(EU) " + grant.regulation);
        row.set("WHO", grant.made_by).show_if(back, "BACK").show_if(grant.same_as.has_value(), "SAME");
        row.show_if(may_tell && !back, "MAY_TAKE_BACK");
    }
    view.show_if(!told.empty(), "HAS_TOLD").show_if(told.empty(), "NO_TOLD");
}

void put_choices(View& view, const Services& services, const DeMinimisGround& ground, const Filled& filled,
                 const Words& words) {
    const auto put = [&](const char* name, const std::vector<Option>& options, const char* fallback) {
        put_options(view, name, options, value(filled.typed, name, fallback), filled.problems, words);
    };
    put("source",
        {{"declared", words("de_minimis.source.declared")}, {"looked_up", words("de_minimis.source.looked_up")}},
        "declared");
    put("currency", {{"SEK", words("de_minimis.sek")}, {"EUR", words("de_minimis.eur")}}, "SEK");
    std::vector<Option> regulations, companies, ours;
    for (const auto& regulation : services.de_minimis.regulations()) {
        regulations.push_back(
            {regulation.number, regulation_label(regulation) + " – " + ledger_label(regulation.ledger, words)});
    }
    for (const auto& member : ground.members) companies.push_back({member.number, member.name});
    for (const auto& grant : ground.grants) {
        if (grant.source != AidSource::own || grant.corrects) continue;
        ours.push_back({std::to_string(grant.id.value()), grant.day.iso() + " " + grant.euro.swedish()});
    }
    put("regulation", regulations, "");
    put("organisation", companies, "");
    put("same_as", ours, "");
}

Response show_case_aid(const Services& services, const Request& request, const Filled& filled) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto number = diary_number_of_path(request.param("number"));
    View view;
    services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number);
        const auto ground = de_minimis_ground(tx, subject.organisation, std::nullopt, services.clock.today());
        const bool may_tell = may_tell_aid(request.actor());
        view.set("DIARY_NUMBER", number).set("URL", case_url(number) + "/de-minimis").set("CASE_URL", case_url(number));
        put_members(view, ground.members, subject.organisation);
        put_told(view, tx, subject.id, may_tell, words);
        if (!may_tell) return;
        auto& form = view.add("MAY_TELL");
        put_problems(form, filled.problems, words);
        for (const auto* name :
             {"granter", "granted_on", "amount", "note", "register", "looked_up_on", "found", "lookup_note"}) {
            put_field(form, name, value(filled.typed, name), filled.problems, words);
        }
        put_choices(form, services, ground, filled, words);
        form.show_if(ground.members.size() > 1, "CHOOSE_COMPANY");
    });
    return page(
        services, request, "decisions/de_minimis_told", view,
        {.title = words("de_minimis.told"),
         .nav = Nav::cases,
         .status = filled.status,
         .crumbs = {{words("web.nav.cases"), "/cases"}, {number, case_url(number)}, {words("de_minimis.told")}}});
}

template <typename Work>
Response post_on_case(const Services& services, const Request& request, const char* done, Work work) {
    const auto typed = typed_in(request);
    try {
        work(diary_number_of_path(request.param("number")), typed);
        return see_other_saying(case_page(request) + "/de-minimis", done);
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show_case_aid(services, request, {typed, error.problems(), http_status(error.kind())});
    }
}

}  // namespace

void add_de_minimis_routes(Router& router, const Services& services) {
    router.get("/de-minimis", [&](Request& request) { return get_register(services, request); });
    router.get("/de-minimis/{id}", [&](Request& request) { return show_row(services, request, {}); });
    router.post("/de-minimis/{id}", [&](Request& request) { return post_row(services, request); });
    const std::string told = "/cases/{number}/de-minimis";
    router.get(told, [&](Request& request) { return show_case_aid(services, request, {}); });
    router.post(told, [&](Request& request) {
        return post_on_case(services, request, "de_minimis.aid_told",
                            [&](const std::string& number, const AidFields& typed) {
                                tell_aid(services, request.actor(), number, typed);
                            });
    });
    router.post(told + "/lookups", [&](Request& request) {
        return post_on_case(services, request, "de_minimis.lookup_told",
                            [&](const std::string& number, AidFields typed) {
                                typed["note"] = value(typed, "lookup_note");
                                tell_lookup(services, request.actor(), number, typed);
                            });
    });
    router.post(told + "/{id}", [&](Request& request) {
        return post_on_case(services, request, "de_minimis.aid_taken_back",
                            [&](const std::string& number, const AidFields& typed) {
                                take_back_aid(services, request.actor(), number, id_of_path<AidGrant>(request),
                                              {{"note", value(typed, "why")}});
                            });
    });
    add_de_minimis_api(router, services);
}

}  // namespace bygd
