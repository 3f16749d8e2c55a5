#include "http/server_framing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::size_t head_bytes = 32 * 1024;
constexpr std::size_t request_line_bytes = 8 * 1024;
constexpr std::size_t header_count = 100;
constexpr std::size_t chunk_line_bytes = 256;
constexpr std::size_t trailer_bytes_most = 8 * 1024;
constexpr int empty_lines_most = 2;
constexpr std::string_view known_methods[] = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"};

bool token_sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), token_sign);
}

bool host_sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-._:[]").find(c) != std::string_view::npos;
}

bool good_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return c == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::optional<std::size_t> number(std::string_view digits, int base, std::size_t most_digits) {
    std::size_t value = 0;
    if (digits.empty() || digits.size() > most_digits) return {};
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (fault != std::errc() || end != digits.data() + digits.size()) return {};
    return value;
}

}  // namespace

std::size_t RequestReader::feed(std::string_view bytes) {
    std::size_t taken = 0;
    bool go_on = true;
    while (go_on && state_ == State::reading) {
        const auto rest = bytes.substr(taken);
        switch (part_) {
            case Part::head:
                go_on = feed_head(rest, taken);
                break;
            case Part::body:
            case Part::chunk:
                go_on = feed_body(rest, taken);
                break;
            case Part::chunk_size:
                go_on = feed_chunk_size(rest, taken);
                break;
            case Part::chunk_end:
                go_on = feed_chunk_end(rest, taken);
                break;
            case Part::trailer:
                go_on = feed_trailer(rest, taken);
                break;
            case Part::done:
                state_ = State::complete;
                break;
        }
    }
    return taken;
}

bool RequestReader::refuse_with(int status, std::string reason) {
    state_ = State::refused;
    refused_status_ = status;
    reason_ = std::move(reason);
    return false;
}

// Line by line, so that a bare line feed is seen at once and not waited upon until the deadline.
bool RequestReader::feed_head(std::string_view bytes, std::size_t& taken) {
    begun_ = begun_ || !bytes.empty();
    for (;;) {
        const auto end = bytes.find('\n', scanned_);
        const auto line_bytes = std::min(end, bytes.size()) - line_start_;
        if (line_start_ == 0 && line_bytes > request_line_bytes) return refuse_with(414, "request line too long");
        if (std::min(end, bytes.size()) > head_bytes) return refuse_with(431, "head too long");
        if (end == bytes.npos) {
            scanned_ = bytes.size();
            return false;
        }
        if (end == line_start_ || bytes[end - 1] != '\r') return refuse_with(400, "bare line feed");
        if (end - 1 == line_start_) break;  // the empty line
        scanned_ = line_start_ = end + 1;
    }
    if (line_start_ == 0) {  // empty lines before a request: RFC 9112 §2.2
        taken += 2;
        scanned_ = 0;
        return ++empty_lines_ <= empty_lines_most || refuse_with(400, "empty lines");
    }
    taken += line_start_ + 2;
    if (!parse_head(bytes.substr(0, line_start_)) || !check_framing()) return false;
    head_complete();
    return state_ == State::reading;
}

bool RequestReader::parse_head(std::string_view text) {
    bool first = true;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 2);
        if (!(first ? parse_request_line(line) : parse_field(line))) return false;
        first = false;
    }
    return true;
}

bool RequestReader::parse_request_line(std::string_view line) {
    const auto one = line.find(' ');
    const auto two = one == line.npos ? line.npos : line.find(' ', one + 1);
    if (two == line.npos) return refuse_with(400, "request line");
    const auto method = line.substr(0, one);
    const auto target = line.substr(one + 1, two - one - 1);
    const auto version = line.substr(two + 1);
    if (!is_token(method)) return refuse_with(400, "method");
    const bool visible = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (target.empty() || !visible || target.find('#') != target.npos) return refuse_with(400, "target");
    const bool http = version.size() == 8 && version.starts_with("HTTP/") && all_digits(version.substr(5, 1)) &&
                      version[6] == '.' && all_digits(version.substr(7));
    if (!http) return refuse_with(400, "version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse_with(505, "version");
    if (std::find(std::begin(known_methods), std::end(known_methods), method) == std::end(known_methods)) {
        return refuse_with(405, "method");
    }
    if (target.front() != '/') return refuse_with(400, "target");
    head_.method = method;
    head_.target = target;
    head_.version_1_1 = version == "HTTP/1.1";
    return true;
}

bool RequestReader::parse_field(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return refuse_with(400, "folded header");
    const auto colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon))) return refuse_with(400, "header name");
    const auto value = without_blanks(line.substr(colon + 1));
    if (!good_value(value)) return refuse_with(400, "header value");
    if (head_.headers.size() == header_count) return refuse_with(431, "too many headers");
    head_.headers.emplace_back(line.substr(0, colon), value);
    return true;
}

