// All SQL about moving cases between versions of their workflow. The row of a move is written in the transaction that moves
// its case, so that a run cut short has told exactly what it did.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/case_move.hpp"
#include "database/transaction.hpp"

namespace bygd {

Id<CaseMoveRun> insert_move_run(Transaction&, const CaseMoveRun&);
void finish_move_run(Transaction&, Id<CaseMoveRun>, Instant);
std::optional<CaseMoveRun> find_move_run(Transaction&, Id<CaseMoveRun>);

void insert_case_move(Transaction&, const CaseMove&);
// False when it has been undone already.
bool mark_undone(Transaction&, const CaseMove&, Instant);
// The moves of a run that are not undone, by case.
std::vector<CaseMove> moves_of(Transaction&, Id<CaseMoveRun>, Id<Case> after, std::size_t most);

// Cases in an older version of the workflow than this, by id.
struct OlderCase {
    Id<Case> id;
    std::string diary_number, state;
    int version = 0, workflow_version = 0;
};
std::vector<OlderCase> older_cases(Transaction&, std::string_view workflow, int before, Id<Case> after, std::size_t most);
// The workflow's version of a case, which nothing else changes; only after lock_case, beside save_case.
void save_workflow_version(Transaction&, const Case&);

}  // namespace bygd
