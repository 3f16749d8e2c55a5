#include "people/user_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json roles_json(const Roles& roles) {
    auto list = json::array();
    for (const auto role : roles) list.push_back(std::string(to_string(role)));
    return list;
}

json to_json(const User& user) {
    return {{"id", user.id.value()},
            {"username", user.username},
            {"display_name", user.display_name},
            {"title", user.title},
            {"email", user.email},
            {"roles", roles_json(user.roles)},
            {"weak_reason", user.weak_reason},
            {"delegation", user.delegation ? json(user.delegation->plain()) : json()},
            {"active", user.active},
            {"must_change_password", user.must_change_password},
            {"version", user.version}};
}

// What is sent takes the place of what is known; the rest stands.
User read_over(const json& body, User known, Problems& problems) {
    const auto text = [&](const char* name, std::string& into) {
        if (body.contains(name)) into = json_member(body, name);
    };
    text("username", known.username);
    text("display_name", known.display_name);
    text("title", known.title);
    text("email", known.email);
    text("weak_reason", known.weak_reason);
    if (body.contains("active")) known.active = json_member(body, "active") == "1";
    if (const auto roles = body.find("roles"); roles != body.end()) {
        known.roles.clear();
        if (!roles->is_array()) problems.push_back({"roles", "user.role_unknown", {json_member(body, "roles")}});
        for (const auto& name : roles->is_array() ? *roles : json::array()) {
            const auto said = json_text(name);
            if (const auto role = role_of(said)) known.roles.insert(*role);
            else problems.push_back({"roles", "user.role_unknown", {said}});
        }
    }
    if (const auto delegation = json_member(body, "delegation"); body.contains("delegation")) {
        known.delegation.reset();
        try {
            if (!delegation.empty()) known.delegation = Money::parse(delegation, "delegation");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    return known;
}

Id<User> user_of_path(const Request& request) { return Id<User>(whole_number(request.param("id")).value_or(0)); }

Response get_me(const Services& services, const Request& request) {
    const auto user = services.database.look_up([&](Transaction& tx) { return find_user(tx, request.actor().id); });
    if (!user) refuse(ErrorKind::unauthenticated, "session.none");
    return json_response(
        {{"id", user->id.value()},
         {"username", user->username},
         {"name", user->display_name},
         {"title", user->title},
         {"email", user->email},
         {"roles", roles_json(user->roles)},
         {"delegation", user->delegation ? json(user->delegation->plain()) : json()}});
}

Response get_users(const Services& services, const Request& request) {
    auto list = json::array();
    for (const auto& user : all_users(services.database, request.actor())) list.push_back(to_json(user));
    return json_response({{"users", list}});
}

Response one_user(const Services& services, const Request& request, Id<User> id, int status = 200) {
    auto response = json_response(to_json(user_file(services.database, services.clock, request.actor(), id).user), status);
    if (status == 201) response.set_header("Location", "/api/v1/users/" + std::to_string(id.value()));
    return response;
}

Response post_user(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    AddUser command;
    command.user = read_over(body, User(), command.unread);
    command.password = json_member(body, "password");
    return one_user(services, request, add_user(services.database, services.clock, request.actor(), command).id, 201);
}

Response patch_user(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto known = user_file(services.database, services.clock, request.actor(), user_of_path(request)).user;
    Problems problems;
    auto wanted = read_over(body, known, problems);
    wanted.username = known.username;
    wanted.version = json_version(body);
    if (known.active && !wanted.active) problems.push_back({"active", "user.closed_by_handover"});
    require_none(std::move(problems));
    change_user(services.database, services.clock, request.actor(), wanted);
    return one_user(services, request, known.id);
}

}  // namespace

void add_user_api(Router& router, const Services& services) {
    router.get("/api/v1/me", [&](Request& request) { return get_me(services, request); });
    router.get("/api/v1/users", [&](Request& request) { return get_users(services, request); });
    router.post("/api/v1/users", [&](Request& request) { return post_user(services, request); });
    router.get("/api/v1/users/{id}", [&](Request& request) { return one_user(services, request, user_of_path(request)); });
    router.patch("/api/v1/users/{id}", [&](Request& request) { return patch_user(services, request); });
}

}  // namespace bygd
