// Who does something: a signed-in person, or the system itself (demo loading, jobs). Made by people/, read everywhere.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/id.hpp"

namespace bygd {

struct User;

// design.md §1. The names are those in the database, in workflow definitions and in the API.
enum class Role { officer, decider, manager, finance, auditor, administrator };
using Roles = std::set<Role>;
std::string_view to_string(Role);
std::optional<Role> role_of(std::string_view);

// The once-only mark of one command: the same key from the same person has effect at most once (design.md §4 rule 11).
// `fingerprint` is a hash of the request, so that a key used again for something else is refused.
struct Once {
    std::string key;
    std::string fingerprint;
};

struct Actor {
    Id<User> id;
    std::string name;
    Roles roles;
    std::optional<Once> once;   // set for each POST; consumed by the first transaction of the request

    bool has(Role role) const { return roles.contains(role); }
};

}  // namespace bygd
