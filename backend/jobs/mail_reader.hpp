// Reads a message that has come in (RFC 5322, MIME), and whether it is a report that one of ours did not arrive (RFC
// 3464). Hides the network library. Nothing in a message is trusted: sizes, depth and number of parts are bounded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jobs/mail_message.hpp"

namespace bygd {

struct BounceReport {
    std::vector<std::string> message_ids;  // which of ours it may be about, the likeliest first; without brackets
    std::string recipient;
    std::string answer;  // status and the words of the server that said no
    bool final = true;   // false: only late
};

struct IncomingMail {
    MailAddress from;  // as it says; may be empty
    std::string subject;
    std::string message_id;               // without brackets; may be empty
    std::vector<std::string> references;  // what it answers, the nearest first
    bool automatic = false;               // an answering machine or a list wrote it (RFC 3834)
    std::string text;                     // the first plain text
    std::vector<MailAttachment> attachments = {};
    std::optional<BounceReport> bounce = {};
};

// None when it is no message at all.
std::optional<IncomingMail> read_mail(std::string_view bytes);

// Diary numbers of a series in a text, as "RUN 2026/0042", each once: written with a blank, a dash or a slash.
std::vector<std::string> diary_numbers_in(std::string_view text, std::string_view series);

}  // namespace bygd
