#include "pages/parameter_change_pages.hpp"

#include "aid/assessment_json.hpp"
#include "aid/form.hpp"
#include "aid/parameter_change_actions.hpp"
#include "aid/parameter_change_store.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "decisions/parameter_effect.hpp"
#include "http/router.hpp"
#include "people/admin_event.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* folder = "/administration/parameters";

void require_reader(const Actor& actor) {
    if (!may_read_administration(actor)) refuse(ErrorKind::not_found, "not_found");
}

std::string label_of(const Services& services, const std::string& name, const Words& words) {
    const auto* known = services.parameters.known(name);
    return known ? known->label.in(words.language()) : name;
}

std::string value_text(const Services& services, const ParameterOverride& wanted) {
    const auto* known = services.parameters.known(wanted.name);
    return known ? parameter_text({wanted.name, known->unit, wanted.value}) : std::to_string(wanted.value.value);
}

std::string days(const ParameterValue& value, const Words& words) {
    if (!value.valid_to) return words("delegation.from_on", {value.valid_from.iso()});
    return words("delegation.from_to", {value.valid_from.iso(), value.valid_to->iso()});
}

std::string url_of(Id<ParameterChange> id) { return std::string(folder) + "/" + std::to_string(id.value()); }

void put_change(View& row, const Services& services, const ParameterChange& change, const Words& words) {
    row.set("URL", url_of(change.id)).set("LABEL", label_of(services, change.wanted.name, words));
    row.set("VALUE", value_text(services, change.wanted)).set("DAYS", days(change.wanted.value, words));
    row.set("STATE", words("parameter_change.state." + change.state)).set("WHO", change.prepared_by_name);
    row.show(change.state == "confirmed" ? "CONFIRMED" : change.state == "prepared" ? "PREPARED" : "WITHDRAWN");
}

Response get_list(const Services& services, const Request& request) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto changes = services.database.look_up([](Transaction& tx) { return parameter_changes(tx, limits::page_rows); });
    View view;
    const bool may_change = request.actor().has(Role::administrator);
    view.show_if(may_change, "MAY_CHANGE").show_if(changes.empty(), "NO_CHANGES").show_if(!changes.empty(), "HAS_CHANGES");
    for (const auto& change : changes) put_change(view.add("CHANGE"), services, change, words);
    const auto today = services.clock.today();
    for (const auto& [name, parameter] : services.parameters.all()) {
        auto& row = view.add("PARAMETER").set("LABEL", parameter.label.in(words.language()));
        const auto* now = services.parameters.find(name, today);
        row.set("NOW", now ? parameter_text({name, parameter.unit, *now}) : words("people.user.none"));
        for (const auto& value : parameter.values) {
            if (value.valid_from <= today) continue;
            row.add("NEXT").set("VALUE", parameter_text({name, parameter.unit, value})).set("FROM", value.valid_from.iso());
        }
        if (may_change) {
            row.add("CHANGEABLE").set("URL", std::string(folder) + "/new?name=" + percent_encoded(name))
                .set("CHANGE_LABEL", words("parameter_change.change_named", {parameter.label.in(words.language())}));
        }
    }
    return page(services, request, "pages/parameter_change_list", view,
                {.title = words("parameter_change.title"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("parameter_change.title")}}});
}

Response form_page(const Services& services, const Request& request, const PrepareParameterChange& typed, const Problems& problems, int status) {
    if (!request.actor().has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    const auto* known = services.parameters.known(typed.name);
    if (!known) refuse(ErrorKind::not_found, "not_found");
    const auto& parameter = *known;
    View view;
    view.set("LABEL", parameter.label.in(words.language())).set("NAME", typed.name).set("UNIT_HINT", words("parameter_change.unit." + parameter.unit));
    for (const auto& value : parameter.values) {
        view.add("VALUE_LINE").set("VALUE", parameter_text({typed.name, parameter.unit, value})).set("DAYS", days(value, words))
            .set("PARAGRAPH", value.paragraph);
    }
    put_problems(view, problems, words);
    put_field(view, "value", typed.value, problems, words);
    put_field(view, "valid_from", typed.valid_from, problems, words);
    put_field(view, "valid_to", typed.valid_to, problems, words);
    put_field(view, "source", typed.source, problems, words);
    put_field(view, "paragraph", typed.paragraph, problems, words);
    put_field(view, "note", typed.note, problems, words);
    return page(services, request, "pages/parameter_change_new", view,
                {.title = words("parameter_change.prepare"),
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("parameter_change.title"), folder},
                            {parameter.label.in(words.language())}}});
}

