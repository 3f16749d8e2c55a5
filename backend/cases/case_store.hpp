// All SQL about cases. lock_case is the guard of every change: it bumps the version of the row, so that two officers who
// read the same case cannot both write it, on one node as on Galera (design.md §4 rule 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

// The next number of a series and year: "RUN 2026/0042". Gap-free: the counter row is written in the caller's transaction.
std::string next_diary_number(Transaction&, std::string_view series, int year);

Id<Case> insert_case(Transaction&, const Case&);
// Takes the row for this transaction if it still has the version that was read. Throws Error conflict case.changed, or
// not_found when there is no such case.
Case lock_case(Transaction&, Id<Case>, int version);
Case lock_case(Transaction&, std::string_view diary_number, int version);
// Writes every column that can change; only after lock_case, in the same transaction.
void save_case(Transaction&, const Case&);
std::optional<Case> find_case(Transaction&, std::string_view diary_number);
std::optional<Case> find_case(Transaction&, Id<Case>);
Case case_by_number(Transaction&, std::string_view diary_number);   // throws Error not_found

// The next cases by id, for work that goes through all of them.
std::vector<Case> cases_after(Transaction&, Id<Case> after, std::size_t most);

struct StageCount {
    std::string stage, state, workflow;
    int workflow_version;
    std::int64_t cases;
};
std::vector<StageCount> count_by_state(Transaction&, std::optional<Id<User>> officer);

}  // namespace bygd
