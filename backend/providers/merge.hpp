// Two organisations, or two outlets, that are one: which of them stays, which value of each field, and what is left to put
// it all back. Pure values. Nothing is deleted: the one that goes says which one stays (design.md §4 rule 4 in spirit).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date_time.hpp"
#include "providers/double_store.hpp"
#include "providers/organisation.hpp"

namespace bygd {

// A value that can be chosen: one field of the form, or all whose names begin with `field` when it ends with "_". Of what is
// ticked one by one both can be taken; opening hours and a position are one's or the other's.
struct MergeField {
    std::string_view name;                         // as it is told and chosen: "services"
    std::string_view field;                        // as the form has it: "service_"
    std::string_view word;                         // of its label
    bool many() const { return field.ends_with('_'); }
    bool ticked() const { return field == "service_" || field == "group_"; }
};
const std::vector<MergeField>& merge_fields(ProviderKind);

// The fields of the form that belong to it, of what was typed or is known.
Typed part_of(const Typed&, const MergeField&);

// What a person chose: the two, which stays, and for each field whose value, "one", "other" or, of what may hold many,
// "both"; a field not told is that of the one that stays.
struct MergeChoice {
    ProviderKind kind = ProviderKind::outlet;
    std::int64_t one = 0, other = 0;
    int one_version = 0, other_version = 0;
    bool one_stays = true;
    std::map<std::string, std::string, std::less<>> takes;
    bool takes_payee = false;                      // the account of the one that goes, which a second person must confirm
    std::string why;

    std::int64_t stays() const { return one_stays ? one : other; }
    std::int64_t goes() const { return one_stays ? other : one; }
    int stays_version() const { return one_stays ? one_version : other_version; }
    int goes_version() const { return one_stays ? other_version : one_version; }
};

// Reads kind, one, other, one_version, other_version, stays ("one", "other"), take_<name>, take_payee and why. Problems on
// their fields: required, choice.unknown, merge.itself, text.*.
MergeChoice read_merge(const Typed&, Problems&);

// The form of the one that stays, as it was chosen.
Typed chosen_fields(const MergeChoice&, const Typed& one, const Typed& other);

struct ProviderMerge {
    // Of each field of the form that the merge changed: what it was, and what it became.
    using Changed = std::map<std::string, std::pair<std::string, std::string>>;
    Id<ProviderMerge> id;
    ProviderKind kind = ProviderKind::outlet;
    std::int64_t stays = 0, goes = 0;
    Changed fields;
    std::string payee;                             // put in waiting with it, as payee_text has it
    std::string why, made_by;
    Instant made_at;
    struct Undone {
        std::string why, made_by;
        Instant made_at;
    };
    std::optional<Undone> undone;
};
ProviderMerge::Changed changed_fields(const Typed& before, const Typed& after);
// The form as it was before the merge. Problems when a field has another value now than the merge gave it:
// merge.field_changed {field}, on the field.
Typed fields_before(const ProviderMerge::Changed&, Typed now, Problems&);

// A row that was moved, and what binds it to where it stands (see provider_merge_row).
struct MergedRow {
    std::string kind;                              // "case", "outlet", "payment_link"
    std::int64_t id = 0;
    std::string mark;
};

// How many rows of each kind hang on an organisation or outlet, and what stands in the way of moving them.
struct Hanging {
    std::int64_t cases = 0, decided_cases = 0, outlets = 0, payment_links = 0, checks = 0, events = 0;
    std::int64_t de_minimis = 0, registered = 0, links = 0, takeovers = 0;
    std::int64_t movable() const { return cases + outlets + payment_links; }
};
// Why these two cannot be merged this way round; empty: they can. `number`: the one that stays takes the other's number.
Problems obstacles(const Organisation& stays, const Organisation& goes, const Hanging& of_stays, const Hanging& of_goes,
                   bool number);

inline constexpr std::int64_t merge_rows_most = 1000;          // moved in one transaction

}  // namespace bygd
