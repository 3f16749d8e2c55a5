#include "cases/case_register_pages.hpp"

#include <algorithm>

#include "aid/form_fields.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/request_input.hpp"
#include "database/pool.hpp"
#include "http/draft_actions.hpp"
#include "http/router.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_view.hpp"
#include "web/draft_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr int cost_rows_least = 3;
constexpr int cost_rows_most = 100;

// What is shown before anything is typed: today, and what the register knows of an organisation that was looked up.
Typed first_values(Transaction& tx, const Services& services, const Request& request) {
    Typed typed{{"received_on", services.clock.today().iso()}};
    const auto number = replaced_all(request.query("organisation_number"), "-", "");
    if (number.empty()) return typed;
    typed["organisation_number"] = request.query("organisation_number");
    const auto known = organisation_by_number(tx, number.size() == 12 ? number.substr(2) : number);
    if (!known) return typed;
    typed["organisation_name"] = known->name;
    typed["organisation_kind"] = known->kind;
    typed["contact_name"] = known->contact_name;
    typed["email"] = known->email;
    typed["phone"] = known->phone;
    typed["street"] = known->street;
    typed["postal_code"] = known->postal_code;
    typed["city"] = known->city;
    if (known->payee) {
        typed["payee_kind"] = to_string(known->payee->kind());
        typed["payee_number"] = known->payee->formatted();
    }
    return typed;
}

std::string value(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

void put_applicant(View& view, const SupportForm& form, const Typed& typed, const Problems& problems, const Words& words) {
    for (const auto* field : {"organisation_number", "organisation_name", "contact_name", "email", "phone", "street",
                              "postal_code", "city", "payee_number", "received_on"}) {
        put_field(view, field, value(typed, field), problems, words);
    }
    std::vector<Option> kinds;
    for (const auto kind : organisation_kinds) {
        const bool municipality = kind == "municipality";
        if (municipality == (form.applicant == "municipality")) {
            kinds.push_back({std::string(kind), words("providers.kind." + std::string(kind))});
        }
    }
    put_options(view, "organisation_kind", kinds, value(typed, "organisation_kind"), problems, words);
    const std::vector<Option> accounts{{"bankgiro", words("providers.payee.bankgiro")}, {"plusgiro", words("providers.payee.plusgiro")}};
    put_options(view, "payee_kind", accounts, value(typed, "payee_kind"), problems, words);
}

void put_outlet(Transaction& tx, std::string_view county, View& view, const Typed& typed, const Problems& problems,
                const Words& words) {
    std::vector<Option> known;
    const auto chosen = value(typed, "municipality");
    put_options(view, "municipality", municipality_options(tx, county, chosen), chosen, problems, words);
    const auto number = replaced_all(value(typed, "organisation_number"), "-", "");
    if (const auto organisation = organisation_by_number(tx, number)) {
        for (const auto& outlet : outlets_of(tx, organisation->id)) {
            known.push_back({std::to_string(outlet.id.value()), outlet.name + ", " + outlet.place});
        }
    }
    view.show_if(!known.empty(), "KNOWN_OUTLETS");
    put_options(view, "outlet_id", known, value(typed, "outlet_id"), problems, words);
    for (const auto* field : {"outlet_name", "place", "outlet_street", "outlet_postal_code", "outlet_email", "cfar", "next_outlet_km",
                              "hours_per_week", "articles", "groceries_turnover"}) {
        put_field(view, field, value(typed, field), problems, words);
    }
    put_outlet_questions(view, typed, problems, words);
    for (const auto service : outlet_services) {
        const auto name = "service_" + std::string(service);
        view.add("SERVICE").set("NAME", name).set("LABEL", words("providers.service." + std::string(service)))
            .show_if(!value(typed, name).empty(), "CHECKED");
    }
}

// One row more than was typed, so that there is always an empty one.
void put_costs(View& view, const SupportForm& form, const Typed& typed, const Problems& problems, const Words& words,
               const std::string& language) {
    int last = 0;
    for (int number = 1; number <= cost_rows_most; ++number) {
        if (!value(typed, "cost_" + std::to_string(number) + "_amount").empty() ||
            !value(typed, "cost_" + std::to_string(number) + "_description").empty()) last = number;
    }
    const auto error = [&](const std::string& field) {
        for (const auto& problem : problems) {
            if (problem.field == field) return words(problem);
        }
        return std::string();
    };
    for (int number = 1; number <= std::max(cost_rows_least, last + 1); ++number) {
        const auto prefix = "cost_" + std::to_string(number) + "_";
        auto& row = view.add("COST");
        row.set("N", number).set("DESCRIPTION", value(typed, prefix + "description"));
        row.set("AMOUNT", value(typed, prefix + "amount")).set("VAT", value(typed, prefix + "vat"));
        row.set("ORDERED_ON", value(typed, prefix + "ordered_on"));
        for (const auto& line : form.cost_lines) {
            row.add("LINE").set("VALUE", line.name).set("LABEL", line.label.in(language) + " (" + line.paragraph + ")")
                .show_if(value(typed, prefix + "line") == line.name, "SELECTED");
        }
        for (const auto* part : {"line", "description", "amount", "vat", "ordered_on"}) {
            const auto text = error(prefix + part);
            if (!text.empty()) row.add("ERROR").set("TEXT", text);
        }
    }
}

std::string draft_key_of(const SupportForm& form) { return "/cases/new/" + form.name; }

Response show_form(const Services& services, const Request& request, const SupportForm& form, const Typed& first,
                   const Problems& problems) {
    const auto& words = words_of(services, request);
    View view;
    auto typed = first;
    services.database.read([&](Transaction& tx) {
        auto draft = put_draft(view, tx, request, draft_key_of(form), words);
        if (request.method() == "GET" && !draft.empty()) typed = std::move(draft);
        put_outlet(tx, services.region.county, view, typed, problems, words);
    });
    put_problems(view, problems, words);
    view.set("FORM", form.name).set("LABEL", form.label.in(request.language()));
    view.set("DESCRIPTION", form.description.in(request.language())).set("LEGAL_BASIS", form.legal_basis);
    view.set("PARAGRAPHS", form.paragraphs);
    put_applicant(view, form, typed, problems, words);
    view.show_if(form.needs_outlet, "NEEDS_OUTLET").show_if(!form.needs_outlet, "NO_OUTLET");
    for (const auto& field : form.fields) {
        add_field(view, "FIELD", field_view(field, request.language(), value(typed, field.name), words), problems, words);
    }
    view.show_if(!form.cost_lines.empty(), "COSTS");
    if (!form.cost_lines.empty()) put_costs(view, form, typed, problems, words, request.language());
    for (const auto& kind : form.documents) {
        add_field(view, "DOCUMENT", {.kind = FieldView::Kind::file, .name = kind.name, .label = kind.label.in(request.language()),
                                     .required = kind.required}, problems, words);
    }
    view.show_if(!problems.empty() && !request.form().files().empty(), "FILES_AGAIN");
    const auto title = words("cases.new.title", {form.label.in(request.language())});
    return page(services, request, "cases/case_new", view,
                {.title = title, .nav = Nav::cases, .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {title}}});
}

