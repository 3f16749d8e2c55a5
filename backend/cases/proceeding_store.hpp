// All SQL about proceedings. Whoever changes one has taken the row of its case first (lock_case), so that two people who
// read the same case cannot both move it.
#pragma once

#include <optional>
#include <vector>

#include "cases/proceeding.hpp"
#include "database/transaction.hpp"

namespace bygd {

void insert_proceeding(Transaction&, Proceeding&);                                // gives id and sequence
void save_proceeding(Transaction&, const Proceeding&);                            // every column that can change
// Only of what was opened by mistake: nothing may have happened to it, and nothing point at it.
void delete_proceeding(Transaction&, const Proceeding&);
std::optional<Proceeding> find_proceeding(Transaction&, Id<Case>, int sequence);
std::vector<Proceeding> proceedings_of(Transaction&, Id<Case>);                   // oldest first

struct ProceedingCount {
    std::string kind, state;
    std::int64_t proceedings;
};
std::vector<ProceedingCount> count_open_proceedings(Transaction&);                // over all cases

}  // namespace bygd
