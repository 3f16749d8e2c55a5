// A message that has come in, as the house keeps it. Plain values.
#pragma once

#include <optional>
#include <string>

#include "cases/case.hpp"
#include "documents/document.hpp"
#include "jobs/outbox.hpp"

namespace bygd {

struct MailIn {
    Id<MailIn> id;
    std::string once_key;  // hash of its Message-ID, or of all of it
    Instant received_at;
    std::string sender, subject;
    std::string state;  // "filed", "bounce", "waiting" (a person says what it is about), "set_aside"
    std::string why;    // "number", "answer", "person"; "no_number", "several_numbers", "no_case", ...
    std::optional<Id<Case>> subject_case;
    std::optional<Id<OutboxMail>> answers;
    std::optional<Id<Document>> document;  // the message as it came
    int version = 1;
};

}  // namespace bygd
