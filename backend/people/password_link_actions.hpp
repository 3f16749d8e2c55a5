// A new password without the old one: an administrator makes a link that is shown once, the person chooses a password
// nobody else has seen. The link is used once and lives limits::password_link.
#pragma once

#include <string>
#include <string_view>

#include "database/pool.hpp"
#include "people/user.hpp"

namespace bygd {

// `token` is made by the page that shows it, so that a double click does not lose it. Earlier links of the person end.
// Throws not_found (no administrator, no such account or a closed one), forbidden (user.own_password), invalid
// (token = api_token.format).
void make_password_link(Database&, const Clock&, const Actor&, Id<User>, const std::string& token);

// The name one signs in with, of whoever the link is for. Throws not_found (password_link.gone).
std::string account_of_link(Database&, const Clock&, std::string_view token);

struct ChooseByLink {
    std::string token, wanted, repeated;
    std::string address;             // where from: guesses are counted
};
// Ends every session and API token of the account. Throws not_found (password_link.gone), invalid (new_password,
// repeated_password), too_many (sign_in.wait).
void choose_password(Database&, const Clock&, const ChooseByLink&);

}  // namespace bygd
