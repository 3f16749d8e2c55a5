// All SQL about the authority decisions were made on, and the list of those made on delegation that the board is told of
// (KL 6:40). A decision is reported once, for ever: the primary key of delegation_report is the guard.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/board.hpp"
#include "people/delegation.hpp"

namespace bygd {

struct DecisionAuthority {
    Id<Decision> decision;
    std::string basis;                             // "delegation", "board"
    std::optional<Id<DelegationRow>> row;          // none: the withdrawal an officer closed, or the board
    std::optional<Id<User>> on_behalf_of;          // an absent person, when a deputy decided
    std::optional<Id<BoardItem>> item;
    std::string reference;                         // as it stood that day
};
void insert_authority(Transaction&, const DecisionAuthority&);
std::optional<DecisionAuthority> authority_of(Transaction&, Id<Decision>);
std::vector<DecisionAuthority> authorities_of(Transaction&, Id<Case>);

// Those made up to that day and not reported yet, oldest first; those of a meeting as they were reported.
std::vector<DelegatedDecision> unreported_decisions(Transaction&, Date until);
std::int64_t count_unreported(Transaction&, Date until);
std::vector<DelegatedDecision> reported_decisions(Transaction&, Id<BoardMeeting>);

// Two meetings that close at once are seen one after the other.
void take_report_turn(Transaction&);
// Reports all that waits up to that day to the meeting; how many.
std::int64_t report_decisions(Transaction&, Id<BoardMeeting>, Date until);

}  // namespace bygd
