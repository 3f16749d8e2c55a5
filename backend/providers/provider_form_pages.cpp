#include "providers/provider_form_pages.hpp"

#include "base/region.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "providers/opening_view.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Typed typed_in(const Form& form) {
    Typed typed;
    for (const auto& [name, value] : form.fields()) {
        if (name != "csrf" && name != "form_key") typed.emplace(name, clean_text(value));
    }
    return typed;
}

std::string value(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

int version_in(const Request& request) { return static_cast<int>(request.form().integer("version").value_or(0)); }

// A refusal a person can mend on the page where it was made.
bool shown_in_form(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::forbidden;
}

void require_writer(const Request& request) {
    require_provider_reader(request.actor());
    if (!may_write_providers(request.actor())) refuse(ErrorKind::forbidden, "provider.officers_only");
}

// What is drawn: the values, what is wrong with them, and the status of the answer.
struct Filled {
    Typed typed;
    Problems problems = {};
    int status = 200;
};

Filled refused(const Request& request, const Error& error) {
    return {typed_in(request.form()), error.problems(), http_status(error.kind())};
}

void put_fields(View& view, std::initializer_list<const char*> names, const Filled& filled, const Words& words) {
    put_problems(view, filled.problems, words);
    for (const auto* name : names) put_field(view, name, value(filled.typed, name), filled.problems, words);
}

void put_payee_kinds(View& view, const Filled& filled, const Words& words) {
    const std::vector<Option> kinds{{"bankgiro", words("providers.payee.bankgiro")}, {"plusgiro", words("providers.payee.plusgiro")}};
    put_options(view, "payee_kind", kinds, value(filled.typed, "payee_kind"), filled.problems, words);
}

// --- organisations

Response organisation_form(const Services& services, const Request& request, const std::optional<Organisation>& known,
                           const Filled& filled) {
    const auto& words = words_of(services, request);
    View view;
    put_fields(view, {"organisation_number", "organisation_name", "contact_name", "email", "phone", "street", "postal_code",
                      "city", "payee_number"}, filled, words);
    std::vector<Option> kinds;
    for (const auto kind : organisation_kinds) kinds.push_back({std::string(kind), words("providers.kind." + std::string(kind))});
    put_options(view, "organisation_kind", kinds, value(filled.typed, "organisation_kind"), filled.problems, words);
    put_options(view, "owner_sex", owner_sex_options(words), value(filled.typed, "owner_sex"), filled.problems, words);
    put_payee_kinds(view, filled, words);
    const auto url = known ? organisation_url(known->id) : std::string("/providers/organisations");
    const auto title = words(known ? "providers.organisation.change" : "providers.organisation.new");
    view.set("ACTION", url).set("TITLE", title).set("CANCEL", url).show_if(!known, "NEW");
    if (known) view.add("EXISTING").set("VERSION", known->version).set("NUMBER", known->organisation_number().formatted());
    return page(services, request, "providers/organisation_form", view,
                {.title = title, .nav = Nav::providers, .status = filled.status,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {known ? known->name : words("providers.organisations"), url}, {title}}});
}

Organisation known_organisation(const Services& services, const Request& request) {
    return services.database.look_up([&](Transaction& tx) { return organisation_of_path(tx, request); });
}

Response post_organisations(const Services& services, const Request& request) {
    try {
        const auto added = add_organisation(services.database, services.clock, request.actor(), typed_in(request.form()));
        return see_other_saying(organisation_url(added.id), "providers.organisation.added");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return organisation_form(services, request, std::nullopt, refused(request, error));
    }
}

Response post_organisation(const Services& services, const Request& request) {
    const auto known = known_organisation(services, request);
    try {
        change_organisation(services.database, services.clock, request.actor(), known.id, version_in(request), typed_in(request.form()));
        return see_other_saying(organisation_url(known.id), "providers.saved");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return organisation_form(services, request, known, refused(request, error));
    }
}

// --- the account