void require_officer(const Actor& actor) {
    require_case_reader(actor);
    if (!actor.has(Role::officer)) refuse(ErrorKind::forbidden, "case.officers_only");
}

Response get_new(const Services& services, Request& request) {
    require_officer(request.actor());
    const auto& form = services.forms.latest(request.param("form"));
    const auto typed = services.database.read([&](Transaction& tx) { return first_values(tx, services, request); });
    return show_form(services, request, form, typed, {});
}

Response post_new(const Services& services, Request& request) {
    require_officer(request.actor());
    const auto& form = services.forms.latest(request.param("form"));
    auto input = input_of(request.form());
    try {
        const auto subject = register_case(services, request.actor(), {form.name, input});
        drop_draft(services.database, request.actor(), draft_key_of(form));
        return see_other_saying(case_url(subject), "cases.new.done");
    } catch (const Error& error) {
        const bool unscanned = error.kind() == ErrorKind::unavailable && !error.problems().front().field.empty();
        if (error.kind() != ErrorKind::invalid && !unscanned) throw;
        return show_form(services, request, form, input.fields, error.problems());
    }
}

}  // namespace

void add_case_register_routes(Router& router, const Services& services) {
    router.get("/cases/new/{form}", [&services](Request& request) { return get_new(services, request); });
    router.post("/cases/new/{form}", [&services](Request& request) { return post_new(services, request); });
}

}  // namespace bygd
