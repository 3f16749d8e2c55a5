// All SQL about declarations of conflict of interest.
#pragma once

#include <map>
#include <optional>

#include "cases/conflict.hpp"
#include "database/transaction.hpp"

namespace bygd {

std::optional<ConflictDeclaration> declaration_of(Transaction&, Id<Case>, Id<User>);
std::map<Id<User>, ConflictDeclaration> declarations_of(Transaction&, Id<Case>);
void put_declaration(Transaction&, Id<Case>, Id<User>, const ConflictDeclaration&);   // replaces an earlier one

}  // namespace bygd
