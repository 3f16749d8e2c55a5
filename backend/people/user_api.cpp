#include "people/user_api.hpp"

#include <nlohmann/json.hpp>

#include "http/router.hpp"
#include "people/user_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

Response get_me(const Services& services, const Request& request) {
    const auto user = services.database.look_up([&](Transaction& tx) { return find_user(tx, request.actor().id); });
    if (!user) refuse(ErrorKind::unauthenticated, "session.none");
    nlohmann::json roles = nlohmann::json::array();
    for (const auto role : user->roles) roles.push_back(std::string(to_string(role)));
    return json_response(
        {{"id", user->id.value()},
         {"username", user->username},
         {"name", user->display_name},
         {"title", user->title},
         {"email", user->email},
         {"roles", std::move(roles)},
         {"delegation", user->delegation ? nlohmann::json(user->delegation->plain()) : nlohmann::json()}});
}

}  // namespace

void add_user_api(Router& router, const Services& services) {
    router.get("/api/v1/me", [&](Request& request) { return get_me(services, request); });
}

}  // namespace bygd
