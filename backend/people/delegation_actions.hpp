// What people do with the delegation order: an administrator adds and ends rows; a decider, or an administrator or manager
// for them, records an absence with a deputy and ends it. Each change is one transaction with its event; nothing is
// removed. Everyone with an account reads the order: it is a public document.
#pragma once

#include "base/services.hpp"
#include "database/pool.hpp"
#include "people/delegation.hpp"
#include "people/delegation_store.hpp"

namespace bygd {

// Throws Error forbidden (delegation.administrators_only), invalid: check_row, row.person_unknown.
// `forms` are the names of support a row may be limited to: people/ knows none itself.
DelegationRow add_delegation(Database&, const Clock&, const Actor&, const DelegationRow&,
                             const std::vector<std::string>& forms);

struct EndDelegation {
    Id<DelegationRow> id;
    int version = 0;
    Date last_day;                 // yesterday at the earliest: then it is taken back at once
};
// Throws Error forbidden, not_found, conflict (delegation.changed), invalid (row.end_past, row.end_later).
void end_delegation_row(Database&, const Clock&, const Actor&, const EndDelegation&);

// Within the transaction of an account's change: the row that follows the account becomes `highest`, or ends.
void follow_account(Transaction&, const Actor&, Id<User> person, const std::optional<Money>& highest, Instant now);

// Whoever leaves decides nothing more and stands in for nobody: ends their rows of the order, and the absences, running or
// to come, that are theirs or in which they are the deputy.
void end_mandates_of(Transaction& tx, const Actor& actor, Id<User> person, Instant now);

// Throws Error forbidden (absence.not_yours), invalid: check_absence, text.*.
Absence add_absence(Database&, const Clock&, const Actor&, const Absence&);
// Back at work: yesterday becomes the last day. Throws Error forbidden, not_found, conflict (absence.changed, .over).
void end_absence_today(Database&, const Clock&, const Actor&, Id<Absence>, int version);

bool may_edit_delegation(const Actor&);
bool may_record_absence(const Actor&, Id<User> person);

}  // namespace bygd
