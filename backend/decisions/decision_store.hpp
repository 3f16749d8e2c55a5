// All SQL about proposals, decisions and their dispatch.
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/decision.hpp"

namespace bygd {

void put_proposal(Transaction&, const Proposal&);
std::optional<Proposal> proposal_of(Transaction&, Id<Case>, std::optional<Id<Proceeding>> = std::nullopt);
Id<Decision> insert_decision(Transaction&, const Decision&);        // sequence is given here
std::vector<Decision> decisions_of(Transaction&, Id<Case>);         // oldest first
std::optional<Decision> latest_decision(Transaction&, Id<Case>);    // of any kind
// On the application itself (none), or on one proceeding.
std::optional<Decision> latest_decision(Transaction&, Id<Case>, std::optional<Id<Proceeding>>);
void insert_dispatch(Transaction&, const Dispatch&);
std::optional<Dispatch> dispatch_of(Transaction&, Id<Decision>);

}  // namespace bygd
