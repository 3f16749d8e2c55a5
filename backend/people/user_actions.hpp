// What is done with accounts: an administrator adds and changes people, people change their own password. Nobody
// changes their own roles, delegation level or standing, and the last active administrator stays. Every change is one
// transaction with its row in user_event; whoever loses the account or its password loses every session with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "database/pool.hpp"
#include "people/api_token.hpp"
#include "people/user.hpp"
#include "people/user_store.hpp"

namespace bygd {

// `user.id`, `version` and `must_change_password` are not looked at: who is given a password by somebody else changes
// it at the first sign-in, unless `password_is_theirs` (the demo's printed accounts).
struct AddUser {
    User user;
    std::string password;
    bool password_is_theirs = false;
    Problems unread = {};     // what a page could not understand: told together with the rest
};
// Throws not_found (the actor is no administrator: the page is not there for them), invalid (every field at once;
// user.username_taken).
User add_user(Database& database, const Clock& clock, const Actor& actor, const AddUser& command);

// `user` as it is to be; its username is not changed. Throws not_found, conflict (user.changed: the version is old; or
// user.last_administrator), invalid, forbidden (user.own_roles, user.own_delegation, user.own_active).
// `with_it` is done in the same transaction and says what more there is to record: what a higher room hands over when an
// account is closed.
using WithChange = std::function<std::vector<FieldChange>(Transaction&)>;
User change_user(Database& database, const Clock& clock, const Actor& actor, const User& user,
                 const WithChange& with_it = {});

// Gives somebody else a password to begin with. Ends their sessions and revokes their API tokens. Throws not_found,
// invalid, forbidden (user.own_password: one's own is changed with the old one at hand).
void reset_password(Database& database, const Clock& clock, const Actor& actor, Id<User> user,
                    const std::string& password);

struct ChangeOwnPassword {
    std::string current;
    std::string wanted;
    std::string repeated;
    std::string token_hash;   // the session it is done in, which goes on; all others end
};
// Throws invalid (password.wrong on `current_password`, password.not_repeated, or what check_new_password finds) and
// too_many after limits::sign_in_failures wrong guesses.
void change_own_password(Database& database, const Clock& clock, const Actor& actor, const ChangeOwnPassword& command);

// "Logga ut överallt": every session of the actor, this one too. API tokens go on; they are revoked one by one.
void sign_out_everywhere(Database& database, const Clock& clock, const Actor& actor);

// An administrator ends every session of somebody else, or takes one of their API tokens: a lost machine, a program
// nobody knows. Throw not_found, forbidden (user.own_sessions: one's own are ended from one's own account).
void sign_out_user(Database& database, const Clock& clock, const Actor& actor, Id<User> user);
void revoke_token_of(Database& database, const Clock& clock, const Actor& actor, Id<User> user, Id<ApiToken> token);

// All accounts, and one of them with its record. Throw not_found for anyone but an administrator and an auditor.
std::vector<User> all_users(Database& database, const Actor& actor);
struct UserFile {
    User user;
    std::vector<UserEvent> events;   // newest first, at most 100
    std::size_t sessions = 0;        // open ones
    std::vector<ApiToken> tokens;    // in force
};
UserFile user_file(Database& database, const Clock& clock, const Actor& actor, Id<User> user);

}  // namespace bygd
