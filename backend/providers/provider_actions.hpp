// What is done with organisations, outlets and service plans. Every change is one transaction with its row in
// provider_event. A changed account is asked for by one person and confirmed by another, in finance or a decider; until
// then it waits, and nothing is paid to it (design.md §4 rule 8). The functions that take a Transaction are for rooms
// above that register an organisation as part of something larger.
#pragma once

#include <string>
#include <vector>

#include "base/region.hpp"
#include "database/pool.hpp"
#include "providers/organisation.hpp"
#include "providers/outlet.hpp"
#include "providers/provider_event.hpp"

namespace bygd {

// Throws not_found for who sees no cases; nobody's business else (design.md §4 rule 9).
void require_provider_reader(const Actor& actor);
bool may_write_providers(const Actor& actor);        // officer or manager
bool may_ask_for_payee(const Actor& actor);          // officer or finance
bool may_confirm_payee(const Actor& actor);          // finance or decider; another person than who asked

// All throw not_found (who sees no providers, or there is none), forbidden (provider.officers_only) and what is said below.

// The fields of read_organisation; an account told waits for a second person. Throws invalid (organisation.number_taken).
Organisation add_organisation(Database&, const Clock&, const Actor&, const Typed& fields);
// Name, kind and contact; the number stays, and the account has its own way. Throws invalid, conflict organisation.changed.
Organisation change_organisation(Database&, const Clock&, const Actor&, Id<Organisation>, int version, const Typed& fields);

// The fields of read_outlet, open_from and closed_on. Throws invalid (all problems; municipality.other_county).
Outlet add_outlet(Database&, const Clock&, const Region&, const Actor&, Id<Organisation> owner, const Typed& fields);
// Throws conflict outlet.changed too.
Outlet change_outlet(Database&, const Clock&, const Region&, const Actor&, Id<Outlet>, int version, const Typed& fields);

// payee_kind and payee_number. Throws invalid (check digits; payee.same), conflict organisation.changed, forbidden payee.may_not_ask.
Organisation ask_for_payee(Database&, const Clock&, const Actor&, Id<Organisation>, int version, const Typed& fields);
// Throws forbidden (payee.second_person, payee.may_not_confirm), conflict (organisation.changed, payee.none_waiting).
Organisation answer_payee(Database&, const Clock&, const Actor&, Id<Organisation>, int version, bool confirmed);

// municipality, plan_title, valid_from and valid_to. Throws invalid (date.order: it ends before it begins).
ServicePlan add_service_plan(Database&, const Clock&, const Region&, const Actor&, const Typed& fields);

// Within a transaction of a higher room, which has checked rights itself: the fields of add_outlet and change_outlet.
// Throws invalid.
Outlet require_whole_outlet(Transaction&, const Region&, const Typed& fields);
// Puts an account in waiting with its event.
void put_payee_in_waiting(Transaction&, const Actor&, Instant now, const Organisation& known, const PayeeAccount&);
ProviderEvent provider_event_by(const Actor&, Instant now, std::string kind, std::vector<ProviderChange> changes);

// Within a transaction of a higher room, which has checked rights and values itself. The account of a new organisation is
// taken as it stands in the application it came with; another than the known one waits for a second person. Throws invalid
// organisation.number_merged {the one that stays} for a number that stood at a double.
Id<Organisation> register_organisation(Transaction&, const Actor&, Instant now, const Organisation& told);
Id<Outlet> register_outlet(Transaction&, const Actor&, Instant now, const Outlet& outlet);
// Of the version that was read; never the number or the account. Throws conflict organisation.changed, outlet.changed.
void change_registered(Transaction&, const Actor&, Instant now, const Organisation& before, const Organisation& after);
void change_registered(Transaction&, const Actor&, Instant now, const Outlet& before, const Outlet& after);
// All that add_outlet and change_outlet read, with every problem.
Outlet read_whole_outlet(const Typed& fields, const std::vector<Municipality>&, const Region&, Problems&);

}  // namespace bygd
