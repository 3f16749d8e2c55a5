// What is done with ownership links and takeovers. Every change is one transaction with its rows in provider_event for
// both companies, and disturbs whoever reckons with either of them at the same moment. A link is ended, never taken
// away.
#pragma once

#include "database/pool.hpp"
#include "providers/undertaking.hpp"

namespace bygd {

// All throw not_found and forbidden (provider.officers_only) and what is said below. `here` is the organisation whose
// page it is done on; the fields are those of read_organisation_link and read_takeover.

// Throws invalid (all problems; link.organisation_unknown, link.itself).
OrganisationLink add_organisation_link(Database&, const Clock&, const Actor&, Id<Organisation> here,
                                       const Typed& fields);

// Fields last_day, or mistaken when it never held, and note: why. Throws invalid (date.*, link.ends_before, required),
// conflict link.changed.
OrganisationLink end_organisation_link(Database&, const Clock&, const Actor&, Id<OrganisationLink>, int version,
                                       const Typed& fields);

// Throws invalid (all problems; link.organisation_unknown, link.itself).
Takeover add_takeover(Database&, const Clock&, const Actor&, Id<Organisation> here, const Typed& fields);
// Field why. Throws invalid (required), conflict takeover.revoked.
Takeover revoke_takeover(Database&, const Clock&, const Actor&, Id<Takeover>, const Typed& fields);

}  // namespace bygd
