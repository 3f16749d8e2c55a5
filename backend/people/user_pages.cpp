#include "people/user_pages.hpp"

#include "base/text.hpp"
#include "http/router.hpp"
#include "people/password.hpp"
#include "people/user_actions.hpp"
#include "people/user_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

// What the form about a person holds: as typed, and as understood.
struct UserForm {
    User user;
    std::string delegation;      // as typed
    std::string password;
    Problems problems;           // what could not be understood
};

UserForm shown(const User& user) {
    return {user, user.delegation ? user.delegation->swedish_number() : "", temporary_password(), {}};
}

UserForm read_form(const Form& form) {
    UserForm read;
    auto& user = read.user;
    user.username = form.text("username");
    user.display_name = form.text("display_name");
    user.title = form.text("title");
    user.email = form.text("email");
    user.weak_reason = form.text("weak_reason");
    user.active = form.has("active");
    user.version = static_cast<int>(form.integer("version").value_or(0));
    for (const auto& name : form.all("roles")) {
        if (const auto role = role_of(name)) user.roles.insert(*role);
        else read.problems.push_back({"roles", "user.role_unknown", {name}});
    }
    read.delegation = form.text("delegation");
    read.password = form.text("password");
    try {
        if (!read.delegation.empty()) user.delegation = Money::parse(read.delegation, "delegation");
    } catch (const Error& error) {
        add(read.problems, error.problems());
    }
    return read;
}

void put_form(View& view, const UserForm& form, const Problems& problems, const Words& words) {
    const auto& user = form.user;
    put_field(view, "username", user.username, problems, words);
    put_field(view, "display_name", user.display_name, problems, words);
    put_field(view, "title", user.title, problems, words);
    put_field(view, "email", user.email, problems, words);
    put_field(view, "roles", "", problems, words);
    put_field(view, "weak_reason", user.weak_reason, problems, words);
    put_field(view, "delegation", form.delegation, problems, words);
    put_field(view, "password", form.password, problems, words);
    put_check(view, "active", user.active, problems, words);
    for (const auto weak : weak_combinations(user.roles)) view.add("WEAK").set("TEXT", words("people.weak." + std::string(weak)));
    for (const auto role : all_roles()) {
        const std::string name(to_string(role));
        view.add("ROLE")
            .set("VALUE", name)
            .set("LABEL", words("web.role." + name))
            .set("HINT", words("people.role_hints." + name))
            .show_if(user.roles.contains(role), "SELECTED");
    }
    put_problems(view, problems, words);
}

