// On whose authority a decision is made: a row of the delegation order, the deputy's of an absent person, or the board's
// own decision at a meeting that has been held. The guard within_delegation, and what of it a decision keeps.
#pragma once

#include <set>
#include <string>

#include "cases/case_action.hpp"
#include "decisions/decision.hpp"
#include "people/delegation.hpp"

namespace bygd {

// Who may not decide on the case: who wrote the proposal and who handles it.
std::set<Id<User>> preparers_of(const Case&, const std::optional<Proposal>&);

// On the application: a grant is weighed by what is proposed, a rejection or dismissal by what was sought. The decision of
// a proceeding is weighed by what its proposal asks for, one on an appeal as a change.
DelegationQuestion delegation_question(const Case&, const std::optional<Proposal>&, Date day);

// The guard. With the fields board_item and board_paragraph the board has decided: then the case must wait on the agenda
// of a meeting that has been held. Codes: those of may_decide, then delegation.who {names} or delegation.board;
// delegation.on_agenda {day} of a case that waits for the board; and board.item_unknown, .item_settled, .not_held, .paragraph, required.
Problems within_delegation(const ActionContext&);

// Saves a decision with the authority it was made on: in its snapshot, in the event of the step and in a row of its own.
// Every decision is saved here. Throws what within_delegation finds about the board's item, which is settled by it.
Id<Decision> decide_with_authority(ActionContext&, Decision);

// Who decided, as letters and lists say it: the board with its day and §, "Name, title", or with whom it was decided for.
std::string deciding_party(Transaction&, const Decision&);

}  // namespace bygd
