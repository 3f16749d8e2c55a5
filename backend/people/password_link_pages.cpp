#include "people/password_link_pages.hpp"

#include <functional>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/router.hpp"
#include "people/password_link_actions.hpp"
#include "people/user_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Id<User> user_of(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

std::string link_of(const Request& request, const std::string& token) {
    return (request.secure() ? "https://" : "http://") + request.header("Host") + "/password/" + token;
}

Response link_page(const Services& services, const Request& request, const std::string& token, const Problems& problems, int status) {
    if (!request.actor().has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    const auto user = user_file(services.database, services.clock, request.actor(), user_of(request)).user;
    const auto url = "/admin/users/" + std::to_string(user.id.value());
    View view;
    view.set("TOKEN", token).set("LINK", link_of(request, token)).set("URL", url + "/password-link").set("USER_URL", url);
    view.set("FOR", words("people.link.for", {user.display_name, std::to_string(limits::password_link.count())}));
    put_problems(view, problems, words);
    return page(services, request, "people/password_link", view,
                {.title = words("people.link.title"), .nav = Nav::admin, .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title"), "/admin/users"},
                            {user.display_name, url}, {words("people.link.title")}}});
}

Response post_link(const Services& services, const Request& request) {
    try {
        make_password_link(services.database, services.clock, request.actor(), user_of(request), request.form().text("token"));
        return see_other_saying("/admin/users/" + request.param("id"), "people.link.made");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::forbidden) throw;
        return link_page(services, request, random_token(), error.problems(), http_status(error.kind()));
    }
}

Response choose_page(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    View view;
    auto& form = view.add("HOLDS").set("URL", "/password/" + request.param("token"));
    form.set("USERNAME", account_of_link(services.database, services.clock, request.param("token")));
    form.set("PASSWORD_HINT", words("people.account.password_hint", {std::to_string(limits::password_least)}));
    for (const auto* field : {"new_password", "repeated_password"}) put_field(form, field, "", problems, words);
    put_problems(form, problems, words);
    return page(services, request, "people/password_choice", view, {.title = words("people.link.choose_title"), .status = status});
}

// Used, old or never made: it is all the same to who has it.
Response or_gone(const Services& services, const Request& request, const std::function<Response()>& answer) {
    try {
        return answer();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        const auto& words = words_of(services, request);
        View view;
        view.add("GONE").set("TEXT", words(error.problems().front()));
        return page(services, request, "people/password_choice", view, {.title = words("people.link.choose_title"), .status = 404});
    }
}

Response post_choice(const Services& services, const Request& request) {
    const auto& form = request.form();
    try {
        choose_password(services.database, services.clock,
                        {request.param("token"), form.raw("new_password"), form.raw("repeated_password"), request.client_address()});
        return see_other_saying("/sign-in", "people.link.chosen");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        return choose_page(services, request, error.problems(), 422);
    }
}

}  // namespace

void add_password_link_routes(Router& router, const Services& services) {
    router.get("/admin/users/{id}/password-link",
               [&](Request& request) { return link_page(services, request, random_token(), {}, 200); });
    router.post("/admin/users/{id}/password-link", [&](Request& request) { return post_link(services, request); });
    router.get("/password/{token}", [&](Request& request) { return or_gone(services, request, [&] { return choose_page(services, request, {}, 200); }); },
               {.open = true});
    // No session yet: the link itself is the secret, and the server refuses what comes from another site.
    router.post("/password/{token}", [&](Request& request) { return or_gone(services, request, [&] { return post_choice(services, request); }); },
                {.open = true, .csrf = false});
}

}  // namespace bygd
