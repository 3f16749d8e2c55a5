// Making two organisations, or two outlets, that stand twice in the register into one, and putting it back. Stands in this
// room because cases move with it, each with an event in its diary. Nothing is deleted and nothing frozen is touched: an
// application, a decision and a letter say what they said, and rows of aid of minor importance are never moved, so a merge
// that would need it is refused.
#pragma once

#include "base/services.hpp"
#include "providers/merge.hpp"
#include "providers/merge_store.hpp"
#include "providers/outlet.hpp"

namespace bygd {

// Both throw not_found (who sees no providers, or there is none) and forbidden (provider.officers_only).

// The fields of read_merge. All in one transaction: what hangs on the one that goes is moved, the chosen values are
// written, the one that goes is marked. Throws invalid (all problems; those of the fields of the one that stays),
// conflict: organisation.changed and outlet.changed (a version moved on), merge.already, merge.other_owner, and the
// obstacles of merge.hpp; merge.changed when others were at it at the same moment, every time it was tried.
ProviderMerge merge_providers(const Services&, const Actor&, const Typed& fields);

// Puts exactly the rows back that were moved, and the fields the merge changed. Field why. Throws invalid (required),
// conflict, with nothing done: merge.undone, merge.stays_merged, merge.row_gone, merge.case_settled, merge.outlet_merged,
// merge.outlet_used, merge.field_changed, merge.payee_confirmed, merge.number_taken, merge.changed.
ProviderMerge undo_merge(const Services&, const Actor&, Id<ProviderMerge>, const Typed& fields);

// Says that two which look alike are two: they are not suggested any more. Fields kind, one and other. Throws invalid.
void tell_apart(const Services&, const Actor&, const Typed& fields);

// What stands in the way of merging the two, whichever stays, before anything is chosen; and what would move of each.
struct MergePreview {
    Hanging of_one, of_other;
    Problems when_one_stays, when_other_stays;
};
MergePreview preview_merge(Transaction&, const Organisation& one, const Organisation& other);
MergePreview preview_merge(Transaction&, const Outlet& one, const Outlet& other);

}  // namespace bygd
