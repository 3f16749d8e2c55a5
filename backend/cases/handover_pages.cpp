#include "cases/handover_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cases/handover_actions.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Id<User> user_of(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

void put_held(View& view, const InHand& held, const Words& words) {
    const auto row = [&](const char* name, std::int64_t count) {
        view.add("HELD").set("WHAT", words(std::string("handover.held.") + name)).set("COUNT", count);
    };
    row("open_cases", held.open_cases);
    row("decided_cases", held.decided_cases);
    row("tasks", held.tasks);
    row("shared_views", held.shared_views);
    row("mandates", held.mandates);
    row("absences", held.absences);
}

Response show_handover(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto shown = handover_of(services, request.actor(), user_of(request));
    const auto& user = shown.from;
    const auto user_url = "/admin/users/" + std::to_string(user.id.value());
    const bool first = request.method() == "GET";
    const auto typed = [&](const char* name) { return first ? std::string() : request.form().text(name); };
    View view;
    view.set("NAME", user.display_name).set("USER_URL", user_url);
    put_held(view, shown.held, words);
    put_problems(view, problems, words);
    if (request.actor().has(Role::administrator) && user.id != request.actor().id) {
        auto& form = view.add("MAY_HAND_OVER").set("URL", user_url + "/handover").set("VERSION", user.version);
        std::vector<Option> officers;
        for (const auto& officer : shown.officers) officers.push_back({std::to_string(officer.id.value()), officer.display_name});
        officers.push_back({"nobody", words("handover.nobody")});
        put_options(form, "handover_to", officers, typed("handover_to"), problems, words);
        put_field(form, "reason", typed("reason"), problems, words);
        form.show_if(user.active, "MAY_CLOSE");
        put_check(form, "close_account", first || typed("close_account") == "1", problems, words);
    }
    const auto title = words("handover.title", {user.display_name});
    return page(services, request, "cases/handover", view,
                {.title = title, .nav = Nav::admin, .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title"), "/admin/users"},
                            {user.display_name, user_url}, {words("handover.crumb")}}});
}

// What went and what did not: told at once, since a case that waits for nobody is forgotten.
Response show_kept(const Services& services, const Request& request, const HandedOver& done) {
    const auto& words = words_of(services, request);
    const auto shown = handover_of(services, request.actor(), user_of(request));
    const auto to = std::find_if(shown.officers.begin(), shown.officers.end(),
                                 [&](const auto& one) { return std::to_string(one.id.value()) == request.form().text("handover_to"); });
    const auto name = to == shown.officers.end() ? std::string() : to->display_name;
    View view;
    view.set("NAME", shown.from.display_name).set("USER_URL", "/admin/users/" + request.param("id"));
    put_held(view, shown.held, words);
    auto& part = view.add("KEPT").set("GIVEN", words("handover.kept.given", {std::to_string(done.given), name}));
    for (const auto& one : done.kept) part.add("CASE").set("NUMBER", one.diary_number).set("WHY", words("handover.kept." + one.why, {name}));
    return page(services, request, "cases/handover", view,
                {.title = words("handover.kept.title"), .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title"), "/admin/users"},
                            {shown.from.display_name, "/admin/users/" + request.param("id")}, {words("handover.crumb")}}});
}

Response post_handover(const Services& services, const Request& request) {
    const auto& form = request.form();
    try {
        const auto done = hand_over(services, request.actor(),
                                    {user_of(request), static_cast<int>(form.integer("version").value_or(0)), form.text("handover_to"),
                                     form.text("reason"), form.text("close_account") == "1"});
        if (!done.kept.empty()) return show_kept(services, request, done);
        const auto said = done.unassigned > 0 ? "handover.done_some" : "handover.done";
        return see_other_saying("/admin/users/" + request.param("id"), said);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
        return show_handover(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_handover_routes(Router& router, const Services& services) {
    router.get("/admin/users/{id}/handover", [&](Request& request) { return show_handover(services, request, {}, 200); });
    router.post("/admin/users/{id}/handover", [&](Request& request) { return post_handover(services, request); });
    add_handover_api(router, services);
}

}  // namespace bygd
