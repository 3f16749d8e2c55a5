// The whole site over a house with cases in it: four people who sign in with a browser and a token. No socket: dispatch()
// is what the server calls.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "http/dispatch.hpp"
#include "pages/site.hpp"
#include "people/api_token_actions.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_case_site {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct CaseSite : testing_house::HouseCast {
    Router router;
    ServerHooks hooks;

    CaseSite() {
        add_site_routes(router, house, {});
        hooks = site_hooks(house);
    }
    Response send(std::string method, std::string target, Pairs headers, std::string body = {}) {
        Request request(
            {std::move(method), std::move(target), std::move(headers), std::move(body), "10.0.0.1", "r", false});
        return dispatch(router, hooks, request, std::nullopt);
    }
};

class Visitor {
public:
    Visitor(CaseSite& site, const std::string& name) : site_(site) {
        const auto in = site_.send("POST", "/sign-in", {{"Content-Type", "application/x-www-form-urlencoded"}},
                                   "username=" + name + "&password=" + percent_encoded("en lång mening om Malung"));
        for (const auto& cookie : in.cookies) cookies_ += cookie.name + "=" + cookie.value + "; ";
        token_ = random_token();
        make_api_token(site_.server.database(), site_.clock, site_.people.at(name), {"prov", token_, 366, {}});
    }
    Response get(const std::string& target) {
        auto response = site_.send("GET", target, {{"Cookie", cookies_}});
        page_ = response.body;
        return response;
    }
    // As the form of the page last seen whose `form` is the name after the key of it.
    Response post(const std::string& target, const std::string& form, Pairs fields) {
        fields.emplace_back("csrf", value_before("name=\"csrf\" value=\"", "\""));
        fields.emplace_back("form_key", value_before("name=\"form_key\" value=\"", ".") + "." + form);
        std::string body;
        for (const auto& [name, value] : fields) {
            body += (body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
        }
        return site_.send("POST", target, {{"Cookie", cookies_}, {"Content-Type", "application/x-www-form-urlencoded"}}, body);
    }
    // The same with a file, as a browser sends it.
    Response post_file(const std::string& target, const std::string& form, Pairs fields, const std::string& field, const std::string& name,
                       const std::string& bytes) {
        fields.emplace_back("csrf", value_before("name=\"csrf\" value=\"", "\""));
        fields.emplace_back("form_key", value_before("name=\"form_key\" value=\"", ".") + "." + form);
        std::string body;
        for (const auto& [key, value] : fields) {
            body += "--cut\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\n\r\n" + value + "\r\n";
        }
        body += "--cut\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name + "\"\r\n\r\n" + bytes + "\r\n--cut--\r\n";
        return site_.send("POST", target, {{"Cookie", cookies_}, {"Content-Type", "multipart/form-data; boundary=cut"}}, body);
    }
    std::pair<int, json> api(const std::string& target) {
        const auto response = site_.send("GET", target, {{"Authorization", "Bearer " + token_}});
        return {response.status, json::parse(response.body)};
    }
    std::pair<int, json> api(const std::string& target, const json& body, const std::string& key) {
        const auto response = site_.send("POST", target,
                                         {{"Authorization", "Bearer " + token_}, {"Idempotency-Key", key},
                                          {"Content-Type", "application/json"}},
                                         body.dump());
        return {response.status, json::parse(response.body)};
    }

private:
    std::string value_before(const std::string& mark, const std::string& end) const {
        const auto at = page_.find(mark);
        if (at == std::string::npos) return "";
        return page_.substr(at + mark.size(), page_.find(end, at + mark.size()) - at - mark.size());
    }
    CaseSite& site_;
    std::string cookies_, token_, page_;
};

inline std::string location(const Response& response) {
    const auto* found = response.find_header("Location");
    return std::to_string(response.status) + " " + (found ? *found : "-");
}
inline bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

}  // namespace bygd::testing_case_site
