#include "jobs/mail_message.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::size_t line_most = 76;  // without CRLF; RFC 2045, 2047
constexpr std::string_view fold = "\r\n ";

bool plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; }) &&
           text.find("=?") == text.npos;
}

std::size_t character_bytes(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
    return length;
}

// Folded at spaces; a word without any that is too long goes on a line of its own, up to the 998 of RFC 5322.
std::string folded(std::string_view text, std::size_t used) {
    std::string out;
    bool first = true;
    for (const auto& word : split(text, ' ')) {
        if (!first && used + 1 + word.size() > line_most && !word.empty()) {
            out += fold;
            used = 1;
        } else if (!first) {
            out += ' ';
            ++used;
        }
        out += word;
        used += word.size();
        first = false;
    }
    return out;
}

// A display name: atoms as they are, other plain text in quotes, the rest as encoded words.
std::string phrase(std::string_view name, std::size_t used) {
    const auto line = trimmed(one_line(name));
    if (!plain(line) || line.size() > 60) return encoded_header(line, used);
    const bool atoms = std::all_of(line.begin(), line.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) ||
               std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
    if (atoms) return line;
    std::string quoted = "\"";
    for (const char c : line) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

std::string address_header(std::string_view header, const MailAddress& who) {
    const auto start = std::string(header) + ": ";
    if (who.name.empty()) return start + who.address + "\r\n";
    auto name = phrase(who.name, start.size());
    const auto last = name.rfind('\n');
    const auto used = last == name.npos ? start.size() + name.size() : name.size() - last - 1;
    return start + name + (used + who.address.size() + 3 > line_most ? std::string(fold) : " ") + "<" + who.address +
           ">\r\n";
}

// RFC 2045 §6.7, text: what is not plain, spaces at the end of a line and a lone dot are escaped; lines are at most 76.
std::string quoted_printable(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const auto& line : split(replaced_all(replaced_all(std::string(text), "\r\n", "\n"), "\r", "\n"), '\n')) {
        std::size_t used = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto c = static_cast<unsigned char>(line[i]);
            const bool last = i + 1 == line.size();
            const bool whole =
                (c >= 0x21 && c < 0x7f && c != '=' && !(used == 0 && c == '.')) || ((c == ' ' || c == '\t') && !last);
            const std::size_t width = whole ? 1 : 3;
            if (used + width > line_most - 1) {
                out += "=\r\n";
                used = 0;
            }
            if (whole)
                out += static_cast<char>(c);
            else
                out += {'=', digits[c >> 4], digits[c & 15]};
            used += width;
        }
        out += "\r\n";
    }
    return out;
}

std::string in_lines(std::string_view base64) {
    std::string out;
    for (std::size_t at = 0; at < base64.size(); at += line_most)
        out += std::string(base64.substr(at, line_most)) + "\r\n";
    return out;
}

// RFC 2231: percent-encoded UTF-8, for a name of any letters, cut into numbered pieces where it is long.
std::string file_name_parameters(std::string_view name) {
    constexpr std::size_t piece = 54;
    std::string encoded;
    for (const char c : one_line(name)) {
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_') {
            encoded += c;
        } else {
            constexpr char digits[] = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    if (encoded.size() <= piece) return ";\r\n filename*=UTF-8''" + encoded;
    std::string out;
    for (std::size_t at = 0, number = 0; at < encoded.size(); ++number) {
        auto length = std::min(piece, encoded.size() - at);
        // Never between % and its digits.
        for (std::size_t back = 1; back <= 2 && at + length < encoded.size(); ++back) {
            if (encoded[at + length - back] == '%') {
                length -= back;
                break;
            }
        }
        out += ";\r\n filename*" + std::to_string(number) + "*=" + (number == 0 ? "UTF-8''" : "") +
               encoded.substr(at, length);
        at += length;
    }
    return out;
}

// RFC 5322 §3.3, in UTC.
std::string date_header(Instant at) {
    constexpr std::array<const char*, 7> days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const auto date = Date::of_days(static_cast<std::int32_t>(day.time_since_epoch().count()));
    const auto text = utc_text(at);  // "2026-11-23T13:05:09.000123Z"
    return std::string(days[static_cast<std::size_t>(((date.days() % 7) + 7) % 7)]) + ", " +
           std::to_string(date.day()) + " " + months[date.month() - 1] + " " + std::to_string(date.year()) + " " +
           text.substr(11, 8) + " +0000";
}

std::string text_part(std::string_view text) {
    return "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(text);
}

// Parameters of the type, if any, are left out: it is ours, told by the content.
std::string attachment_part(const MailAttachment& file) {
    const auto type = file.media_type.substr(0, file.media_type.find(';'));
    const bool sound = !type.empty() && plain(type) && type.find(' ') == type.npos && type.find('/') != type.npos;
    return "Content-Type: " + (sound ? type : std::string("application/octet-stream")) +
           "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment" +
           file_name_parameters(file.name) + "\r\n\r\n" + in_lines(base64_encoded(file.bytes));
}

}  // namespace