Response payee_form(const Services& services, const Request& request, const Organisation& known, const Filled& filled) {
    const auto& words = words_of(services, request);
    View view;
    put_fields(view, {"payee_number"}, filled, words);
    put_payee_kinds(view, filled, words);
    const auto url = organisation_url(known.id);
    view.set("URL", url).set("NAME", known.name).set("VERSION", known.version);
    if (known.payee) view.add("PAYEE").set("TEXT", payee_label(*known.payee, words));
    if (known.payee_pending) view.add("WAITING").set("TEXT", payee_label(*known.payee_pending, words));
    return page(services, request, "providers/payee_form", view,
                {.title = words("providers.payee_change"), .nav = Nav::providers, .status = filled.status,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {known.name, url}, {words("providers.payee_change")}}});
}

Response get_payee(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    if (!may_ask_for_payee(request.actor())) refuse(ErrorKind::forbidden, "payee.may_not_ask");
    return payee_form(services, request, known_organisation(services, request), {});
}

Response post_payee(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto known = known_organisation(services, request);
    try {
        ask_for_payee(services.database, services.clock, request.actor(), known.id, version_in(request), typed_in(request.form()));
        return see_other_saying(organisation_url(known.id), "providers.payee_asked");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return payee_form(services, request, known, refused(request, error));
    }
}

// The buttons stand on the organisation's page: what is refused here has nothing typed to keep.
Response post_payee_answer(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto known = known_organisation(services, request);
    const auto answer = request.form().text("answer");
    if (answer != "confirm" && answer != "refuse") require_none({{"answer", "required"}});
    answer_payee(services.database, services.clock, request.actor(), known.id, version_in(request), answer == "confirm");
    return see_other_saying(organisation_url(known.id),
                            answer == "confirm" ? "providers.payee_was_confirmed" : "providers.payee_was_refused");
}

// --- outlets

// `outlet` none: a new one of the organisation.
Response outlet_form(const Services& services, const Request& request, const Organisation& owner,
                     const std::optional<Outlet>& outlet, const Filled& filled) {
    const auto& words = words_of(services, request);
    View view;
    put_fields(view, {"outlet_name", "place", "outlet_street", "outlet_postal_code", "outlet_email", "cfar", "next_outlet_km",
                      "hours_per_week", "articles", "groceries_turnover", "open_from", "closed_on", "position_north", "position_east"}, filled, words);
    put_opening_fields(view, filled.typed, filled.problems, words);
    const auto chosen = value(filled.typed, "municipality");
    const auto places = services.database.read(
        [&](Transaction& tx) { return municipality_options(tx, services.region.county, chosen); });
    put_options(view, "municipality", places, chosen, filled.problems, words);
    put_check(view, "mobile", !value(filled.typed, "mobile").empty(), filled.problems, words);
    put_outlet_questions(view, filled.typed, filled.problems, words);
    for (const auto& service : service_options(words)) {
        view.add("SERVICE").set("NAME", "service_" + service.value).set("LABEL", service.label)
            .show_if(!value(filled.typed, "service_" + service.value).empty(), "CHECKED");
    }
    const auto title = words(outlet ? "providers.outlet.change" : "providers.outlet.new");
    view.set("TITLE", title).set("OWNER", owner.name).set("OWNER_URL", organisation_url(owner.id));
    view.set("ACTION", outlet ? outlet_url(outlet->id) : std::string("/providers/outlets"));
    view.set("CANCEL", outlet ? outlet_url(outlet->id) : organisation_url(owner.id));
    if (outlet) view.add("EXISTING").set("VERSION", outlet->version);
    if (!outlet) view.add("NEW").set("OWNER_ID", owner.id.value());
    return page(services, request, "providers/outlet_form", view,
                {.title = title, .nav = Nav::providers, .status = filled.status,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {owner.name, organisation_url(owner.id)}, {title}}});
}

