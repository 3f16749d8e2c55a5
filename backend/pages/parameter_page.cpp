#include "pages/parameter_page.hpp"

#include "aid/assessment_json.hpp"
#include "aid/parameters.hpp"
#include "cases/case.hpp"
#include "http/router.hpp"
#include "pages/assessment_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

void put_basis(View& view, const LegalBasis& basis, const Words& words) {
    auto& row = view.add("BASIS").set("NUMBER", basis.number).set("TITLE", basis.title.in(words.language()));
    row.set("FROM", basis.valid_from.iso()).set("SOURCE", basis.source);
    if (basis.valid_to) row.add("ENDED").set("TO", basis.valid_to->iso());
    if (!basis.note.empty()) row.add("NOTED").set("NOTE", basis.note);
    if (basis.amendments.empty()) return;
    auto& list = row.add("AMENDMENTS");
    for (const auto& one : basis.amendments) {
        list.add("AMENDMENT").set("NUMBER", one.number).set("DAY", one.in_force.iso()).set("PARAGRAPHS", one.paragraphs);
    }
}

// Newest value first: what holds today is what most people look for.
void put_parameter(View& view, const Parameter& parameter, Date today, const Words& words) {
    auto& row = view.add("PARAMETER").set("NAME", parameter.name).set("LABEL", parameter.label.in(words.language()));
    for (auto value = parameter.values.rbegin(); value != parameter.values.rend(); ++value) {
        auto& line = row.add("VALUE_LINE");
        put_parameter_value(line, {parameter.name, parameter.unit, *value});
        line.show_if(value->valid_from <= today && (!value->valid_to || today <= *value->valid_to), "NOW");
    }
}

Response get_parameters(const Services& services, const Request& request) {
    const bool administers = request.actor().has(Role::administrator);   // the law is no case
    if (!administers) require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    view.show_if(!administers, "MAY_ASSESS");
    const auto& bases = services.parameters.bases();
    for (auto basis = bases.all().rbegin(); basis != bases.all().rend(); ++basis) put_basis(view, *basis, words);
    view.set("CHOSEN_BY", words("law.chosen_by." + bases.chosen_by())).set("CHOSEN_BY_NOTE", bases.chosen_by_note());
    const auto today = services.clock.today();
    for (const bool regional : {false, true}) {
        auto& group = view.add("GROUP").set("HEADING", words(regional ? "law.regional" : "law.of_law"));
        for (const auto& [name, parameter] : services.parameters.all()) {
            if (name.starts_with("regional_") == regional) put_parameter(group, parameter, today, words);
        }
    }
    return page(services, request, "pages/parameters", view, {.title = words("law.title"), .crumbs = {{words("law.title")}}});
}

}  // namespace

void add_parameter_routes(Router& router, const Services& services) {
    router.get("/parameters", [&](Request& request) { return get_parameters(services, request); });
}

}  // namespace bygd