std::optional<MailAddress> mail_address_of(std::string_view text) {
    MailAddress found;
    if (one_line(text) != text) return std::nullopt;
    const auto open = text.rfind('<');
    if (open != text.npos) {
        const auto rest = trimmed(text.substr(open + 1));
        if (!rest.ends_with('>')) return std::nullopt;
        found.name = trimmed(text.substr(0, open));
        if (found.name.size() > 1 && found.name.front() == '"' && found.name.back() == '"') {
            found.name = found.name.substr(1, found.name.size() - 2);
        }
        found.address = rest.substr(0, rest.size() - 1);
    } else {
        found.address = trimmed(text);
    }
    const auto& address = found.address;
    const auto at = address.find('@');
    const bool sound = std::all_of(address.begin(), address.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("\"(),:;<>[\\]").find(c) == std::string_view::npos;
    });
    if (!sound || at == address.npos || at == 0 || address.find('@', at + 1) != address.npos || address.size() > 200) {
        return std::nullopt;
    }
    const auto domain = address.substr(at + 1);
    const auto dot = domain.find('.');
    if (domain != "localhost" && (dot == domain.npos || dot == 0 || domain.ends_with('.'))) return std::nullopt;
    return found;
}

std::string encoded_header(std::string_view text, std::size_t used) {
    auto left = trimmed(one_line(text));
    if (plain(left)) {
        const auto words = split(left, ' ');
        const bool short_words =
            std::all_of(words.begin(), words.end(), [](const auto& word) { return word.size() < 900; });
        if (short_words) return folded(left, used);
    }
    // An encoded word of 75 holds 45 bytes: "=?UTF-8?B?" and "?=" around 60 digits, and the first line less.
    std::string out;
    for (std::string_view rest = left; !rest.empty();) {
        const auto room = used + 16 > line_most ? 0 : (line_most - used - 12) / 4 * 3;
        std::size_t length = 0;
        while (length < rest.size()) {
            const auto next = character_bytes(rest.substr(length));
            if (length + next > std::min<std::size_t>(room, 45)) break;
            length += next;
        }
        if (length > 0) {
            out += "=?UTF-8?B?" + base64_encoded(rest.substr(0, length)) + "?=";
            rest.remove_prefix(length);
        }
        if (!rest.empty()) out += fold;
        used = 1;
    }
    return out;
}

std::string rendered(const OutgoingMail& mail) {
    std::string out;
    out += "Date: " + date_header(mail.date) + "\r\n";
    out += address_header("From", mail.from);
    out += address_header("To", mail.to);
    out += "Message-ID: <" + mail.message_id + ">\r\n";
    out += "Subject: " + encoded_header(mail.subject, 9) + "\r\n";
    // Nobody's answering machine should answer this (RFC 3834 §5).
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    if (mail.attachments.empty()) return out + text_part(mail.text);
    // Base64 and quoted-printable lines never begin with "--=_", so no part can hold the border.
    const auto border = "=_" + sha256_hex(mail.message_id).substr(0, 32);
    out += "Content-Type: multipart/mixed; boundary=\"" + border + "\"\r\n\r\n";
    out += "--" + border + "\r\n" + text_part(mail.text);
    for (const auto& file : mail.attachments) out += "--" + border + "\r\n" + attachment_part(file);
    return out + "--" + border + "--\r\n";
}

namespace {

bool a_personal_number(std::string_view ten) {
    const auto number = [&](std::size_t at) { return (ten[at] - '0') * 10 + (ten[at + 1] - '0'); };
    const int month = number(2), day = number(4) > 60 ? number(4) - 60 : number(4);
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        const int twice = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += twice / 10 + twice % 10;
    }
    return sum % 10 == 0;
}

}  // namespace

std::string without_personal_numbers(std::string_view text) {
    std::string out;
    const auto digit = [&](std::size_t at) {
        return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at]));
    };
    for (std::size_t at = 0; at < text.size();) {
        if (!digit(at)) {
            out += text[at++];
            continue;
        }
        std::string digits;
        std::size_t end = at;
        bool marked = false;
        while (digit(end) ||
               (!marked && digits.size() >= 6 && (text[end] == '-' || text[end] == '+') && digit(end + 1))) {
            if (digit(end))
                digits += text[end];
            else
                marked = true;
            ++end;
            if (end >= text.size()) break;
        }
        const auto ten = digits.size() == 12 ? digits.substr(2) : digits;
        const bool century =
            digits.size() != 12 || digits.starts_with("19") || digits.starts_with("20") || digits.starts_with("18");
        if (ten.size() == 10 && century && a_personal_number(ten))
            out += "[personnummer]";
        else
            out += text.substr(at, end - at);
        at = end;
    }
    return out;
}

}  // namespace bygd
