#include "people/user_view.hpp"

#include "base/text.hpp"

namespace bygd {

std::string role_list(const Roles& roles, const Words& words) {
    std::vector<std::string> names;
    for (const auto role : roles) names.push_back(words("web.role." + std::string(to_string(role))));
    return joined(names, ", ");
}

void put_user(View& view, const User& user, const Words& words) {
    for (const auto weak : weak_combinations(user.roles)) view.add("WEAK").set("TEXT", words("people.weak." + std::string(weak)));
    if (!user.weak_reason.empty()) view.add("WEAK_WHY").set("REASON", user.weak_reason);
    view.set("DISPLAY_NAME", user.display_name)
        .set("USERNAME", user.username)
        .set("ROLES", role_list(user.roles, words));
    if (!user.title.empty()) view.set("JOB_TITLE", user.title).show("HAS_TITLE");
    if (!user.email.empty()) view.set("EMAIL", user.email).show("HAS_EMAIL");
    if (user.delegation) view.set("DELEGATION", user.delegation->swedish()).show("HAS_DELEGATION");
}

std::string shown_value(const std::string& field, const std::string& value, const Words& words) {
    if (value.empty()) return words("people.user.none");
    if (field == "active") return words(value == "yes" ? "people.users.active" : "people.users.closed");
    if (field == "delegation") return Money::parse(value).swedish();
    if (field != "roles") return value;
    Roles roles;
    for (const auto& name : split(value, ',')) {
        if (const auto role = role_of(name)) roles.insert(*role);
    }
    return role_list(roles, words);
}

}  // namespace bygd
