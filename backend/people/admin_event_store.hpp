// All SQL about the list of administrative changes. Appending is part of recording the change itself (user_store,
// delegation_store): none of them can be made without its row here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "people/admin_event.hpp"

namespace bygd {

// Sequence and hashes are given here.
void append_admin_event(Transaction& tx, AdminEvent event);

struct AdminEventFilter {
    std::string area;                    // empty: all
    std::string kind;                    // empty: all
    std::optional<Id<User>> actor;       // who did it
    std::optional<Instant> from, until;  // half-open
    std::int64_t before = 0;             // the key of the page before; 0: from the newest
};
std::vector<AdminEvent> admin_events(Transaction& tx, const AdminEventFilter& filter, std::size_t most);   // newest first
std::vector<AdminEvent> admin_events_after(Transaction& tx, std::int64_t sequence, std::size_t most);      // oldest first

struct AdminHead {
    std::int64_t sequence = 0;           // how many there are
    std::string hash;
};
AdminHead admin_head(Transaction& tx);   // throws std::logic_error when it is gone

// What the entrance counts. Tokens in force, rows of the order and absences that run on the day.
struct AdminCounts {
    std::int64_t active = 0, closed = 0, administrators = 0, tokens = 0, delegations = 0, absences = 0;
};
AdminCounts admin_counts(Transaction& tx, Instant now);

}  // namespace bygd
