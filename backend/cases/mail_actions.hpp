// What a person does with a message in the outbox: an officer or a manager sends one again or stops it.
#pragma once

#include <string>

#include "base/services.hpp"
#include "cases/case_action.hpp"
#include "jobs/outbox.hpp"

namespace bygd {

bool may_handle_mail(const Actor&);

// Puts a message that failed, came back, was stopped or has nobody to go to in the queue once more, to `recipient`;
// also one of which nobody knows whether it went. Throws not_found, forbidden, conflict (mail.not_again, mail.changed),
// invalid (recipient: required, email.format).
OutboxMail resend_mail(const Services&, const Actor&, Id<OutboxMail>, int version, const std::string& recipient);
// Before it has gone. Throws not_found, forbidden, conflict (mail.not_waiting, mail.changed).
OutboxMail stop_mail(const Services&, const Actor&, Id<OutboxMail>, int version);

}  // namespace bygd
