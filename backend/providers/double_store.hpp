// All SQL about those that look alike: the keys they meet by, and the pairs a person has said are two.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/date_time.hpp"
#include "database/transaction.hpp"
#include "providers/organisation.hpp"
#include "providers/outlet.hpp"

namespace bygd {

enum class ProviderKind { organisation = 2, outlet = 3 };      // as Indexed has them
std::string_view to_string(ProviderKind);                      // "organisation", "outlet"

// Written in the transaction of what changed the organisation or outlet; one that is merged has none.
void replace_keys(Transaction&, ProviderKind, std::int64_t id, const std::vector<std::string>& keys);

// True while something has no keys though there are organisations: before the first start after the migration.
bool keys_missing(Transaction&);

using ProviderPair = std::pair<std::int64_t, std::int64_t>;    // the lower id first
// Those after `after` that may have doubles, and whom each of them has met with a higher id: of `most` organisations or
// outlets at a time. `last` is where to go on; 0: that was all.
struct Meetings {
    std::vector<ProviderPair> pairs;
    std::int64_t last = 0;
};
Meetings meetings_after(Transaction&, ProviderKind, std::int64_t after, std::size_t most);
// Whom this one has met, lower and higher.
std::vector<std::int64_t> met_by(Transaction&, ProviderKind, std::int64_t id, std::size_t most);

// Nothing when it was said before.
void insert_distinct(Transaction&, ProviderKind, ProviderPair, const Actor& by, Instant now);

}  // namespace bygd
