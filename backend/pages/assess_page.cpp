#include "pages/assess_page.hpp"

#include <nlohmann/json.hpp>

#include "aid/de_minimis_view.hpp"
#include "aid/form_fields.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/special_reason_actions.hpp"
#include "decisions/tried_assessment.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "pages/assessment_view.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_view.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr int cost_rows_least = 3;
constexpr int cost_rows_most = 20;

Typed typed_of(const Request& request) {
    Typed typed;
    for (const auto& [name, value] : request.query_fields()) typed.emplace(name, trimmed(value));
    return typed;
}

std::string value(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

void put_costs(View& view, const SupportForm& form, const Typed& typed, const Problems& problems, const Words& words) {
    int last = 0;
    for (int number = 1; number <= cost_rows_most; ++number) {
        if (!value(typed, "cost_" + std::to_string(number) + "_amount").empty()) last = number;
    }
    auto& costs = view.add("COSTS");
    for (int number = 1; number <= std::max(cost_rows_least, last + 1); ++number) {
        const auto prefix = "cost_" + std::to_string(number) + "_";
        auto& row = costs.add("COST").set("N", number).set("AMOUNT", value(typed, prefix + "amount"));
        row.set("VAT", value(typed, prefix + "vat")).set("ORDERED_ON", value(typed, prefix + "ordered_on"));
        for (const auto& line : form.cost_lines) {
            row.add("LINE_CHOICE").set("VALUE", line.name)
                .set("LABEL", line.label.in(words.language()) + " (" + line.paragraph + ")")
                .show_if(value(typed, prefix + "line") == line.name, "SELECTED");
        }
        for (const auto& problem : problems) {
            if (problem.field.starts_with(prefix)) row.add("ERROR").set("TEXT", words(problem));
        }
    }
}

// Only what the rules can use: a text is for a person to read.
bool asked(const FormField& field) {
    return field.kind != FieldKind::text && field.kind != FieldKind::long_text && field.name != "households" && field.name != "end_on";
}

void put_whose(View& view, Transaction& tx, const Typed& typed, const Problems& problems, const Words& words) {
    const auto number = value(typed, "case");
    const auto outlet = find_outlet(tx, Id<Outlet>(whole_number(value(typed, "outlet_id")).value_or(0)));
    if (const auto subject = number.empty() ? std::nullopt : find_case(tx, number)) {
        view.add("OF_CASE").set("URL", case_url(*subject)).set("NUMBER", subject->diary_number);
    } else if (outlet) {
        view.add("OF_OUTLET").set("URL", outlet_url(outlet->id)).set("NAME", outlet->name).set("ID", outlet->id.value());
    } else {
        auto& nobody = view.add("OF_NOBODY");
        put_field(nobody, "organisation_number", value(typed, "organisation_number"), problems, words);
    }
}

void put_aid(View& view, const TriedAid& aid, Money kronor, const Words& words) {
    if (aid.position) {
        put_position(view.add("POSITION"), aid.ground, *aid.position, words, &aid.outlook, kronor);
    } else {
        for (const auto& problem : aid.outlook.problems) view.add("NO_POSITION").set("TEXT", words(problem));
    }
    if (aid.organisation) {
        view.add("OF_ORGANISATION").set("URL", organisation_url(*aid.organisation) + "/undertaking");
    } else {
        view.show("OF_NOBODY_KNOWN");
    }
}

void put_form(View& view, const SupportForm& form, const Typed& typed, const Problems& problems, const Words& words) {
    view.set("FORM", form.name).set("LABEL", form.label.in(words.language())).set("AGAIN", "/assess?form=" + form.name);
    put_field(view, "received_on", value(typed, "received_on"), problems, words);
    if (form.needs_outlet) {
        auto& outlet = view.add("HAS_OUTLET");
        put_field(outlet, "next_outlet_km", value(typed, "next_outlet_km"), problems, words);
        const std::vector<Option> answers{{"yes", words("web.yes")}, {"no", words("web.no")}};
        put_options(outlet, "archipelago", answers, value(typed, "archipelago"), problems, words);
    }
    for (const auto& field : form.fields) {
        if (!asked(field)) continue;
        auto shown = field_view(field, words.language(), value(typed, field.name), words);
        shown.required = false;
        add_field(view, "FIELD", shown, problems, words);
    }
    if (!form.cost_lines.empty()) put_costs(view, form, typed, problems, words);
}

// "RUN-2026-0042" of a link, "RUN 2026/0042" of the form.
void read_case_number(Typed& typed) {
    const auto found = typed.find("case");
    if (found != typed.end() && !found->second.empty() && found->second.find('/') == std::string::npos) {
        found->second = diary_number_of_path(found->second);
    }
}

Response get_assess(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    auto typed = typed_of(request);
    read_case_number(typed);
    View view;
    Problems problems;
    services.database.read([&](Transaction& tx) {
        if (value(typed, "form").empty() && !value(typed, "case").empty()) {
            if (const auto subject = find_case(tx, value(typed, "case"))) typed["form"] = subject->form;
        }
        const auto name = value(typed, "form");
        for (const auto* form : services.forms.all()) {
            view.add("FORM_CHOICE").set("URL", "/assess?form=" + form->name).set("LABEL", form->label.in(words.language()))
                .show_if(form->name == name, "HERE");
        }
        if (name.empty()) return;
        const auto& form = services.forms.latest(name);
        auto& chosen = view.add("CHOSEN");
        if (!value(typed, "try").empty() || !value(typed, "case").empty()) {
            try {
                const auto tried = try_assessment(services, tx, typed);
                auto& answer = chosen.add("ANSWER");
                put_assessment(answer, *tried.form, tried.assessment, services.parameters, words);
                if (tried.de_minimis) put_aid(answer.add("AID_OF_ANSWER"), *tried.de_minimis, tried.assessment.most(), words);
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::invalid) throw;
                problems = error.problems();
            }
        }
        put_whose(chosen, tx, typed, problems, words);
        put_form(chosen, form, typed, problems, words);
    });
    put_problems(view, problems, words);
    const auto title = words("assess.title");
    return page(services, request, "pages/assess", view,
                {.title = title, .nav = Nav::cases, .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {title}}});
}

Response post_assessment(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto typed = typed_of_assessment(json_object(request));
    const auto& words = services.languages.of(request.language());
    return services.database.read([&](Transaction& tx) {
        const auto tried = try_assessment(services, tx, typed);
        return json_response(to_json(tried, words));
    });
}

// The case as /api/v1/cases/{number} gives it is read again by who needs more of it.
Response post_special_reason(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& body = json_object(request);
    const auto moved = write_special_reason(services, request.actor(),
                                            {diary_number_of_path(request.param("number")), json_version(body),
                                             json_member(body, "rule"), json_member(body, "text")});
    return json_response({{"diary_number", moved.diary_number}, {"state", moved.state}, {"version", moved.version}});
}

}  // namespace

void add_assess_routes(Router& router, const Services& services) {
    router.get("/assess", [&](Request& request) { return get_assess(services, request); });
    router.post("/api/v1/assessments", [&](Request& request) { return post_assessment(services, request); });
    router.post("/api/v1/cases/{number}/special-reasons", [&](Request& request) { return post_special_reason(services, request); });
}

}  // namespace bygd
