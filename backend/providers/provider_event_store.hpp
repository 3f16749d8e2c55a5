// All SQL about provider_event.
#pragma once

#include <vector>

#include "database/transaction.hpp"
#include "providers/provider_event.hpp"

namespace bygd {

void append_provider_event(Transaction&, const ProviderEvent&);
// Newest first, with those of what has been merged into it; of an organisation without those of its outlets.
std::vector<ProviderEvent> events_of(Transaction&, Id<Organisation>, std::size_t most);
std::vector<ProviderEvent> events_of(Transaction&, Id<Outlet>, std::size_t most);
std::vector<ProviderEvent> payee_events(Transaction&, Id<Organisation>);                  // oldest first: for payee_faults

}  // namespace bygd