Response post_list(const Services& services, const Request& request) {
    const auto& form = request.form();
    const PrepareParameterChange typed{form.text("name"), form.text("value"), form.text("valid_from"), form.text("valid_to"),
                                       form.text("source"), form.text("paragraph"), form.text("note")};
    try {
        return see_other_saying(url_of(prepare_parameter_change(services, request.actor(), typed).id), "parameter_change.prepared");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return form_page(services, request, typed, error.problems(), 422);
    }
}

Id<ParameterChange> id_of(const Request& request) { return Id<ParameterChange>(whole_number(request.param("id")).value_or(0)); }

void put_effect(View& view, const ParameterEffect& effect, const Words& words) {
    auto& part = view.add("EFFECT").set("LEAD", words("parameter_change.effect_lead",
                                                      {std::to_string(effect.looked_at), effect.day.iso(), std::to_string(effect.changed.size())}));
    part.show_if(effect.more, "MORE").show_if(effect.changed.empty(), "NONE").show_if(!effect.changed.empty(), "ANY");
    if (effect.not_tried > 0) part.add("NOT_TRIED").set("TEXT", words("parameter_change.not_tried", {std::to_string(effect.not_tried)}));
    for (const auto& line : effect.changed) {
        auto& row = part.add("LINE").set("NUMBER", line.diary_number).set("FORM", words("law.form." + line.form));
        row.set("BEFORE", line.before.swedish()).set("AFTER", line.after.swedish());
        if (line.eligible_before != line.eligible_after) row.show(line.eligible_after ? "NOW_ELIGIBLE" : "NO_LONGER");
    }
}

Response change_page(const Services& services, const Request& request, const Problems& problems, int status) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    const auto change = services.database.read([&](Transaction& tx) {
        const auto found = find_parameter_change(tx, id_of(request));
        if (!found) refuse(ErrorKind::not_found, "not_found");
        const bool tried = found->state == "prepared" && services.parameters.known(found->wanted.name);
        if (tried) put_effect(view, effect_of(services, tx, found->wanted), words);
        return *found;
    });
    const auto& value = change.wanted.value;
    put_change(view, services, change, words);
    put_problems(view, problems, words);
    const auto* before = services.parameters.known(change.wanted.name)
                             ? services.parameters.find(change.wanted.name, value.valid_from.plus_days(-1)) : nullptr;
    view.set("BEFORE", before ? value_text(services, {change.wanted.name, *before}) : words("people.user.none"));
    view.set("SOURCE", value.source).set("PARAGRAPH", value.paragraph).set("WHEN", stockholm_minute(change.prepared_at));
    if (!value.note.empty()) view.add("NOTED").set("NOTE", value.note);
    if (change.settled_at) view.add("SETTLED").set("BY", change.settled_by_name).set("AT", stockholm_minute(*change.settled_at));
    if (change.state == "prepared" && request.actor().has(Role::administrator)) {
        const bool own = change.prepared_by == request.actor().id;
        if (own) view.show("OWN");
        else view.add("CONFIRMABLE").set("ACTION", url_of(change.id) + "/confirmation").set("VERSION", change.version);
        view.add("WITHDRAWABLE").set("ACTION", url_of(change.id) + "/withdrawal").set("VERSION", change.version);
    }
    return page(services, request, "pages/parameter_change", view,
                {.title = label_of(services, change.wanted.name, words),
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("parameter_change.title"), folder},
                            {label_of(services, change.wanted.name, words)}}});
}

using Settle = ParameterChange (*)(const Services&, const Actor&, Id<ParameterChange>, int);

Response post_settlement(const Services& services, const Request& request, Settle settle, const char* said) {
    try {
        settle(services, request.actor(), id_of(request), static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying(url_of(id_of(request)), said);
    } catch (const Error& error) {
        const bool mendable = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::forbidden;
        if (!mendable) throw;
        return change_page(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_parameter_change_routes(Router& router, const Services& services) {
    router.get("/administration/parameters", [&](Request& request) { return get_list(services, request); });
    router.get("/administration/parameters/new", [&](Request& request) {
        PrepareParameterChange blank;
        blank.name = request.query("name");
        return form_page(services, request, blank, {}, 200);
    });
    router.post("/administration/parameters", [&](Request& request) { return post_list(services, request); });
    router.get("/administration/parameters/{id}", [&](Request& request) { return change_page(services, request, {}, 200); });
    router.post("/administration/parameters/{id}/confirmation", [&](Request& request) {
        return post_settlement(services, request, confirm_parameter_change, "parameter_change.confirmed");
    });
    router.post("/administration/parameters/{id}/withdrawal", [&](Request& request) {
        return post_settlement(services, request, withdraw_parameter_change, "parameter_change.withdrawn");
    });
}

}  // namespace bygd
