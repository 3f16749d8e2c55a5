#include "jobs/mail_reader.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/MediaType.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using Poco::Net::MessageHeader;

constexpr int depth_most = 8;
constexpr std::size_t parts_most = 100;

std::string utf8_of(std::string bytes, std::string_view charset) {
    const auto name = lowered(charset);
    if (name.starts_with("utf-8") || name.starts_with("us-ascii") || name.empty()) {
        if (valid_utf8(bytes)) return bytes;
    }
    std::string out;  // every byte is a letter of Latin-1
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            out += {static_cast<char>(0xC0 | (byte >> 6)), static_cast<char>(0x80 | (byte & 0x3F))};
    }
    return out;
}

std::string q_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto hex = [&](std::size_t at) {
            return at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at]));
        };
        if (text[i] == '_')
            out += ' ';
        else if (text[i] == '=' && hex(i + 1) && hex(i + 2)) {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else
            out += text[i];
    }
    return out;
}

// RFC 2047; white space between two encoded words is none. What is broken stays as it is.
std::string header_text(std::string_view text) {
    static const std::regex word(R"(=\?([^?\s]{1,40})\?([BbQq])\?([^?\s]*)\?=)");
    const std::string source(text.substr(0, 8000));
    std::string out;
    std::size_t done = 0;
    bool after_word = false;
    for (std::sregex_iterator hit(source.begin(), source.end(), word), end; hit != end; ++hit) {
        const auto at = static_cast<std::size_t>(hit->position());
        const auto between = source.substr(done, at - done);
        if (!after_word || !trimmed(between).empty()) out += utf8_of(between, "utf-8");
        const auto kind = (*hit)[2].str();
        const auto held = (*hit)[3].str();
        const auto bytes = kind == "B" || kind == "b" ? base64_decoded(held) : std::optional(q_decoded(held));
        out += bytes ? utf8_of(*bytes, (*hit)[1].str()) : hit->str();
        done = at + static_cast<std::size_t>(hit->length());
        after_word = true;
    }
    out += utf8_of(source.substr(done), "utf-8");
    return trimmed(one_line(out));
}

std::vector<std::string> ids_in(const std::string& text) {
    std::vector<std::string> ids;
    for (auto open = text.find('<'); open != text.npos && ids.size() < 50; open = text.find('<', open + 1)) {
        const auto close = text.find('>', open);
        if (close == text.npos || close - open > 250) continue;
        ids.push_back(text.substr(open + 1, close - open - 1));
    }
    return ids;
}

std::string content_of(std::istream& stream) {
    return {std::istreambuf_iterator<char>(stream), {}};
}

// What is no letter of base64 is passed over (RFC 2045 §6.8), and half a group at the end is dropped. Not by the library's
// decoder, which never ends on a text that ends within a group.
std::string base64_body(const std::string& body) {
    std::string letters;
    for (const char c : body) {
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '/') letters += c;
    }
    if (letters.size() % 4 == 1) letters.pop_back();
    while (letters.size() % 4 != 0) letters += '=';
    return base64_decoded(letters).value_or("");
}

std::string quoted_printable_body(const std::string& body) {
    const auto text = replaced_all(replaced_all(body, "=\r\n", ""), "=\n", "");
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto hex = [&](std::size_t at) {
            return at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at]));
        };
        if (text[i] == '=' && hex(i + 1) && hex(i + 2)) {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string decoded(const std::string& body, const std::string& encoding) {
    const auto how = lowered(trimmed(encoding));
    if (how == "base64") return base64_body(body);
    return how == "quoted-printable" ? quoted_printable_body(body) : body;
}

// A field as it was sent, unfolded: the library decodes encoded words as it reads, and leaves the space between two.
std::string raw_field(const std::string& message, const std::string& name) {
    std::istringstream stream(message);
    std::string line, field;
    while (std::getline(stream, line)) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) break;
        const bool more = line.front() == ' ' || line.front() == '\t';
        if (more && !field.empty()) field += " " + trimmed(line);
        if (!more && !field.empty()) break;
        if (!more && lowered(line).starts_with(name + ":")) field = line;
    }
    return field.empty() ? field : trimmed(field.substr(name.size() + 1));
}

// Walks the parts of one message.
class Walk {
public:
    explicit Walk(IncomingMail& mail) : mail_(mail) {}

    void part(const MessageHeader& header, const std::string& body, int depth) {
        ++parts_;
        if (depth > depth_most || parts_ > parts_most) return;
        const Poco::Net::MediaType type(header.get("Content-Type", "text/plain"));
        const auto name = lowered(type.getType() + "/" + type.getSubType());
        if (lowered(type.getType()) == "multipart" && type.hasParameter("boundary")) return parts(type, body, depth);
        const auto content = decoded(body, header.get("Content-Transfer-Encoding", ""));
        if (name == "message/delivery-status") return delivery_status(content);
        if (name == "message/rfc822" || name == "text/rfc822-headers" || name == "message/rfc822-headers") {
            original(content);
            if (name == "text/rfc822-headers" || reported_) return;
        }
        const auto file = file_name(header, type);
        if (name == "text/plain" && file.empty()) {
            if (mail_.text.empty())
                mail_.text = utf8_of(content, type.hasParameter("charset") ? type.getParameter("charset") : "");
            return;
        }
        if (!file.empty()) mail_.attachments.push_back({file, name, content});
    }

