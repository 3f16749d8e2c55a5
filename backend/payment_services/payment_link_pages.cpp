#include "payment_services/payment_link_pages.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "payment_services/payment_link_actions.hpp"
#include "payment_services/payment_link_api.hpp"
#include "payment_services/payment_link_form.hpp"
#include "payment_services/payment_link_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string word_of(const Words& words, const char* what, std::string_view value) {
    return words("payment_services." + std::string(what) + "." + std::string(value));
}

LinkView view_of(const Request& request) {
    const auto asked = request.query("view");
    if (asked == "due") return LinkView::due;
    if (asked == "ended") return LinkView::ended;
    if (asked == "all") return LinkView::all;
    return LinkView::under_way;
}

LinkFilter filter_of(const Services& services, const Request& request) {
    LinkFilter filter;
    filter.view = view_of(request);
    filter.today = services.clock.today();
    filter.status = link_status_of(request.query("status"));
    filter.kind = link_kind_of(request.query("kind"));
    filter.text = request.query("q");
    filter.after = request.query("after");
    if (const auto id = whole_number(request.query("outlet"))) {
        filter.outlet = Id<Outlet>(*id);
        if (request.query("view").empty()) filter.view = LinkView::all;
    }
    return filter;
}

// The query of this page with `after` replaced: the link to the next page keeps every filter.
std::string next_url(const Request& request, const std::string& after) {
    std::string url = "/payment-services?";
    for (const auto& [name, value] : request.query_fields()) {
        if (name != "after" && !value.empty()) url += percent_encoded(name) + "=" + percent_encoded(value) + "&";
    }
    return url + "after=" + percent_encoded(after);
}

void put_chips(View& view, LinkView here, const LinkCounts& counts, const Words& words) {
    const auto chip = [&](LinkView which, const char* name, std::int64_t count) {
        auto& row = view.add("CHIP");
        row.set("URL", std::string("/payment-services?view=") + name).set("NAME", word_of(words, "view", name));
        row.set("COUNT", count).show_if(which == here, "HERE");
    };
    chip(LinkView::due, "due", counts.due);
    chip(LinkView::under_way, "under_way", counts.under_way);
    chip(LinkView::ended, "ended", counts.ended);
    chip(LinkView::all, "all", counts.under_way + counts.ended);
}

void put_filters(View& view, const Request& request, const LinkFilter& filter, const Words& words) {
    put_field(view, "q", filter.text, {}, words);
    put_options(view, "kind", options_of(link_kinds(), "kind", words), request.query("kind"), {}, words);
    put_options(view, "status", options_of(link_statuses(), "status", words), request.query("status"), {}, words);
    view.set("VIEW", request.query("view")).set("OUTLET", request.query("outlet"));
}

Response get_links(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto filter = filter_of(services, request);
    View view;
    services.database.read([&](Transaction& tx) {
        auto lines = list_links(tx, filter, limits::page_rows + 1);
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        for (const auto& line : lines) put_link_line(view.add("LINK"), line, words, filter.today);
        if (more) view.add("NEXT").set("URL", next_url(request, cursor_after(lines.back(), filter.view)));
        view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
        put_chips(view, filter.view, count_links(tx, filter.today), words);
    });
    put_filters(view, request, filter, words);
    view.show_if(may_change_links(request.actor()), "MAY_OPEN");
    return page(services, request, "payment_services/payment_link_list", view,
                {.title = words("payment_services.title"), .nav = Nav::payment_services});
}

// What the page before says of the new link: its outlet and its case, each of which may be left out.
struct NewLink {
    std::string outlet, case_number;
    TypedLink typed;
};

Response show_new(const Services& services, const Request& request, NewLink link, const Problems& problems) {
    const auto& words = words_of(services, request);
    View view;
    services.database.read([&](Transaction& tx) {
        put_place(view, tx, link.outlet, link.case_number, problems, words);
        put_link_form(view, tx, link.typed, problems, words);
    });
    put_problems(view, problems, words);
    const auto title = words("payment_services.new.title");
    return page(services, request, "payment_services/payment_link_new", view,
                {.title = title, .nav = Nav::payment_services, .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("payment_services.title"), "/payment-services"}, {title}}});
}

void require_may_open(const Request& request) {
    require_case_reader(request.actor());
    if (!may_change_links(request.actor())) refuse(ErrorKind::forbidden, "case.officers_only");
}

Response get_new(const Services& services, const Request& request) {
    require_may_open(request);
    NewLink link{request.query("outlet"), request.query("case"), typed_of(PaymentLink{})};
    link.typed.erase("kind");        // a person chooses these, and nothing is chosen for them
    link.typed.erase("direction");
    link.typed["our_contact"] = std::to_string(request.actor().id.value());
    return show_new(services, request, link, {});
}

