// A message in the outbox and the road it goes: queued with what it tells of, taken by one server, handed over, noted.
// Plain values and the rules of trying again.
//
// Why a message is not sent twice: SMTP has no way to ask a server whether it has a message, so between the end of the
// text and our note of its answer nobody can know what a dead process managed. Those who try again then send twice;
// those who do not may send never. We send at most once by ourselves: just before the text goes the row becomes
// `sending`, and one that is found so after a death becomes `unknown` and waits for a person, who may send again: with
// the same Message-ID, by which most receivers show two copies as one. All that may fail before then (connecting, TLS,
// the recipient refused) is tried again without risk. The window is one transfer of the text, one answer and one
// commit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/id.hpp"

namespace bygd {

struct Case;
struct Document;

enum class OutboxState {
    queued,     // waits, from next_try_at on
    taken,      // a server has it and is connecting; nothing is handed over
    sending,    // the text is on its way
    sent,       // the mail server has said yes
    failed,     // refused for good, or tried as often as we try
    unknown,    // died, or was cut off, while sending: may have gone or not
    bounced,    // was sent, and came back
    cancelled,  // by a person, before it went
    no_address  // nobody to send to
};
std::string_view to_string(OutboxState);
std::optional<OutboxState> outbox_state_of(std::string_view);

struct OutboxMail {
    Id<OutboxMail> id;
    std::string key;         // what it tells of: never queued twice
    std::string message_id;  // without brackets; the same for each try
    std::string mail;        // name of its text (jobs/mail_text)
    std::optional<Id<Case>> subject_case;
    std::optional<Id<User>> user;           // when it is to one of us
    std::string recipient, recipient_name;  // recipient empty: no_address
    std::string subject, text;
    OutboxState state = OutboxState::queued;
    int attempts = 0;
    Instant queued_at, next_try_at;
    std::optional<Instant> sent_at;
    std::string answer;  // the last words of the other end
    int version = 1;
    std::vector<Id<Document>> attachments = {};

    bool may_cancel() const;      // queued, failed, no_address
    bool may_send_again() const;  // failed, unknown, bounced, cancelled, no_address
};

inline constexpr int outbox_attempts_most = 8;
inline constexpr std::chrono::minutes outbox_lease{10};  // longer than a try may take

// How long to wait after the n-th failed try (1, 2 ...); none: no more tries. 1 minute up to 12 hours, a day in all.
std::optional<std::chrono::minutes> wait_after(int attempts);

// "application_received:12:34", at most 150 characters of ASCII.
std::string outbox_key(std::string_view mail, std::string_view about, std::string_view once);
// A new Message-ID in the domain of the sender's address; without one, in a domain that is nobody's.
std::string new_message_id(std::string_view from_address);

}  // namespace bygd
