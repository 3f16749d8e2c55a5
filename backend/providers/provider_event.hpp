// What was done to an organisation, an outlet or a service plan: who, when and what each field was before. Pure values;
// the rows are appended in the transaction of the change (provider_event_store) and never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "providers/outlet.hpp"

namespace bygd {

// "name", "ICA Nära", "Byns Handel": plain values as programs read them; the page gives them their words.
struct ProviderChange {
    std::string field, from, to;
    bool operator==(const ProviderChange&) const = default;
};

struct ProviderEvent {
    std::string kind;                               // of the CHECK in 0012_provider_events.sql
    std::optional<Id<Organisation>> organisation;
    std::optional<Id<Outlet>> outlet;
    std::optional<std::string> municipality;
    std::optional<Id<User>> actor;                  // none: the house itself
    std::string actor_name;
    Instant at;
    std::vector<ProviderChange> changes;
};

// "bankgiro 50501055": how an account stands in a change. Empty for none.
std::string payee_text(const std::optional<PayeeAccount>&);
// The reverse. Throws Error invalid for what payee_text did not write.
std::optional<PayeeAccount> payee_of_text(std::string_view);

// In the order of the forms. Of something new, `before` is an empty one.
std::vector<ProviderChange> changes_between(const Organisation& before, const Organisation& after);
std::vector<ProviderChange> changes_between(const Outlet& before, const Outlet& after);

// What is wrong with the account of an organisation by the story its events tell, oldest first; empty when all is well.
// An account that came with the first registration needs no second person: attestation has its own. Every later one is
// confirmed by another than who asked for it, is the account it was asked for, and is the account that stands there now.
std::vector<std::string> payee_faults(const Organisation& now, const std::vector<ProviderEvent>& events);

}  // namespace bygd
