// One message as it leaves: headers and MIME parts in 7 bits with CRLF, made of texts that may hold anything. Nothing
// that was typed can add a header, a recipient or a part. RFC 5322, 2045-2047, 2231, 3834. Pure: the same message gives
// the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"

namespace bygd {

struct MailAddress {
    std::string name;     // as shown; may be empty
    std::string address;  // "butik@example.org"
    bool operator==(const MailAddress&) const = default;
};

// "Region Dalarna <stod@example.org>" or the address alone. None when the address is not one we would send to: exactly
// one @, printable ASCII without spaces, quotes, commas, brackets or backslashes, at most 200 characters, a dot in the
// domain or localhost.
std::optional<MailAddress> mail_address_of(std::string_view text);

struct MailAttachment {
    std::string name, media_type, bytes;
};

struct OutgoingMail {
    MailAddress from, to;
    std::string subject, text;
    Instant date;            // when it was queued: each try sends the same bytes
    std::string message_id;  // without the brackets
    std::vector<MailAttachment> attachments = {};
};

std::string rendered(const OutgoingMail&);

// As an unstructured header or the name before an address: as it is when plain, else encoded words of at most 75
// characters, each whole characters, folded. Line breaks and control characters become spaces.
std::string encoded_header(std::string_view text, std::size_t used);

// A Swedish personal or coordination number in a text becomes "[personnummer]": ten or twelve digits, with or without -
// or +, that is a day and has the right check digit. Confidential data never leaves by mail.
std::string without_personal_numbers(std::string_view text);

}  // namespace bygd
