// All SQL about the delegation order, absences and the record of who changed them. Rights and rules are
// delegation_actions' concern.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "database/transaction.hpp"
#include "people/delegation.hpp"

namespace bygd {

// Every change writes this row first: two at once are then seen one after the other (design.md §4 rule 5).
void take_delegation_turn(Transaction& tx);

// The whole order with the people who may decide; of absences those that end on `day` or later.
DelegationOrder delegation_order(Transaction& tx, Date day);

std::optional<DelegationRow> find_delegation(Transaction& tx, Id<DelegationRow> id);
Id<DelegationRow> insert_delegation(Transaction& tx, const DelegationRow& row);
// False when the row has changed since `version` was read.
bool end_delegation(Transaction& tx, Id<DelegationRow> id, int version, Date last_day);
// The row that follows the account of a person, if it has no last day.
std::optional<DelegationRow> account_delegation(Transaction& tx, Id<User> person);

std::optional<Absence> find_absence(Transaction& tx, Id<Absence> id);
Id<Absence> insert_absence(Transaction& tx, const Absence& absence);
bool end_absence(Transaction& tx, Id<Absence> id, int version, Date last_day);

struct DelegationEvent {
    std::optional<Id<DelegationRow>> row;
    std::optional<Id<Absence>> absence;
    std::string kind;              // "row_added", "row_ended", "absence_added", "absence_ended"
    std::string actor_name;
    Instant at;
    std::string detail;            // JSON: the row or the absence as it then stood, in plain words
    std::string last_day_before = {};   // of what is ended: the last day it had; empty: none
};
void append_delegation_event(Transaction& tx, const DelegationEvent& event, Id<User> actor);
std::vector<DelegationEvent> delegation_events(Transaction& tx, std::size_t most);   // newest first

}  // namespace bygd
