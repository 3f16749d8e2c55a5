// All SQL about merges of organisations and outlets: what hangs on each, the moving of its rows by conditional writes, and
// the record by which it is put back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "providers/merge.hpp"

namespace bygd {

struct Case;

Hanging hanging_on(Transaction&, ProviderKind, std::int64_t id);

// The row as it is held while its rows are moved: whatever was hung on it since it was read makes the merge begin anew.
struct ProviderHold {
    int version = 0;
    std::int64_t attached = 0, undertaking = 0;
};
ProviderHold hold_of(Transaction&, ProviderKind, std::int64_t id);
// Marks the one that goes. Throws Overtaken when it has been changed, merged or hung something on since it was held.
void mark_merged(Transaction&, ProviderKind, std::int64_t goes, const ProviderHold&, std::int64_t stays);
// Throws Error conflict merge.changed when it is not merged into `stays` any more, merge.number_taken when another has its number.
void mark_live(Transaction&, ProviderKind, std::int64_t goes, std::int64_t stays);
// Gives an organisation a number that is free. Throws Error conflict merge.number_taken.
void save_number(Transaction&, Id<Organisation>, std::string_view ten_digits);

struct MergeLine {
    ProviderMerge merge;
    std::string stays_name, goes_name;
};

struct MovableCase {
    Id<Case> id;
    std::string diary_number;
    int version = 0;
    std::string mark;
};
std::vector<MovableCase> cases_hanging_on(Transaction&, ProviderKind, std::int64_t id);
std::optional<MovableCase> movable_case(Transaction&, Id<Case>);
// The outlets of an organisation, those merged too; the links of an outlet.
std::vector<MergedRow> rows_hanging_on(Transaction&, ProviderKind, std::int64_t id);
// Moves one row from one to the other. False: it does not hang there. A case is locked by the caller before.
bool move_merged_row(Transaction&, ProviderKind, const MergedRow&, std::int64_t from, std::int64_t to);
// The mark of a row as it is now; none: there is no such row.
std::optional<std::string> mark_now(Transaction&, const MergedRow&);
// Outlets of the organisation on which another organisation has a case.
std::vector<std::string> outlets_used_by_others(Transaction&, Id<Organisation>);

Id<ProviderMerge> insert_merge(Transaction&, const ProviderMerge&, Id<User> by, const std::vector<MergedRow>&);
std::vector<MergedRow> merged_rows(Transaction&, Id<ProviderMerge>);
std::optional<MergeLine> find_merge(Transaction&, Id<ProviderMerge>);
void insert_undone(Transaction&, Id<ProviderMerge>, Id<User> by, const ProviderMerge::Undone&);   // throws conflict merge.undone

// Newest first, those with a lower id than `before` (0: from the newest).
std::vector<MergeLine> list_merges(Transaction&, std::int64_t before, std::size_t most);
// Those that stand and made others into this one, newest first.
std::vector<MergeLine> merges_into(Transaction&, ProviderKind, std::int64_t stays);
// Which one stays of all the merges this went through; itself when it was in none.
std::int64_t stays_at_last(Transaction&, ProviderKind, std::int64_t id);
// This one and all that have been merged into it, however many steps.
std::vector<std::int64_t> with_merged(Transaction&, ProviderKind, std::int64_t id);

}  // namespace bygd
