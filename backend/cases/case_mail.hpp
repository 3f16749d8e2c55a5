// Which mail follows from what happens to a case: the texts of schemas/mail say, here they are filled in, addressed and
// put in the outbox in the caller's transaction. And back: what became of a message, in the diary of its case.
#pragma once

#include <string>
#include <vector>

#include "base/label.hpp"
#include "cases/case_action.hpp"
#include "documents/document.hpp"
#include "jobs/mail_dispatcher.hpp"
#include "jobs/mail_room.hpp"

namespace bygd {

// What a text may follow from: the effects of steps, and what is no step.
std::vector<std::string> mail_happenings(const Effects&);

// The messages that follow, addressed and written, but neither queued nor given a Message-ID. Of one to somebody
// outside whose address nobody knows, `recipient` is empty; to one of us without an address there is none.
std::vector<OutboxMail> mails_after(const MailRoom&, const std::vector<std::string>& happened, ActionContext&);

// Queues them; one that is queued already stays as it is. A hook of Effects.
void queue_mails_after(const MailRoom&, const std::vector<std::string>& happened, ActionContext&);

// What a step that has not been taken would send: what nobody has typed yet stands as "…".
std::vector<OutboxMail> preview_mails(const MailRoom&, const std::vector<std::string>& effects, ActionContext&);

// A reminder that has come due for a task of a case.
struct DueReminder {
    std::string key;  // which reminder of which task
    std::string to;   // "applicant", "asked", "responsible" or the name of a role
    std::optional<Id<User>> user;
    Label task, says;
    Date due_on;
    std::optional<std::int64_t> request;  // the question it is about
};
void follow_reminder(const Services&, Transaction&, Case&, const DueReminder&, Instant now);

// Word to each colleague named in a note as @username. Throws Error invalid note.unknown_person {name}.
void follow_mentions(ActionContext&);

// The event "mail_sent", "mail_failed", "mail_unknown" or "mail_bounced" of the case, if it is about one; a supplement
// whose reminder has gone is marked as reminded.
void tell_mail(const Services&, Transaction&, const OutboxMail&, std::string_view what, Instant now);
// The letters of a message as they are stored.
std::vector<MailAttachment> attachments_of_mail(Transaction&, const OutboxMail&);

}  // namespace bygd
