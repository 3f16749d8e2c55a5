#include "pages/provider_page.hpp"

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_list_store.hpp"
#include "cases/provider_merge_view.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "payment_services/payment_link_pages.hpp"
#include "people/user_store.hpp"
#include "providers/merge_store.hpp"
#include "providers/nearest_store.hpp"
#include "providers/opening_view.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event_store.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t cases_shown = 50;
constexpr std::size_t events_shown = 30;

std::string next_url(const Request& request, std::string url, const std::string& after) {
    url += "?";
    for (const auto& [name, value] : request.query_fields()) {
        if (name != "after" && !value.empty()) url += percent_encoded(name) + "=" + percent_encoded(value) + "&";
    }
    return url + "after=" + percent_encoded(after);
}

void put_list_frame(View& view, const Request& request, const Words& words, std::string_view here) {
    put_provider_views(view, words, here);
    put_field(view, "q", request.query("q"), {}, words);
    view.show_if(may_write_providers(request.actor()), "MAY_WRITE");
}

Response get_outlets(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    OutletFilter filter{request.query("q"), request.query("municipality"), request.query("service"), request.query("after")};
    View view;
    auto lines = services.database.read([&](Transaction& tx) {
        put_options(view, "municipality", municipality_options(tx, services.region.county, ""), filter.municipality, {}, words);
        return list_outlets(tx, filter, limits::page_rows + 1);
    });
    put_options(view, "service", service_options(words), filter.service, {}, words);
    put_list_frame(view, request, words, "/providers");
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& [outlet, organisation, municipality, open_cases] : lines) {
        auto& row = view.add("OUTLET");
        row.set("URL", outlet_url(outlet.id)).set("NAME", outlet.name).set("PLACE", outlet.place);
        row.set("OWNER", organisation).set("OWNER_URL", organisation_url(outlet.organisation));
        row.set("MUNICIPALITY", municipality).set("OPEN_CASES", open_cases);
        row.set("SERVICES", service_list(outlet.services, words)).show_if(outlet.closed_on.has_value(), "CLOSED");
    }
    if (more) view.add("NEXT").set("URL", next_url(request, "/providers", cursor_after(lines.back())));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    return page(services, request, "pages/outlet_list", view, {.title = words("providers.title"), .nav = Nav::providers});
}

Response get_organisations(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    put_list_frame(view, request, words, "/providers/organisations");
    auto lines = services.database.look_up([&](Transaction& tx) {
        return list_organisations(tx, request.query("q"), request.query("after"), limits::page_rows + 1);
    });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& line : lines) {
        auto& row = view.add("ORGANISATION");
        row.set("URL", organisation_url(line.id)).set("NAME", line.name).set("KIND", words("providers.kind." + line.kind));
        row.set("NUMBER", OrganisationNumber::parse(line.number).masked()).set("CITY", line.city);
        row.set("OUTLETS", line.outlets).set("CASES", line.cases);
        row.set("GRANTED", line.granted.swedish()).set("PAID", line.paid.swedish());
    }
    if (more) view.add("NEXT").set("URL", next_url(request, "/providers/organisations", cursor_after(lines.back())));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    return page(services, request, "pages/organisation_list", view,
                {.title = words("providers.organisations"), .nav = Nav::providers,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {words("providers.organisations")}}});
}

void put_support(View& view, const Support& support) {
    view.set("GRANTED_SUM", support.granted.swedish()).set("PAID_SUM", support.paid.swedish());
    view.set("LEFT_SUM", support.left().swedish());
    if (!support.released.zero()) view.add("RELEASED").set("SUM", support.released.swedish());
}

void put_cases(View& view, Transaction& tx, const Services& services, const CaseFilter& filter, const std::string& language) {
    const auto lines = list_cases(tx, filter, cases_shown);
    for (const auto& line : lines) {
        auto& row = view.add("CASES");
        row.set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title);
        row.set("FORM", form_label(services, line.form, language)).set("RECEIVED", line.received_on.iso());
        row.set("STATE", state_label(services, line.workflow, line.workflow_version, line.state, language));
        row.set("STATE_KIND", state_kind(line.stage, line.state, line.outcome));
        row.set("SOUGHT", line.sought.swedish()).set("GRANTED", line.granted.swedish()).set("PAID", line.paid.swedish());
    }
    view.show_if(lines.empty(), "NO_CASES").show_if(!lines.empty(), "HAS_CASES").show_if(lines.size() == cases_shown, "MORE_CASES");
}

void put_new_cases(View& view, const Services& services, const Request& request, const std::string& query, bool municipality) {
    if (!request.actor().has(Role::officer)) return;
    auto& menu = view.add("MAY_REGISTER");
    for (const auto* form : services.forms.all()) {
        if ((form->applicant == "municipality") != municipality) continue;
        menu.add("NEW").set("URL", "/cases/new/" + form->name + "?" + query).set("LABEL", form->label.in(request.language()));
    }
}

// Where the page of one that has been merged sends its reader; empty for one that stands.
std::string sent_on(Transaction& tx, ProviderKind kind, std::int64_t id, bool merged) {
    return merged ? provider_url(kind, stays_at_last(tx, kind, id)) : std::string();
}

void put_merges(View& view, Transaction& tx, ProviderKind kind, std::int64_t id) {
    const auto merges = merges_into(tx, kind, id);
    if (merges.empty()) return;
    auto& panel = view.add("MERGED_HERE");
    for (const auto& [merge, stays, goes] : merges) panel.add("MERGE").set("URL", merge_url(merge.id)).set("NAME", goes).set("WHEN", stockholm_minute(merge.made_at));
}

