// Signing in with name and password, and out. A wrong name, a wrong password and a closed account give the same answer
// in the same time; guesses are counted per account and address.
#pragma once

#include <string>
#include <string_view>

#include "database/pool.hpp"
#include "people/user.hpp"

namespace bygd {

struct SignIn {
    std::string username, password;
    std::string address;          // where from, as the server sees it
    std::string earlier_token;    // the cookie the browser had: that session ends
};
struct BegunSession {
    std::string token;            // for the cookie; new each time
    User user;
};
// Throws invalid (sign_in.wrong; sign_in.username_empty and sign_in.password_empty on their fields), too_many
// (sign_in.wait with the minutes left), unavailable (sign_in.busy).
BegunSession sign_in(Database& database, const Clock& clock, const SignIn& command);

// Ends the session of this cookie; nothing happens for an unknown one.
void sign_out(Database& database, const Clock& clock, std::string_view token);

// Takes an attempt at a secret of this account from this address; throws too_many (sign_in.wait). Shared by sign-in and
// by changing one's own password.
void require_attempt(Database& database, Instant now, std::string_view account, std::string_view address);
void forget_attempts(Database& database, std::string_view account, std::string_view address);

// Sweeps what nobody asks for any more: old sessions, counted attempts, parked forms. For the timers, once an hour or
// so.
void sweep_people(Database& database, const Clock& clock);

}  // namespace bygd
