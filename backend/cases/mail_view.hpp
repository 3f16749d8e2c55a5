// A message of the outbox as pages show it: in the log, on its own page and beside its case.
#pragma once

#include "base/words.hpp"
#include "jobs/mail_room.hpp"
#include "jobs/outbox_store.hpp"
#include "web/view.hpp"

namespace bygd {

std::string mail_url(Id<OutboxMail>);
// What a person may choose among in the log. "waiting" holds what is on its way, "trouble" what somebody must see to.
struct MailViewChoice {
    std::string name;
    std::vector<OutboxState> states;  // empty: all
};
const std::vector<MailViewChoice>& mail_views();
const std::vector<OutboxState>& trouble_with_mail();  // what a person must see to
std::string mail_label(const MailRoom&, const OutboxMail&, const std::string& language);
// URL, LABEL, SUBJECT, TO, STATE, STATE_KIND, WHEN and ANSWER of a row.
void put_mail_line(View& row, const MailRoom&, const OutboxMail&, const Words&);
// The part cases/_mails over mails of one case: rows of MAIL, ANY_MAILS or NO_MAILS, and NOT_SET_UP.
void put_mails(View&, const MailRoom&, const std::vector<OutboxMail>&, const Words&);

}  // namespace bygd
