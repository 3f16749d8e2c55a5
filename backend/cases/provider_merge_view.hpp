// What the pages and the API tell of doubles and merges in the same way: pairs that are alike, and the value of a field.
#pragma once

#include <string>
#include <vector>

#include "base/words.hpp"
#include "database/transaction.hpp"
#include "providers/merge.hpp"
#include "providers/outlet.hpp"

namespace bygd {

std::string provider_url(ProviderKind, std::int64_t id);        // "/providers/outlets/12"
std::string merge_url(Id<ProviderMerge>);                       // "/providers/merges/3"

// One of a pair as a list tells it.
struct DoubleSide {
    std::int64_t id = 0;
    int version = 0;
    std::string name, about;                                    // about: place and kommun, or the masked number and the city
    std::int64_t cases = 0;
};
struct LikelyDouble {
    DoubleSide one, other;
    std::vector<std::string> why;                               // as alike() has them
};
struct DoublePage {
    std::vector<LikelyDouble> pairs;
    std::int64_t next = 0;                                      // to go on after; 0: that was all
};
// Looks through a bounded number of organisations or outlets after `after`, until about `most` pairs are found.
DoublePage likely_doubles(Transaction&, ProviderKind, std::int64_t after, std::size_t most);
// The likely doubles of one.
std::vector<LikelyDouble> likely_doubles_of(Transaction&, ProviderKind, std::int64_t id);

// What a form holds of a field, in the words of the page; "–" for nothing.
std::string shown_part(Transaction&, const MergeField&, const Typed&, const Words&);

}  // namespace bygd
