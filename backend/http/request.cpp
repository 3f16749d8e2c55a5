#include "http/request.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lowered(a) == lowered(b);
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return {};
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain)
            encoded += c;
        else
            encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return encoded;
}

Request::Request(Parts parts) : parts_(std::move(parts)) {
    const auto question = parts_.target.find('?');
    path_ = parts_.target.substr(0, question);
    if (question != parts_.target.npos) query_text_ = parts_.target.substr(question + 1);
    const auto decoded = percent_decoded(path_, false);
    if (!path_.starts_with('/') || !decoded) refuse(ErrorKind::bad_request, "request.path");
    if (!valid_utf8(*decoded)) refuse(ErrorKind::bad_request, "request.not_utf8");
    for (const char c : *decoded) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) refuse(ErrorKind::bad_request, "request.path");
    }
    if (cookie("language") == "en") language_ = "en";
}

bool Request::safe() const {
    return parts_.method == "GET" || parts_.method == "HEAD" || parts_.method == "OPTIONS";
}

bool Request::is_api() const {
    return path_.starts_with("/api/");
}

const FormPairs& Request::query_fields() const {
    if (!query_) query_ = parse_urlencoded(query_text_);
    return *query_;
}

std::string Request::query(std::string_view name) const {
    for (const auto& [key, value] : query_fields()) {
        if (key == name) return clean_text(value);
    }
    return "";
}

std::vector<std::string> Request::query_all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : query_fields()) {
        if (key == name) values.push_back(clean_text(value));
    }
    return values;
}

const std::string& Request::param(std::string_view name) const {
    for (const auto& [key, value] : params_) {
        if (key == name) return value;
    }
    throw std::logic_error("the route " + pattern_ + " has no {" + std::string(name) + "}");
}

const Form& Request::form() const {
    if (!form_) form_ = Form::parse(header("Content-Type"), parts_.body);
    return *form_;
}

const nlohmann::json& Request::json() const {
    if (json_) return *json_;
    const auto type = lowered(header("Content-Type"));
    const auto essence = trimmed(std::string_view(type).substr(0, type.find(';')));
    if (essence != "application/json" && !essence.ends_with("+json"))
        refuse(ErrorKind::bad_request, "request.not_json");
    if (!valid_utf8(parts_.body)) refuse(ErrorKind::bad_request, "request.not_utf8");
    auto value = nlohmann::json::parse(parts_.body, nullptr, false);
    if (value.is_discarded()) refuse(ErrorKind::bad_request, "request.not_json");
    json_ = std::make_shared<const nlohmann::json>(std::move(value));
    return *json_;
}

std::string Request::header(std::string_view name) const {
    std::string joined;
    bool first = true;
    for (const auto& [key, value] : parts_.headers) {
        if (!same_name(key, name)) continue;
        joined += (first ? "" : ", ") + value;
        first = false;
    }
    return joined;
}

bool Request::has_header(std::string_view name) const {
    for (const auto& header : parts_.headers) {
        if (same_name(header.first, name)) return true;
    }
    return false;
}

std::string Request::cookie(std::string_view name) const {
    const bool prefixed = name.starts_with("__Host-");
    const auto wanted = (parts_.secure && !prefixed ? "__Host-" : "") + std::string(name);
    for (const auto& [key, value] : parts_.headers) {
        if (!same_name(key, "Cookie")) continue;
        for (const auto& pair : split(value, ';')) {
            const auto text = trimmed(pair);
            const auto equals = text.find('=');
            if (equals != text.npos && text.compare(0, equals, wanted) == 0) return text.substr(equals + 1);
        }
    }
    return "";
}

std::optional<std::string> Request::bearer() const {
    const auto value = header("Authorization");
    if (lowered(value.substr(0, 7)) != "bearer ") return {};
    return trimmed(value.substr(7));
}

const Actor& Request::actor() const {
    if (!actor_) refuse(ErrorKind::unauthenticated, "session.none");
    return *actor_;
}

const std::string& Request::form_key() const {
    if (form_key_.empty()) form_key_ = random_token(16);
    return form_key_;
}

void Request::set_route(std::string pattern, RouteOptions options, FormPairs params) {
    pattern_ = std::move(pattern);
    options_ = options;
    params_ = std::move(params);
}

}  // namespace bygd
