#include "people/user_view.hpp"

#include "base/text.hpp"

namespace bygd {

std::string role_list(const Roles& roles, const Words& words) {
    std::vector<std::string> names;
    for (const auto role : roles) names.push_back(words("web.role." + std::string(to_string(role))));
    return joined(names, ", ");
}

void put_user(View& view, const User& user, const Words& words) {
    view.set("DISPLAY_NAME", user.display_name)
        .set("USERNAME", user.username)
        .set("ROLES", role_list(user.roles, words));
    if (!user.title.empty()) view.set("JOB_TITLE", user.title).show("HAS_TITLE");
    if (!user.email.empty()) view.set("EMAIL", user.email).show("HAS_EMAIL");
    if (user.delegation) view.set("DELEGATION", user.delegation->swedish()).show("HAS_DELEGATION");
}

}  // namespace bygd