Response get_users(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    View view;
    view.show_if(request.actor().has(Role::administrator), "MAY_ADD");
    for (const auto& user : all_users(services.database, request.actor())) {
        auto& row = view.add("USER").set("USER_ID", user.id.value());
        put_user(row, user, words);
        row.show(user.active ? "ACTIVE" : "CLOSED");
    }
    return page(services, request, "people/user_list", view, {.title = words("people.users.title"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title")}}});
}

Response new_user_page(const Services& services, const Request& request, const UserForm& form, const Problems& problems,
                       int status) {
    if (!request.actor().has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    View view;
    view.set("HEADING", words("people.user.add_title"));
    auto& editable = view.add("EDITABLE").set("ACTION", "/admin/users").show("NEW");
    put_form(editable, form, problems, words);
    return page(services, request, "people/user", view,
                {.title = words("people.user.add_title"),
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title"), "/admin/users"}, {words("people.user.add_title")}}});
}

Id<User> user_id(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

std::string told(const UserEvent& event, const Words& words) {
    if (!event.about.empty()) return event.about;
    std::vector<std::string> parts;
    for (const auto& [field, from, to] : event.changes) {
        const auto what = words("people.changes." + field);
        if (event.kind == "added") parts.push_back(what + ": " + shown_value(field, to, words));
        else
            parts.push_back(what + ": " + shown_value(field, from, words) + " \u2192 " + shown_value(field, to, words));
    }
    return joined(parts, " \u00b7 ");
}

void put_history(View& view, const std::vector<UserEvent>& events, const Words& words) {
    if (events.empty()) return;
    auto& history = view.add("HISTORY");
    for (const auto& event : events) {
        auto& row = history.add("EVENT")
                        .set("WHEN", stockholm_minute(event.at))
                        .set("WHAT", words("people.events." + event.kind))
                        .set("WHO", event.actor_name);
        if (auto detail = told(event, words); !detail.empty()) row.set("DETAIL", detail).show("HAS_DETAIL");
    }
}

// What lets somebody in as this person now: an administrator ends it, an auditor reads it.
void put_keys(View& view, const UserFile& file, const Actor& reader, const Words& words) {
    const bool may_end = reader.has(Role::administrator) && reader.id != file.user.id;
    auto& keys = view.add("KEYS").set("SESSIONS", words("people.user.sessions", {std::to_string(file.sessions)}));
    const auto own_url = "/admin/users/" + std::to_string(file.user.id.value());
    if (may_end && file.sessions > 0) keys.add("SIGN_OUT").set("SIGN_OUT_URL", own_url + "/sign-out");
    keys.show_if(file.tokens.empty(), "NO_TOKENS");
    if (file.tokens.empty()) return;
    auto& list = keys.add("HAS_TOKENS");
    for (const auto& token : file.tokens) {
        auto& row = list.add("TOKEN").set("TOKEN_NAME", token.name).set("EXPIRES", stockholm_minute(token.expires_at));
        row.set("MADE", stockholm_minute(token.created_at));
        if (!reader.has(Role::administrator)) continue;
        row.add("REVOCABLE")
            .set("TOKEN_ID", token.id.value())
            .set("REVOKE_URL", own_url + "/tokens/" + std::to_string(token.id.value()) + "/revocation")
            .set("REVOKE_LABEL", words("people.account.revoke_named", {token.name}));
    }
}

// `typed` is what somebody sent that was refused; without it the account is shown as it is.
Response user_page(const Services& services, const Request& request, const UserForm* typed, const Problems& problems,
                   int status) {
    const auto& words = words_of(services, request);
    const auto file = user_file(services.database, services.clock, request.actor(), user_id(request));
    const auto& user = file.user;
    View view;
    view.set("HEADING", user.display_name);
    if (request.actor().has(Role::administrator)) {
        auto& editable = view.add("EDITABLE").set("ACTION", "/admin/users/" + std::to_string(user.id.value()));
        editable.show_if(user.id == request.actor().id, "OWN");
        editable.add("EXISTING").set("VERSION", user.version);   // of now: who sends it again has seen the change below
        editable.show_if(!user.active, "CLOSED");
        put_form(editable, typed ? *typed : shown(user), problems, words);
        if (user.id != request.actor().id && user.active) {
            auto& reset = view.add("RESETTABLE").set("USER_ID", user.id.value());
            put_field(reset, "password", typed && !typed->password.empty() ? typed->password : temporary_password(),
                      problems, words);
        }
    } else {
        put_user(view.add("READ_ONLY"), user, words);
    }
    if (user.active && user.id != request.actor().id) {
        view.add("HANDOVER").set("HANDOVER_URL", "/admin/users/" + std::to_string(user.id.value()) + "/handover");
    }
    put_keys(view, file, request.actor(), words);
    put_history(view, file.events, words);
    return page(services, request, "people/user", view,
                {.title = user.display_name,
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("people.users.title"), "/admin/users"}, {user.display_name}}});
}

// A refusal a person can mend on the page where it was made.
bool shown_in_form(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict ||
           error.kind() == ErrorKind::forbidden;
}

Response post_users(const Services& services, const Request& request) {
    auto form = read_form(request.form());
    form.user.active = true;
    try {
        const auto added = add_user(services.database, services.clock, request.actor(),
                                    {form.user, form.password, false, form.problems});
        return see_other_saying("/admin/users/" + std::to_string(added.id.value()), "people.user.added");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return new_user_page(services, request, form, error.problems(), http_status(error.kind()));
    }
}

Response post_user(const Services& services, const Request& request) {
    auto form = read_form(request.form());
    form.user.id = user_id(request);
    const auto before = user_file(services.database, services.clock, request.actor(), form.user.id).user;
    form.user.username = before.username;                            // never changed
    form.user.active = before.active || request.form().has("active");   // closed only by handing over, never by this form
    try {
        if (!form.problems.empty()) {
            add(form.problems, check_user(form.user));
            throw Error(ErrorKind::invalid, form.problems);
        }
        change_user(services.database, services.clock, request.actor(), form.user);
        return see_other_saying("/admin/users/" + request.param("id"), "people.user.saved");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return user_page(services, request, &form, error.problems(), http_status(error.kind()));
    }
}

Response post_user_password(const Services& services, const Request& request) {
    const auto password = request.form().text("password");
    try {
        reset_password(services.database, services.clock, request.actor(), user_id(request), password);
        return see_other_saying("/admin/users/" + request.param("id"), "people.user.password_was_reset");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        auto form = shown(user_file(services.database, services.clock, request.actor(), user_id(request)).user);
        form.password = password;
        return user_page(services, request, &form, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_user_routes(Router& router, const Services& services) {
    router.get("/admin/users", [&](Request& request) { return get_users(services, request); });
    router.get("/admin/users/new", [&](Request& request) {
        return new_user_page(services, request, shown({}), {}, 200);
    });
    router.post("/admin/users", [&](Request& request) { return post_users(services, request); });
    router.get("/admin/users/{id}", [&](Request& request) { return user_page(services, request, nullptr, {}, 200); });
    router.post("/admin/users/{id}", [&](Request& request) { return post_user(services, request); });
    router.post("/admin/users/{id}/sign-out", [&](Request& request) {
        sign_out_user(services.database, services.clock, request.actor(), user_id(request));
        return see_other_saying("/admin/users/" + request.param("id"), "people.user.signed_out");
    });
    router.post("/admin/users/{id}/tokens/{token}/revocation", [&](Request& request) {
        revoke_token_of(services.database, services.clock, request.actor(), user_id(request),
                        Id<ApiToken>(whole_number(request.param("token")).value_or(0)));
        return see_other_saying("/admin/users/" + request.param("id"), "people.account.token_revoked");
    });
    router.post("/admin/users/{id}/password", [&](Request& request) { return post_user_password(services, request); });
}

}  // namespace bygd
