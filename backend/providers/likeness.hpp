// Which organisations and outlets look as if they stood twice in the register. Pure: the keys by which those that may be
// alike meet (provider_key), and what is alike about two that have met. Only a suggestion: a person decides.
#pragma once

#include <string>
#include <vector>

#include "providers/organisation.hpp"
#include "providers/outlet.hpp"

namespace bygd {

// What two must share to be compared at all, each once: a word of the name with one slip, a street, a number, an address.
// Of an outlet always within its kommun, but for the CFAR number.
std::vector<std::string> likeness_keys(const Organisation&);
std::vector<std::string> likeness_keys(const Outlet&);

// Why the two may be the same: "name", "street", "cfar", "email", "phone", "payee", in that order; empty: they are not alike.
std::vector<std::string> alike(const Organisation&, const Organisation&);
std::vector<std::string> alike(const Outlet&, const Outlet&);

}  // namespace bygd