    void finish() {
        if (!reported_) return;
        auto report = report_;
        for (const auto& id : mail_.references) report.message_ids.push_back(id);
        mail_.bounce = std::move(report);
    }

private:
    void parts(const Poco::Net::MediaType& type, const std::string& body, int depth) {
        std::istringstream stream(body);
        Poco::Net::MultipartReader reader(stream, type.getParameter("boundary"));
        try {
            while (reader.hasNextPart() && parts_ <= parts_most) {
                MessageHeader header;
                reader.nextPart(header);
                part(header, content_of(reader.stream()), depth + 1);
            }
        } catch (const Poco::Exception&) {   // cut off: what could be read stands
        }
    }

    // Groups of fields with blank lines between: of the message, then of each recipient.
    void delivery_status(const std::string& content) {
        std::istringstream stream(replaced_all(content, "\r\n", "\n"));
        std::string line, last;
        std::map<std::string, std::string> fields;
        while (std::getline(stream, line)) {
            if (!line.empty() && (line[0] == ' ' || line[0] == '\t') && !last.empty()) {
                fields[last] += " " + trimmed(line);
                continue;
            }
            const auto colon = line.find(':');
            if (colon == line.npos) continue;
            last = lowered(trimmed(line.substr(0, colon)));
            fields[last] = trimmed(line.substr(colon + 1));
        }
        const auto action = lowered(fields["action"]);
        if (action != "failed" && action != "delayed") return;
        reported_ = true;
        report_.final = action == "failed";
        const auto semicolon = [](const std::string& text) {
            const auto at = text.find(';');
            return trimmed(at == text.npos ? text : text.substr(at + 1));
        };
        report_.recipient = semicolon(fields["final-recipient"]);
        report_.answer = trimmed(fields["status"] + " " + utf8_of(semicolon(fields["diagnostic-code"]), "utf-8"));
    }

    void original(const std::string& content) {
        try {
            std::istringstream stream(content);
            MessageHeader header;
            header.read(stream);
            const auto ids = ids_in(header.get("Message-ID", ""));
            report_.message_ids.insert(report_.message_ids.begin(), ids.begin(), ids.end());
        } catch (const Poco::Exception&) {  // what is left of the original may be cut anywhere
        }
    }

    static std::string file_name(const MessageHeader& header, const Poco::Net::MediaType& type) {
        std::string disposition;
        Poco::Net::NameValueCollection parameters;
        MessageHeader::splitParameters(header.get("Content-Disposition", ""), disposition, parameters);
        if (parameters.has("filename*")) {
            auto value = parameters.get("filename*");
            const auto quotes = value.rfind('\'');
            for (auto& c : value) c = c == '%' ? '=' : c == '_' ? '\x1f' : c;
            auto name = q_decoded(quotes == value.npos ? value : value.substr(quotes + 1));
            std::replace(name.begin(), name.end(), '\x1f', '_');
            return header_text(name);
        }
        if (parameters.has("filename")) return header_text(parameters.get("filename"));
        if (type.hasParameter("name")) return header_text(type.getParameter("name"));
        return lowered(disposition) == "attachment" ? "bilaga" : "";
    }

    IncomingMail& mail_;
    BounceReport report_;
    bool reported_ = false;
    std::size_t parts_ = 0;
};

}  // namespace

std::optional<IncomingMail> read_mail(std::string_view bytes) {
    try {
        auto text = std::string(bytes);
        if (text.starts_with("From "))
            text.erase(0, text.find('\n') == text.npos ? text.size() : text.find('\n') + 1);  // mbox
        std::istringstream stream(text);
        MessageHeader header;
        header.setFieldLimit(500);
        header.read(stream);
        if (!header.has("From") && !header.has("Message-ID") && !header.has("Subject")) return std::nullopt;
        std::string newline;
        std::getline(stream, newline);  // the empty line
        IncomingMail mail;
        mail.subject = header_text(raw_field(text, "subject"));
        const auto from = header_text(raw_field(text, "from"));
        mail.from = mail_address_of(from).value_or(MailAddress{from, ""});
        const auto own = ids_in(header.get("Message-ID", ""));
        if (!own.empty()) mail.message_id = own.front();
        mail.references = ids_in(header.get("In-Reply-To", ""));
        auto older = ids_in(header.get("References", ""));
        mail.references.insert(mail.references.end(), older.rbegin(), older.rend());
        const auto submitted = lowered(trimmed(header.get("Auto-Submitted", "no")));
        mail.automatic =
            submitted != "no" || header.has("X-Autoreply") || lowered(header.get("Precedence", "")) == "bulk";
        Walk walk(mail);
        walk.part(header, content_of(stream), 0);
        walk.finish();
        return mail;
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

std::vector<std::string> diary_numbers_in(std::string_view text, std::string_view series) {
    const std::regex number("\\b" + std::string(series) + "[ -]?(20[0-9]{2})[/-]([0-9]{4,6})\\b", std::regex::icase);
    const std::string source(text.substr(0, 8000));
    std::vector<std::string> found;
    for (std::sregex_iterator hit(source.begin(), source.end(), number), end; hit != end; ++hit) {
        const auto whole = std::string(series) + " " + (*hit)[1].str() + "/" + (*hit)[2].str();
        if (std::find(found.begin(), found.end(), whole) == found.end()) found.push_back(whole);
    }
    return found;
}

}  // namespace bygd
