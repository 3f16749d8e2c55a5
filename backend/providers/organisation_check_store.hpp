// All SQL about checks of organisations. Rows are appended, never changed: a new look-up is a new row.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "providers/organisation_check.hpp"

namespace bygd {

struct User;

Id<OrganisationCheck> insert_check(Transaction&, const OrganisationCheck&, Id<User> by, Instant now);
std::map<std::string, OrganisationCheck> latest_checks(Transaction&, Id<Organisation>);   // by kind
std::vector<OrganisationCheck> checks_of(Transaction&, Id<Organisation>);                 // newest first

}  // namespace bygd
