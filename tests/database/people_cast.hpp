// The small cast of the tests about people: an administrator and an officer with known passwords, and a clock to turn.
#pragma once

#include <string>

#include "base/limits.hpp"
#include "database/pool.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"
#include "tests/database/test_database.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_people {

inline const std::string password = "en lång mening om Malung";

struct Cast {
    TestDatabase server;
    Database& database = server.database();
    SetClock clock{parse_utc("2026-11-23T08:00:00.000000Z")};
    User admin = add("karin.admin", "Karin Admin", {Role::administrator});
    User anna = add("anna.berg", "Anna Berg", {Role::officer});

    User add(std::string username, std::string name, Roles roles, std::optional<Money> delegation = std::nullopt) {
        AddUser command;
        command.user.username = std::move(username);
        command.user.display_name = std::move(name);
        command.user.roles = std::move(roles);
        command.user.delegation = delegation;
        if (!weak_combinations(command.user.roles).empty()) command.user.weak_reason = "Prov";
        command.password = password;
        command.password_is_theirs = true;
        return add_user(database, clock, system_actor(), command);
    }
    User again(Id<User> id) {
        return database.look_up([&](Transaction& tx) { return find_user(tx, id); }).value();
    }
};

}  // namespace bygd::testing_people
