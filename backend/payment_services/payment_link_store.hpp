// All SQL about links to Länsstyrelsen's payment services.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "payment_services/payment_link.hpp"

namespace bygd {

Id<PaymentLink> insert_link(Transaction&, const PaymentLink&);
// Writes all that can change where the version is still the one that was read, and bumps it. Throws Error conflict
// payment_link.changed when it has moved on.
void save_link(Transaction&, const PaymentLink&);
std::optional<PaymentLink> find_link(Transaction&, Id<PaymentLink>);

// A link with the names that stand beside it in a list.
struct LinkLine {
    PaymentLink link;
    std::string outlet, place, municipality;         // names
    std::string case_number, case_title;             // empty: of the outlet alone
    std::string our_contact;
};
std::optional<LinkLine> find_link_line(Transaction&, Id<PaymentLink>);

// `due` has a follow-up on `today` or before, `under_way` is open or waiting, `ended` done or closed.
enum class LinkView { due, under_way, ended, all };

struct LinkFilter {
    LinkView view = LinkView::under_way;
    Date today = {};                                 // what follow-ups are compared with
    std::optional<LinkStatus> status = {};
    std::optional<LinkKind> kind = {};
    std::optional<Id<Outlet>> outlet = {};
    std::optional<Id<Case>> case_id = {};
    std::string text = {};                           // in outlet, place, their diary number and contact
    std::string after = {};                          // cursor of the last line seen; empty: from the start
};

// At most `most` lines after the cursor: due and under way by follow-up (those without one last), the others newest
// first. Paged by key.
std::vector<LinkLine> list_links(Transaction&, const LinkFilter&, std::size_t most);
std::string cursor_after(const LinkLine&, LinkView);

// All links of an outlet or of a case, those under way first; a thing has some few.
std::vector<LinkLine> links_of_outlet(Transaction&, Id<Outlet>);
std::vector<LinkLine> links_of_case(Transaction&, Id<Case>);

struct LinkCounts {
    std::int64_t due = 0, under_way = 0, ended = 0;
};
LinkCounts count_links(Transaction&, Date today);

}  // namespace bygd
