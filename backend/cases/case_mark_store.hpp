// All SQL about the marks of cases: rows are added, and the newest of a kind and instance holds.
#pragma once

#include <vector>

#include "cases/case_mark.hpp"
#include "database/transaction.hpp"

namespace bygd {

void insert_mark(Transaction&, Id<Case>, const CaseMark&, Id<User> by, Instant now);
std::vector<CaseMark> marks_of(Transaction&, Id<Case>);   // those that hold, in the order they were first made

}  // namespace bygd
