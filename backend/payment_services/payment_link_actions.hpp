// What officers do with links to Länsstyrelsen: open one, change it, close it. Each is one transaction with its rights
// and, when the link belongs to a case, the event in the diary of that case; it commits whole or not at all.
#pragma once

#include "base/services.hpp"
#include "payment_services/payment_link.hpp"

namespace bygd {

struct OpenLink {
    Id<Outlet> outlet;
    std::string case_number;               // empty: of the outlet alone
    std::optional<Id<User>> our_contact;   // none: who opens it
    TypedLink typed;                       // as read_link; project, status and agent_status may be left out
};
// Officers only. Throws Error forbidden, not_found, invalid with all problems at once: those of read_link,
// outlet.unknown, payment_link.case_unknown, .case_other_outlet, .contact_unknown, .opened_ended.
PaymentLink open_link(const Services&, const Actor&, const OpenLink&);

struct ChangeLink {
    Id<PaymentLink> id;
    int version = 0;                       // of the link when the person read it
    std::optional<Id<User>> our_contact;   // none: as it is
    TypedLink typed;                       // all fields of read_link
};
// Throws Error forbidden, not_found, conflict (payment_link.changed, .closed), invalid. Changes nothing, and says
// nothing in the diary, when all stands as it was.
PaymentLink change_link(const Services&, const Actor&, const ChangeLink&);

struct CloseLink {
    Id<PaymentLink> id;
    int version = 0;
    std::string outcome_note;              // required: what came out of it
};
PaymentLink close_link(const Services&, const Actor&, const CloseLink&);

bool may_change_links(const Actor&);       // whether the pages offer it; the actions decide

}  // namespace bygd