// As the crow flies, apart from the way by road among the facts, which is the one the law asks for.
void put_nearest(View& view, Transaction& tx, const Outlet& outlet, const Words& words) {
    const auto nearest = nearest_by_service(tx, outlet);
    if (nearest.empty()) return;
    auto& panel = view.add("NEAREST");
    for (const auto& near : nearest) {
        panel.add("NEAR").set("SERVICE", words("providers.service." + near.service)).set("NAME", near.name).set("URL", outlet_url(near.outlet))
            .set("WHERE", near.place + ", " + near.municipality).set("KM", kilometres(static_cast<int>((near.metres + 50) / 100 * 100)));
    }
}

Response get_outlet(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string name, elsewhere;
    services.database.read([&](Transaction& tx) {
        const auto outlet = outlet_of_path(tx, request);
        elsewhere = sent_on(tx, ProviderKind::outlet, outlet.id.value(), outlet.merged_into.has_value());
        if (!elsewhere.empty()) return;
        put_merges(view, tx, ProviderKind::outlet, outlet.id.value());
        put_opening_tables(view, outlet.opening, services.clock.today(), words);
        put_nearest(view, tx, outlet, words);
        const auto owner = find_organisation(tx, outlet.organisation).value();
        name = outlet.name;
        put_outlet_facts(view, tx, outlet, words);
        view.set("ID", outlet.id.value()).set("OWNER", owner.name).set("OWNER_URL", organisation_url(owner.id));
        view.set("OWNER_NUMBER", owner.organisation_number().masked());
        CaseFilter filter;
        filter.outlet = outlet.id;
        put_support(view, support_of(tx, outlet.id));
        put_cases(view, tx, services, filter, request.language());
        view.set("ALL_CASES_URL", "/cases?outlet=" + request.param("id"));
        put_outlet_links(view, tx, outlet.id, words, services.clock.today());
        put_provider_events(view, tx, events_of(tx, outlet.id, events_shown), words);
        put_new_cases(view, services, request, "organisation_number=" + owner.number + "&outlet_id=" + request.param("id"),
                      owner.kind == "municipality");
    });
    if (!elsewhere.empty()) return see_other_saying(elsewhere, "providers.merge.sent_here");
    view.show_if(may_write_providers(request.actor()), "MAY_WRITE");
    return page(services, request, "pages/outlet", view,
                {.title = name, .nav = Nav::providers, .crumbs = {{words("web.nav.providers"), "/providers"}, {name}}});
}

void put_payee(View& view, Transaction& tx, const Organisation& organisation, const Actor& actor, const Words& words) {
    view.show_if(!organisation.payee, "NO_PAYEE").set("VERSION", organisation.version);
    if (organisation.payee) view.add("PAYEE").set("TEXT", payee_label(*organisation.payee, words));
    if (organisation.payee && organisation.payee_confirmed_by) {
        view.add("CONFIRMED").set("WHO", find_user(tx, *organisation.payee_confirmed_by)->display_name);
    }
    if (organisation.payee_pending) {
        const bool own = organisation.payee_pending_by == actor.id;
        auto& waiting = view.add("WAITING").set("TEXT", payee_label(*organisation.payee_pending, words));
        waiting.set("WHO", find_user(tx, organisation.payee_pending_by.value())->display_name);
        waiting.show_if(may_confirm_payee(actor) && !own, "MAY_CONFIRM").show_if(own, "OWN");
        waiting.show_if(own || may_confirm_payee(actor), "MAY_ANSWER");
    }
    view.show_if(may_ask_for_payee(actor), "MAY_ASK");
}

Response get_organisation(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string name, elsewhere;
    services.database.read([&](Transaction& tx) {
        const auto organisation = organisation_of_path(tx, request);
        elsewhere = sent_on(tx, ProviderKind::organisation, organisation.id.value(), organisation.merged_into.has_value());
        if (!elsewhere.empty()) return;
        put_merges(view, tx, ProviderKind::organisation, organisation.id.value());
        name = organisation.name;
        put_organisation_facts(view, organisation, words);
        view.set("ID", organisation.id.value());
        put_payee(view, tx, organisation, request.actor(), words);
        const auto outlets = outlets_of(tx, organisation.id);
        for (const auto& outlet : outlets) {
            view.add("OUTLET").set("URL", outlet_url(outlet.id)).set("NAME", outlet.name).set("PLACE", outlet.place)
                .show_if(outlet.closed_on.has_value(), "CLOSED");
        }
        view.show_if(outlets.empty(), "NO_OUTLETS").show_if(!outlets.empty(), "HAS_OUTLETS");
        CaseFilter filter;
        filter.organisation = organisation.id;
        put_support(view, support_of(tx, organisation.id));
        put_cases(view, tx, services, filter, request.language());
        view.set("ALL_CASES_URL", "/cases?organisation=" + request.param("id"));
        put_provider_events(view, tx, events_of(tx, organisation.id, events_shown), words);
        put_new_cases(view, services, request, "organisation_number=" + organisation.number,
                      organisation.kind == "municipality");
    });
    if (!elsewhere.empty()) return see_other_saying(elsewhere, "providers.merge.sent_here");
    view.show_if(may_write_providers(request.actor()), "MAY_WRITE");
    return page(services, request, "pages/organisation", view,
                {.title = name, .nav = Nav::providers,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {words("providers.organisations"), "/providers/organisations"}, {name}}});
}

}  // namespace

void add_provider_page_routes(Router& router, const Services& services) {
    router.get("/providers", [&](Request& request) { return get_outlets(services, request); });
    router.get("/providers/organisations", [&](Request& request) { return get_organisations(services, request); });
    router.get("/providers/outlets/{id}", [&](Request& request) { return get_outlet(services, request); });
    router.get("/providers/organisations/{id}", [&](Request& request) { return get_organisation(services, request); });
}

}  // namespace bygd
