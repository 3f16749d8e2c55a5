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
// Where a walk through cases and their proceedings has come to.
struct MovePlace {
    Id<Case> subject;
    int proceeding = 0;
};
// The moves of a run that are not undone, by case.
std::vector<CaseMove> moves_of(Transaction&, Id<CaseMoveRun>, MovePlace after, std::size_t most);

// A case, or an open proceeding of it, in an older version of its workflow.
struct OlderCase {
    Id<Case> id;
    std::string diary_number, state;
    int version = 0, workflow_version = 0;       // of the row of the case; of the workflow
    int proceeding = 0;                          // its sequence; 0: the case itself
};
std::vector<OlderCase> older_cases(Transaction&, std::string_view workflow, int before, Id<Case> after, std::size_t most);
std::vector<OlderCase> older_proceedings(Transaction&, std::string_view workflow, int before, MovePlace after, std::size_t most);
// The workflow's version of a case, which nothing else changes; only after lock_case, beside save_case.
void save_workflow_version(Transaction&, const Case&);

}  // namespace bygd
