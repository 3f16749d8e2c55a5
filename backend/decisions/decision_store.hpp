// All SQL about proposals, decisions and their dispatch.
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/decision.hpp"

namespace bygd {

void put_proposal(Transaction&, const Proposal&);
std::optional<Proposal> proposal_of(Transaction&, Id<Case>);
Id<Decision> insert_decision(Transaction&, const Decision&);        // sequence is given here
std::vector<Decision> decisions_of(Transaction&, Id<Case>);         // oldest first
std::optional<Decision> latest_decision(Transaction&, Id<Case>);
void insert_dispatch(Transaction&, const Dispatch&);
std::optional<Dispatch> dispatch_of(Transaction&, Id<Decision>);
// The newest letter drawn up for the case since the decision was made.
std::optional<Id<Document>> letter_of(Transaction&, const Decision&);

}  // namespace bygd
