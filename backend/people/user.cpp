#include "people/user.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

Actor actor_of(const User& user) {
    return {.id = user.id,
            .name = user.display_name,
            .roles = user.roles,
            .once = std::nullopt};
}

Actor system_actor() {
    return {.id = {},
            .name = "bygdestod",
            .roles = {Role::administrator},
            .once = std::nullopt};
}

const std::vector<Role>& all_roles() {
    static const std::vector<Role> roles{Role::officer, Role::decider, Role::manager,
                                         Role::finance, Role::auditor, Role::administrator};
    return roles;
}

std::string canonical_username(std::string_view typed) { return lowered(trimmed(typed)); }

namespace {

bool username_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
}

bool one_at_with_something_around(std::string_view email) {
    const auto at = email.find('@');
    return at != email.npos && at > 0 && at + 1 < email.size() && email.find('@', at + 1) == email.npos &&
           email.find(' ') == email.npos;
}

void check_line(Problems& problems, std::string_view field, const std::string& text, bool required) {
    if (required && trimmed(text).empty()) problems.push_back({std::string(field), "required"});
    if (characters(text) > limits::short_text) {
        problems.push_back({std::string(field), "text.too_long", {std::to_string(limits::short_text)}});
    }
    if (one_line(text) != text) problems.push_back({std::string(field), "text.one_line"});
}

}  // namespace

Problems check_user(const User& user) {
    Problems problems;
    const auto& name = user.username;
    if (name.size() < 2 || name.size() > 100 || !std::all_of(name.begin(), name.end(), username_character)) {
        problems.push_back({"username", "user.username_format"});
    }
    check_line(problems, "display_name", user.display_name, true);
    check_line(problems, "title", user.title, false);
    check_line(problems, "email", user.email, false);
    if (!user.email.empty() && !one_at_with_something_around(user.email)) {
        problems.push_back({"email", "email.format"});
    }
    if (user.roles.empty()) problems.push_back({"roles", "user.roles_empty"});
    for (const auto alone : {Role::administrator, Role::auditor}) {
        if (user.roles.contains(alone) && user.roles.size() > 1) {
            problems.push_back({"roles", "user." + std::string(to_string(alone)) + "_alone"});
        }
    }
    if (user.delegation && !user.roles.contains(Role::decider)) {
        problems.push_back({"delegation", "user.delegation_needs_decider"});
    }
    return problems;
}

std::vector<FieldChange> changes_between(const User& before, const User& after) {
    std::vector<FieldChange> changes;
    const auto note = [&](const char* field, std::string from, std::string to) {
        if (from != to) changes.push_back({field, std::move(from), std::move(to)});
    };
    const auto roles = [](const User& user) {
        std::vector<std::string> names;
        for (const auto role : user.roles) names.emplace_back(to_string(role));
        return joined(names, ",");
    };
    const auto delegation = [](const User& user) { return user.delegation ? user.delegation->plain() : std::string(); };
    note("display_name", before.display_name, after.display_name);
    note("title", before.title, after.title);
    note("email", before.email, after.email);
    note("roles", roles(before), roles(after));
    note("weak_reason", before.weak_reason, after.weak_reason);
    note("delegation", delegation(before), delegation(after));
    note("active", before.active ? "yes" : "no", after.active ? "yes" : "no");
    return changes;
}

Problems check_own_change(const User& before, const User& after) {
    Problems problems;
    if (before.roles != after.roles) problems.push_back({"roles", "user.own_roles"});
    if (before.delegation != after.delegation) problems.push_back({"delegation", "user.own_delegation"});
    if (before.active != after.active) problems.push_back({"active", "user.own_active"});
    return problems;
}

std::vector<std::string_view> weak_combinations(const Roles& roles) {
    const bool prepares = roles.contains(Role::officer), decides = roles.contains(Role::decider), pays = roles.contains(Role::finance);
    std::vector<std::string_view> found;
    if (prepares && decides) found.push_back("prepares_and_decides");
    if (prepares && pays) found.push_back("prepares_and_pays");
    if (decides && pays) found.push_back("decides_and_pays");
    return found;
}

Problems check_weak_reason(const User& before, const User& after) {
    if (weak_combinations(after.roles).empty()) return {};
    Problems problems;
    const bool asked = before.roles != after.roles || !before.weak_reason.empty();
    if (asked && trimmed(after.weak_reason).empty()) problems.push_back({"weak_reason", "user.weak_reason"});
    if (characters(after.weak_reason) > limits::ledger_text) {
        problems.push_back({"weak_reason", "text.too_long", {std::to_string(limits::ledger_text)}});
    }
    return problems;
}

}  // namespace bygd
