// All SQL about accounts, their roles and the record of who changed them. Rights and rules are user_actions' concern.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "people/user.hpp"

namespace bygd {

struct UserAndHash {
    User user;
    std::string password_hash;
};

std::optional<User> find_user(Transaction& tx, Id<User> id);
// Who somebody is now, for work done in their name; none when the account is closed or there is none.
std::optional<Actor> active_actor(Transaction& tx, Id<User> id);
std::optional<UserAndHash> find_user_and_hash(Transaction& tx, std::string_view username);
std::optional<UserAndHash> find_user_and_hash(Transaction& tx, Id<User> id);
std::vector<User> list_users(Transaction& tx);                    // by display name; a region has some tens
std::map<Id<User>, std::string> display_names(Transaction& tx);   // of everybody: cheaper than asking for each of a page
std::vector<User> users_with_role(Transaction& tx, Role role);    // active ones, by display name: to assign a case to

// `username` must be free: throws DuplicateKey. `at` is when it was made.
Id<User> insert_user(Transaction& tx, const User& user, std::string_view password_hash, Instant at);
// False when the account has changed since `user.version` was read. Sets everything but username, password and the
// delegation, which is a row of the order (delegation_actions: follow_account).
bool update_user(Transaction& tx, const User& user);
void set_password(Transaction& tx, Id<User> id, std::string_view hash, bool must_change);
// The same password at another cost.
void replace_hash(Transaction& tx, Id<User> id, std::string_view from, std::string_view to);

// Counts an active administrator in or out. False: it is the last one and stays.
bool count_administrator(Transaction& tx, int change);

struct UserEvent {
    Id<User> user;
    std::string kind;          // a CHECK of migration 0010 lists them
    std::string actor_name;
    Instant at;
    std::vector<FieldChange> changes = {};   // of kinds added and changed
    std::string about = {};    // of tokens: the name; never a password or the token itself
};
void append_user_event(Transaction& tx, const UserEvent& event, Id<User> actor);
std::vector<UserEvent> user_events(Transaction& tx, Id<User> user, std::size_t most);   // newest first

}  // namespace bygd
