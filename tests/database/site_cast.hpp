// The whole site as the server serves it, on a test database, and people who use it in a browser and with a token. No
// socket: dispatch() is what the server calls.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "documents/letter.hpp"
#include "http/dispatch.hpp"
#include "pages/site.hpp"
#include "people/api_token_actions.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd::testing_site {

using nlohmann::json;
using testing_people::password;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Site {
    TestDatabase server;
    Database& database = server.database();
    SetClock clock{parse_utc("2026-11-24T08:00:00.000000Z")};
    HtmlLetterMaker letters;
    bygd::House house{BYGD_SOURCE_DIR, database, clock, letters};
    Router router;
    ServerHooks hooks;

    Site() {
        add_site_routes(router, house, {});
        hooks = site_hooks(house);
    }
    void add(const std::string& username, Role role) {
        AddUser command;
        command.user.username = command.user.display_name = username;
        command.user.roles = {role};
        command.password = password;
        command.password_is_theirs = true;
        add_user(database, clock, system_actor(), command);
    }
    Response send(std::string method, std::string target, Pairs headers, std::string body = {}) {
        Request request(
            {std::move(method), std::move(target), std::move(headers), std::move(body), "10.0.0.1", "r", false});
        return dispatch(router, hooks, request, std::nullopt);
    }
};

// One signed-in person, in a browser and with a token.
class Person {
public:
    Person(Site& site, const std::string& username, const std::string& typed = password) : site_(site) {
        const auto signed_in = site_.send("POST", "/sign-in", {{"Content-Type", "application/x-www-form-urlencoded"}},
                                          "username=" + username + "&password=" + percent_encoded(typed));
        for (const auto& cookie : signed_in.cookies) cookies_ += cookie.name + "=" + cookie.value + "; ";
        const auto user =
            site_.database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, username); })->user;
        token_ = random_token();
        make_api_token(site_.database, site_.clock, actor_of(user), {"prov", token_, 30, {}});
    }
    Response get(const std::string& target) {
        auto response = site_.send("GET", target, {{"Cookie", cookies_}});
        page_ = response.body;
        return response;
    }
    Response post(const std::string& target, Pairs fields) {
        fields.emplace_back("csrf", hidden("csrf"));
        fields.emplace_back("form_key", hidden("form_key"));
        std::string body;
        for (const auto& [name, value] : fields) {
            body += (body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
        }
        return site_.send("POST", target, {{"Cookie", cookies_}, {"Content-Type", "application/x-www-form-urlencoded"}},
                          body);
    }
    std::pair<int, json> api(const std::string& target) {
        const auto response = site_.send("GET", target, {{"Authorization", "Bearer " + token_}});
        return {response.status, json::parse(response.body)};
    }
    std::pair<int, json> api(const std::string& target, const json& body, const std::string& key,
                             const std::string& method = "POST") {
        const auto response = site_.send(
            method, target,
            {{"Authorization", "Bearer " + token_}, {"Idempotency-Key", key}, {"Content-Type", "application/json"}},
            body.dump());
        return {response.status, json::parse(response.body)};
    }

private:
    std::string hidden(const std::string& name) const {
        const auto mark = "name=\"" + name + "\" value=\"";
        const auto at = page_.rfind(mark);
        if (at == std::string::npos) return "";
        return page_.substr(at + mark.size(), page_.find('"', at + mark.size()) - at - mark.size());
    }
    Site& site_;
    std::string cookies_, token_, page_;
};

inline std::string location(const Response& response) {
    const auto* found = response.find_header("Location");
    return std::to_string(response.status) + " " + (found ? *found : "-");
}
inline bool has(const Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace bygd::testing_site
