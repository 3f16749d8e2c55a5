// What a decision rests on and what its letter says, as one JSON value frozen with the decision: a later change of law,
// form, provider or name does not touch it. The preview of a proposal is made from the same value, so that what was
// previewed is what is sent. Reads; stores nothing.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/services.hpp"
#include "cases/case.hpp"
#include "database/transaction.hpp"
#include "decisions/decision.hpp"

namespace bygd {

// Of a decision that `decider` makes on the proposal.
nlohmann::json snapshot_of(const Services&, Transaction&, const Actor& decider, const Case&, const Proposal&);

// Adds what the letter needs and the snapshot does not hold: recipient, outlet, fund, people. What is there stays, so a
// frozen snapshot is never changed, and one made before the letter asked for more is filled in as things stand now.
void complete_for_letter(Transaction&, const Case&, const std::optional<Id<Fund>>&, nlohmann::json& snapshot);

}  // namespace bygd