bool RequestReader::check_framing() {
    std::size_t hosts = 0, lengths = 0, codings = 0;
    head_.keep_alive = head_.version_1_1;
    for (const auto& [name, value] : head_.headers) {
        const auto key = lowered(name);
        if (key == "host") {
            ++hosts;
            if (value.empty() || !std::all_of(value.begin(), value.end(), host_sign)) return refuse_with(400, "Host");
        } else if (key == "content-length") {
            const auto length = all_digits(value) ? number(value, 10, 18) : std::nullopt;
            if (++lengths > 1) return refuse_with(400, "two Content-Length");
            if (!length) return refuse_with(400, "Content-Length");
            head_.content_length = *length;
        } else if (key == "transfer-encoding") {
            if (++codings > 1) return refuse_with(400, "two Transfer-Encoding");
            if (value != "chunked") return refuse_with(501, "Transfer-Encoding");
            head_.chunked = true;
        } else if (key == "expect") {
            if (lowered(value) != "100-continue") return refuse_with(417, "Expect");
            head_.expects_continue = head_.version_1_1;
        } else if (key == "connection") {
            for (const auto& option : split(lowered(value), ',')) {
                if (without_blanks(option) == "close") head_.keep_alive = false;
            }
        }
    }
    if (hosts > 1 || (hosts == 0 && head_.version_1_1)) return refuse_with(400, "Host");
    if (head_.chunked && lengths > 0) return refuse_with(400, "Content-Length and Transfer-Encoding");
    if (head_.chunked && !head_.version_1_1) return refuse_with(400, "Transfer-Encoding in HTTP/1.0");
    return true;
}

void RequestReader::head_complete() {
    body_limit_ = limit_(head_);
    left_ = head_.content_length;
    part_ = head_.chunked ? Part::chunk_size : left_ > 0 ? Part::body : Part::done;
    too_much(left_);
}

bool RequestReader::too_much(std::size_t more) {
    if (more <= body_limit_ && body_.size() <= body_limit_ - more) return false;
    state_ = State::too_large;
    body_ = {};
    return true;
}

bool RequestReader::feed_body(std::string_view bytes, std::size_t& taken) {
    const auto piece = bytes.substr(0, left_);
    body_.append(piece);
    taken += piece.size();
    left_ -= piece.size();
    if (left_ > 0) return false;
    part_ = part_ == Part::chunk ? Part::chunk_end : Part::done;
    return true;
}

bool RequestReader::feed_chunk_size(std::string_view bytes, std::size_t& taken) {
    const auto end = bytes.find('\n');
    if (std::min(end, bytes.size()) > chunk_line_bytes) return refuse_with(400, "chunk line too long");
    if (end == bytes.npos) return false;
    if (end == 0 || bytes[end - 1] != '\r') return refuse_with(400, "chunk line");
    const auto line = bytes.substr(0, end - 1);
    const auto size = number(line.substr(0, line.find(';')), 16, 8);  // an extension means nothing to us
    if (!size || !good_value(line)) return refuse_with(400, "chunk size");
    taken += end + 1;
    if (too_much(*size)) return false;
    left_ = *size;
    part_ = left_ > 0 ? Part::chunk : Part::trailer;
    return true;
}

bool RequestReader::feed_chunk_end(std::string_view bytes, std::size_t& taken) {
    if (!std::string_view("\r\n").starts_with(bytes.substr(0, 2))) return refuse_with(400, "chunk end");
    if (bytes.size() < 2) return false;
    taken += 2;
    part_ = Part::chunk_size;
    return true;
}

// Trailer fields are read past, never believed.
bool RequestReader::feed_trailer(std::string_view bytes, std::size_t& taken) {
    const auto end = bytes.find('\n');
    if (trailer_bytes_ + std::min(end, bytes.size()) > trailer_bytes_most) return refuse_with(431, "trailer too long");
    if (end == bytes.npos) return false;
    if (end == 0 || bytes[end - 1] != '\r') return refuse_with(400, "trailer");
    const auto line = bytes.substr(0, end - 1);
    taken += end + 1;
    trailer_bytes_ += end + 1;
    if (line.empty())
        part_ = Part::done;
    else if (const auto colon = line.find(':');
             colon == line.npos || !is_token(line.substr(0, colon)) || !good_value(line)) {
        return refuse_with(400, "trailer");
    }
    return true;
}

}  // namespace bygd
