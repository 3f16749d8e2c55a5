// Which step of its workflow decides a case, or a proceeding beside it, that waits: known by what the definition names, never by a state's or an
// action's own name, so that a new version of a definition needs no change here. Reads; changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_action.hpp"
#include "workflows/workflow.hpp"

namespace bygd {

// Whether the step writes the decision that was proposed, on a case or in a proceeding.
bool decides(const Transition&);
// The step whose effects write the decision and whose guards on the proposal (proposal_*) hold: "approve" of a proposal
// that grants. None: the case does not wait for a decision.
std::optional<std::string> deciding_action(const Services&, Transaction&, const Actor&, Case&, Instant now,
                                           Proceeding* beside = nullptr);
// What of a case waits for a decision: 0 is the case itself, else the number of a proceeding.
std::vector<int> waiting_in(const Services&, Transaction&, const Actor&, Case&, Instant now);

// Every state of every definition from which a case is decided, and those from which a proceeding is.
struct DecidingStates {
    std::vector<std::string> of_case, beside;
};
DecidingStates deciding_states(const Services&);

}  // namespace bygd
