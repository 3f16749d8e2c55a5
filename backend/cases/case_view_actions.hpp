// Views of the list of cases that a person keeps, for themselves or for all.
#pragma once

#include <string>

#include "base/services.hpp"
#include "cases/case_view_store.hpp"

namespace bygd {

bool may_share_views(const Actor&);          // officers and managers

struct SaveView {
    std::string name, query;                 // the query as it stands in the address
    bool shared = false;
};
// Problems: required, text.too_long {most}, view.too_many {most}. Only officers and managers share: forbidden
// view.who_shares. The same name again replaces.
void save_view(const Services&, const Actor&, const SaveView&);
// Another name, shared or not, the list opens in it or not; of one's own, else not_found. Problems: as above and
// view.name_taken.
struct ChangeView {
    Id<SavedView> id;
    std::string name;
    bool shared = false, opens_list = false;
};
void change_view(const Services&, const Actor&, const ChangeView&);
void remove_view(const Services&, const Actor&, Id<SavedView>);   // of one's own; else not_found

}  // namespace bygd
