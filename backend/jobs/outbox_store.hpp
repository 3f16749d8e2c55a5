// All SQL about the outbox. Every move is one conditional write of the row (design.md §4 rule 5): who changed it has
// the message, who did not has lost it.
#pragma once

#include <map>

#include "database/transaction.hpp"
#include "jobs/outbox.hpp"

namespace bygd {

// False: what it tells of is queued already, and nothing was done. Gives id and, without a recipient, the state
// no_address.
bool queue_mail(Transaction&, OutboxMail&, std::string_view actor_name);

// The oldest whose time has come: queued, or taken by somebody whose lease has run out.
std::vector<Id<OutboxMail>> mails_due(Transaction&, Instant now, std::size_t most);
// Takes it for this holder and counts the try. False: another has it.
bool take_mail(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now);
// The last thing before the text goes. False: the lease was lost, and nothing may be sent.
bool begin_sending(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now);
// Notes of the holder: also of one whose row has become `unknown` meanwhile, for it knows better. False: the row has
// moved on.
bool note_sent(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now, std::string_view answer);
bool note_failed(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now, std::string_view answer);
bool note_deferred(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now, Instant next_try_at,
                   std::string_view answer);
bool note_unknown(Transaction&, Id<OutboxMail>, std::string_view holder, Instant now, std::string_view answer);
// Rows left `sending` by somebody whose lease has run out become `unknown`; gives them.
std::vector<OutboxMail> abandon_sending(Transaction&, Instant now);

// By a person; the version is the one that was read. False: it has moved on.
bool cancel_mail(Transaction&, const OutboxMail&, std::string_view actor_name, Instant now);
bool send_again(Transaction&, const OutboxMail&, std::string_view recipient, std::string_view actor_name, Instant now);
// Of one that was sent; `final` or only late. False: no such row in a state that can bounce.
bool note_bounced(Transaction&, Id<OutboxMail>, Instant now, std::string_view answer);
void note_delayed(Transaction&, const OutboxMail&, Instant now, std::string_view answer);

std::optional<OutboxMail> find_mail(Transaction&, Id<OutboxMail>);  // with its attachments
std::optional<OutboxMail> find_mail_by_message_id(Transaction&, std::string_view message_id);
std::optional<OutboxMail> find_mail_by_key(Transaction&, std::string_view key);
std::vector<OutboxMail> mails_of_case(Transaction&, Id<Case>);  // newest first

struct OutboxFilter {
    std::vector<OutboxState> states;  // empty: all
    std::string text;                 // in recipient or subject
    std::int64_t before = 0;          // id of the last line seen; 0: from the newest
};
struct OutboxLine {
    OutboxMail mail;
    std::string diary_number;  // of the case, or empty
};
std::vector<OutboxLine> list_mails(Transaction&, const OutboxFilter&, std::size_t most);
std::map<OutboxState, std::int64_t> count_mails(Transaction&);

struct OutboxEvent {
    std::string kind;
    Instant at;
    std::string actor_name, recipient, answer;
};
std::vector<OutboxEvent> events_of_mail(Transaction&, Id<OutboxMail>);  // oldest first

}  // namespace bygd