Organisation owner_by(const Services& services, std::string_view id) {
    auto found = services.database.look_up([&](Transaction& tx) {
        return find_organisation(tx, Id<Organisation>(whole_number(id).value_or(0)));
    });
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

struct OutletAndOwner {
    Outlet outlet;
    Organisation owner;
};

OutletAndOwner known_outlet(const Services& services, const Request& request) {
    return services.database.read([&](Transaction& tx) {
        auto outlet = outlet_of_path(tx, request);
        auto owner = find_organisation(tx, outlet.organisation).value();
        return OutletAndOwner{std::move(outlet), std::move(owner)};
    });
}

Response post_outlets(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto owner = owner_by(services, request.form().text("organisation"));
    try {
        const auto added = add_outlet(services.database, services.clock, services.region, request.actor(), owner.id, typed_in(request.form()));
        return see_other_saying(outlet_url(added.id), "providers.outlet.added");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return outlet_form(services, request, owner, std::nullopt, refused(request, error));
    }
}

Response post_outlet(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto [outlet, owner] = known_outlet(services, request);
    try {
        change_outlet(services.database, services.clock, services.region, request.actor(), outlet.id, version_in(request), typed_in(request.form()));
        return see_other_saying(outlet_url(outlet.id), "providers.saved");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return outlet_form(services, request, owner, outlet, refused(request, error));
    }
}

// --- service plans

Response plan_page(const Services& services, const Request& request, const Filled& filled) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    View view;
    put_provider_views(view, words, "/providers/service-plans");
    int current = 0;
    const auto lines = services.database.look_up([&](Transaction& tx) { return service_plans(tx, services.region.county); });
    std::vector<Option> places;
    for (const auto& [municipality, plan] : lines) {
        places.push_back({municipality.code, municipality.name});
        auto& row = view.add("PLAN").set("MUNICIPALITY", municipality.name);
        const bool valid = plan && plan->valid_on(today);
        if (valid) ++current;
        if (plan) row.set("TITLE", plan->title).set("UNTIL", plan->valid_to.iso()).set("FROM", plan->valid_from.iso());
        row.set("STATE", words(valid ? "providers.plan.current" : plan ? "providers.plan.not_current" : "providers.plan.missing"));
        row.set("STATE_KIND", valid ? "done" : "late");
    }
    view.set("LEAD", words("providers.plan.lead", {std::to_string(current), std::to_string(lines.size())}));
    if (may_write_providers(request.actor())) {
        auto& form = view.add("MAY_WRITE");
        put_fields(form, {"plan_title", "valid_from", "valid_to"}, filled, words);
        put_options(form, "municipality", places, value(filled.typed, "municipality"), filled.problems, words);
    }
    return page(services, request, "providers/service_plan_list", view,
                {.title = words("providers.plans"), .nav = Nav::providers, .status = filled.status,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {words("providers.plans")}}});
}

Response post_plans(const Services& services, const Request& request) {
    try {
        add_service_plan(services.database, services.clock, services.region, request.actor(), typed_in(request.form()));
        return see_other_saying("/providers/service-plans", "providers.plan.added");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return plan_page(services, request, refused(request, error));
    }
}

}  // namespace

void add_provider_form_routes(Router& router, const Services& services) {
    router.get("/providers/organisations/new", [&](Request& request) {
        require_writer(request);
        return organisation_form(services, request, std::nullopt, {});
    });
    router.post("/providers/organisations", [&](Request& request) { return post_organisations(services, request); });
    router.get("/providers/organisations/{id}/change", [&](Request& request) {
        require_writer(request);
        const auto known = known_organisation(services, request);
        return organisation_form(services, request, known, {typed_of(known)});
    });
    router.post("/providers/organisations/{id}", [&](Request& request) {
        require_writer(request);
        return post_organisation(services, request);
    });
    router.get("/providers/organisations/{id}/payee", [&](Request& request) { return get_payee(services, request); });
    router.post("/providers/organisations/{id}/payee", [&](Request& request) { return post_payee(services, request); });
    router.post("/providers/organisations/{id}/payee-answer", [&](Request& request) { return post_payee_answer(services, request); });
    router.get("/providers/outlets/new", [&](Request& request) {
        require_writer(request);
        return outlet_form(services, request, owner_by(services, request.query("organisation")), std::nullopt, {});
    });
    router.post("/providers/outlets", [&](Request& request) { return post_outlets(services, request); });
    router.get("/providers/outlets/{id}/change", [&](Request& request) {
        require_writer(request);
        const auto [outlet, owner] = known_outlet(services, request);
        return outlet_form(services, request, owner, outlet, {typed_of(outlet)});
    });
    router.post("/providers/outlets/{id}", [&](Request& request) { return post_outlet(services, request); });
    router.get("/providers/service-plans", [&](Request& request) { return plan_page(services, request, {}); });
    router.post("/providers/service-plans", [&](Request& request) { return post_plans(services, request); });
}

}  // namespace bygd
