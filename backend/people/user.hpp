// A person with an account: who they are, what they may do (roles, design.md §1) and how much they may decide. Pure
// values and the rules about them; never a password, which only people/password and the store see.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct User {
    Id<User> id;
    std::string username;                 // what one signs in with: lower case, never reused
    std::string display_name;             // what others see
    std::string title;
    std::string email;
    Roles roles;
    std::optional<Money> delegation;      // the row of the delegation order that follows the account; none: no such row
    std::string weak_reason = {};         // why one person has a weak combination of roles; empty for all others
    bool active = true;
    bool must_change_password = false;    // someone else knows it: nothing but changing it is open
    int version = 1;
    bool operator==(const User&) const = default;
};

Actor actor_of(const User&);

// The house itself: the command line and the loading of the demo data. It has an administrator's rights over accounts
// and no id, so that what it does is told apart from what a person does.
Actor system_actor();

// In the order of design.md §1, which is the order of forms and lists.
const std::vector<Role>& all_roles();

// "Anna.Berg " -> "anna.berg": what is stored and compared.
std::string canonical_username(std::string_view typed);

// What is wrong with an account as somebody filled it in; each problem names its field (username, display_name, title,
// email, roles, delegation). An administrator sees no cases and an auditor changes nothing, so these two stand alone.
Problems check_user(const User&);

// What one person can do with these roles that two persons should do, though in no single case: "prepares_and_decides",
// "prepares_and_pays", "decides_and_pays". The rules of each case hold all the same (design.md §4 rule 8).
std::vector<std::string_view> weak_combinations(const Roles&);

// Whoever is given a weak combination is given it for a reason: weak_reason = user.weak_reason, text.*. What was given before
// reasons were kept stands until the roles are changed. Of a new account, `before` is an empty one.
Problems check_weak_reason(const User& before, const User& after);

// One thing about an account that became another, as it is recorded: "roles", "officer", "decider,manager".
struct FieldChange {
    std::string field, from, to;
    bool operator==(const FieldChange&) const = default;
};
// In the order of the form. Of a new account, `before` is an empty one that is not active.
std::vector<FieldChange> changes_between(const User& before, const User& after);

// What a change would do that nobody may do to themselves: `own` before and after. Empty when all is well.
Problems check_own_change(const User& before, const User& after);

}  // namespace bygd
