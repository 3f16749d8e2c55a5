// What people do with aid of minor importance around a case: tell what the applicant has had from others (2024:1243 27
// §), what a register said (28 § 2), and that a grant of ours is in the register (art. 6). Each is one transaction with
// its rights and its event in the diary of the case; rows are appended and taken back, never changed.
#pragma once

#include <map>
#include <string>

#include "aid/de_minimis_register_store.hpp"
#include "aid/de_minimis_store.hpp"
#include "base/services.hpp"

namespace bygd {

using AidFields = std::map<std::string, std::string, std::less<>>;

bool may_tell_aid(const Actor&);  // officer

// Fields: source ("declared", "looked_up"), granter, granted_on, amount, currency ("SEK", "EUR"), regulation,
// organisation (ten digits, of a member of the group; empty: the applicant), same_as (id of a row of ours) and note.
// Kronor become euro by the rate of the day of that grant. Throws forbidden, not_found, invalid: required,
// choice.unknown, amount.*, date.*, de_minimis.no_rate, .later_than_today, .regulation_unknown, .regulation_day {from,
// to}, .not_in_group, .not_ours.
AidGrant tell_aid(const Services&, const Actor&, const std::string& diary_number, const AidFields&);

// Brings a told row to nothing, with the reason in `note`. Throws invalid (required), conflict de_minimis.taken_back.
void take_back_aid(const Services&, const Actor&, const std::string& diary_number, Id<AidGrant>, const AidFields&);

// Fields: register, looked_up_on, found (euro; empty: nothing) and note.
void tell_lookup(const Services&, const Actor&, const std::string& diary_number, const AidFields&);

// Fields: external_id, registered_on and note. A correction keeps the external id of its row when none is told. Throws
// forbidden (case.officers_only), not_found, invalid (required, text.*, date.*, register.before_grant,
// register.later_than_today), conflict register.already.
Registration register_aid(const Services&, const Actor&, Id<AidGrant>, const AidFields&);

}  // namespace bygd
