// How a person is shown, for the pages of this room. Pure.
#pragma once

#include <string>

#include "base/words.hpp"
#include "people/user.hpp"
#include "web/view.hpp"

namespace bygd {

std::string role_list(const Roles& roles, const Words& words);   // "Handläggare, Ekonom"

// One side of a FieldChange of an account, as people read it: roles by name, an amount in kronor.
std::string shown_value(const std::string& field, const std::string& value, const Words& words);

// DISPLAY_NAME, USERNAME, ROLES, a WEAK with TEXT for each combination of roles to look out for; JOB_TITLE, EMAIL and DELEGATION with HAS_TITLE, HAS_EMAIL and HAS_DELEGATION.
void put_user(View& view, const User& user, const Words& words);

}  // namespace bygd
