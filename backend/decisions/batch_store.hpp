// All SQL about batches and their lines, and about what waits for a decision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/batch.hpp"
#include "decisions/deciding.hpp"

namespace bygd {

Id<DecisionBatch> insert_batch(Transaction&, const DecisionBatch&, const std::vector<BatchLine>&);
std::optional<DecisionBatch> find_batch(Transaction&, Id<DecisionBatch>);
std::vector<BatchLine> lines_of(Transaction&, Id<DecisionBatch>);           // in the order they were chosen
// Only a line that waits is settled.
void settle_line(Transaction&, Id<DecisionBatch>, const BatchLine& settled);

// In those states, by case and proceeding, after the last seen. With a proposal or without.
std::vector<AwaitingLine> awaiting_decision(Transaction&, const DecidingStates&, const AwaitingFilter&, std::size_t most);
std::int64_t count_awaiting_decision(Transaction&, const DecidingStates&);

}  // namespace bygd
