// When somebody leaves, or is away for long, what they have in their hands is given to somebody else in one transaction:
// nothing is left with an account that nobody signs in to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/services.hpp"
#include "cases/handover_store.hpp"
#include "people/user.hpp"

namespace bygd {

struct HandOverWork {
    Id<User> from;
    int version = 0;              // of the account when it was read
    std::string to;               // id of an active officer; "nobody": the cases wait for one; empty: not said
    std::string reason;
    bool close_account = true;    // else only cases and tasks go
};
// A case that could not go to the one named: "conflict" (they declared a conflict of interest) or "second_person" (they decided
// or attested in it, and whoever handles a case does neither: design.md §4 rule 8).
struct KeptCase {
    std::string diary_number, why;
};
struct HandedOver {
    std::int64_t given = 0;       // cases
    std::int64_t unassigned = 0;  // cases that wait for an officer: nobody was named, or the one named may not have it
    std::vector<KeptCase> kept = {};
};
// Each open and each decided case is tried by itself: those that may go get the new officer, the rest wait for one, and each has
// an event; when the account is closed its sessions, tokens,
// rows of the delegation order and absences end too, and its shared views go along. For administrators; else not_found.
// Problems: handover_to = required (there are cases), case.officer_unknown, handover.to_themselves; reason = required,
// text.too_long. Throws conflict user.changed, user.last_administrator, case.changed; forbidden user.own_active.
HandedOver hand_over(const Services&, const Actor&, const HandOverWork&);

struct HandoverView {
    User from;
    InHand held;
    std::vector<User> officers;   // active ones but the person
};
// For administrators and auditors; else not_found.
HandoverView handover_of(const Services&, const Actor&, Id<User>);

}  // namespace bygd
