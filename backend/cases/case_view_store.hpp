// All SQL about saved views of the list of cases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct SavedView {
    Id<SavedView> id;
    Id<User> owner;
    std::string owner_name, name, query;      // the query as kept_query() gives it
    bool shared = false;
    bool opens_list = false;                  // the owner's list opens in it
};

// One's own and those that are shared, by name.
std::vector<SavedView> views_of(Transaction&, Id<User>);
// A view of the same owner and name is replaced.
void put_view(Transaction&, const SavedView&, Instant now);
// Name, sharing and whether the list opens in it, of one's own. Throws Error invalid view_name = view.name_taken.
bool save_view(Transaction&, const SavedView&);
std::optional<SavedView> opening_view(Transaction&, Id<User> owner);
bool delete_view(Transaction&, Id<SavedView>, Id<User> owner);   // false: no such view of this owner
std::int64_t count_views(Transaction&, Id<User> owner);

}  // namespace bygd