std::optional<Id<User>> contact_of(const Request& request) {
    const auto id = request.form().integer("our_contact");
    if (!id) return std::nullopt;
    return Id<User>(*id);
}

Response post_new(const Services& services, const Request& request) {
    require_may_open(request);
    NewLink link{request.form().text("outlet"), request.form().text("case"), typed_link_of(request.form())};
    const Id<Outlet> outlet(whole_number(link.outlet).value_or(0));
    try {
        const OpenLink command{outlet, link.case_number, contact_of(request), link.typed};
        const auto made = open_link(services, request.actor(), command);
        return see_other_saying(payment_link_url(made.id), "payment_services.saved.opened");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return show_new(services, request, link, error.problems());
    }
}

Id<PaymentLink> id_of(const Request& request) { return Id<PaymentLink>(whole_number(request.param("id")).value_or(0)); }

// `typed` is what a refused form held; none: as the link stands.
Response show_link(const Services& services, const Request& request, const std::optional<TypedLink>& typed,
                   const Problems& problems, int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        const auto line = find_link_line(tx, id_of(request));
        if (!line) refuse(ErrorKind::not_found, "not_found");
        put_link_line(view, *line, words, services.clock.today());
        put_link_facts(view, *line, words);
        const auto& link = line->link;
        view.set("VERSION", link.version);
        if (may_change_links(request.actor()) && link.status != LinkStatus::closed) {
            view.show("MAY_CHANGE");
            auto shown = typed.value_or(typed_of(link));
            if (!typed) shown["our_contact"] = std::to_string(link.our_contact.value());
            put_link_form(view, tx, shown, problems, words);
        } else {
            view.show("ONLY_READ");
        }
        title = words("payment_services.link_title", {word_of(words, "kind", to_string(link.kind)), line->outlet});
    });
    put_problems(view, problems, words);
    view.set("TITLE", title);
    return page(services, request, "payment_services/payment_link", view,
                {.title = title, .nav = Nav::payment_services, .status = status,
                 .crumbs = {{words("payment_services.title"), "/payment-services"}, {title}}});
}

// Refused or overtaken: the page again, with the link as it stands now beside what was typed.
template <typename Work>
Response post_on_link(const Services& services, const Request& request, const char* done, const TypedLink& typed,
                      Work work) {
    try {
        work(static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying(payment_link_url(id_of(request)), done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_link(services, request, typed, error.problems(), http_status(error.kind()));
    }
}

Response post_link(const Services& services, const Request& request) {
    const auto typed = typed_link_of(request.form());
    return post_on_link(services, request, "payment_services.saved.changed", typed, [&](int version) {
        change_link(services, request.actor(), {id_of(request), version, contact_of(request), typed});
    });
}

Response post_closure(const Services& services, const Request& request) {
    auto typed = services.database.look_up([&](Transaction& tx) {
        const auto link = find_link(tx, id_of(request));
        return link ? typed_of(*link) : TypedLink{};
    });
    typed["outcome_note"] = request.form().text("outcome_note");
    return post_on_link(services, request, "payment_services.saved.closed", typed, [&](int version) {
        close_link(services, request.actor(), {id_of(request), version, typed["outcome_note"]});
    });
}

}  // namespace

std::string payment_link_url(Id<PaymentLink> id) { return "/payment-services/" + std::to_string(id.value()); }

void put_outlet_links(View& view, Transaction& tx, Id<Outlet> outlet, const Words& words, Date today) {
    const auto lines = links_of_outlet(tx, outlet);
    for (const auto& line : lines) put_link_line(view.add("LINK"), line, words, today);
    view.show_if(lines.empty(), "NO_LINKS").show_if(!lines.empty(), "HAS_LINKS");
}

void add_payment_service_routes(Router& router, const Services& services) {
    router.get("/payment-services", [&services](Request& request) { return get_links(services, request); });
    router.get("/payment-services/new", [&services](Request& request) { return get_new(services, request); });
    router.post("/payment-services/new", [&services](Request& request) { return post_new(services, request); });
    router.get("/payment-services/{id}", [&services](Request& request) {
        return show_link(services, request, std::nullopt, {}, 200);
    });
    router.post("/payment-services/{id}", [&services](Request& request) { return post_link(services, request); });
    router.post("/payment-services/{id}/closure",
                [&services](Request& request) { return post_closure(services, request); });
    add_payment_service_api(router, services);
}

}  // namespace bygd
