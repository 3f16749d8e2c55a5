#include "http/response.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/request.hpp"

namespace bygd {

namespace {

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lowered(a) == lowered(b);
}

Response of(std::string body, std::string content_type, int status) {
    Response response;
    response.status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

// What a browser may show in its window: types that hold no script, or, PDF, that run it in a cage of their own.
bool harmless_to_show(std::string_view media_type) {
    for (const auto* type : {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"}) {
        if (media_type.substr(0, media_type.find(';')) == type) return true;
    }
    return false;
}

Response as_file(Response response, std::string_view name, std::string media_type, Disposition disposition) {
    if (!harmless_to_show(media_type)) disposition = Disposition::attachment;
    // `sandbox` would stop the PDF viewers of browsers, which is why PDF goes without.
    const bool pdf = media_type.starts_with("application/pdf");
    // What is shown may stand in a page of ours, as its preview, and in nobody else's.
    const std::string frames = disposition == Disposition::inline_view ? "frame-ancestors 'self'" : "frame-ancestors 'none'";
    response.set_header("Content-Security-Policy",
                        pdf ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; " + frames
                            : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; " + frames + "; sandbox");
    response.set_header("Content-Disposition", content_disposition(disposition, name));
    response.content_type = std::move(media_type);
    return response;
}

// Signs that turn or hide the text around them (U+200B-F, U+202A-E, U+2060-9, U+FEFF): "gpj.exe" must not read
// "exe.jpg".
std::string without_hidden_signs(std::string_view text) {
    std::string kept;
    for (std::size_t i = 0; i < text.size();) {
        const auto sign = text.substr(i, 3);
        const auto third = sign.size() == 3 ? static_cast<unsigned char>(sign[2]) : 0;
        const bool hidden =
            (sign.starts_with("\xE2\x80") && ((third >= 0x8B && third <= 0x8F) || (third >= 0xAA && third <= 0xAE))) ||
            (sign.starts_with("\xE2\x81") && third >= 0xA0 && third <= 0xA9) || sign == "\xEF\xBB\xBF";
        if (!hidden) kept += text[i];
        i += hidden ? 3 : 1;
    }
    return kept;
}

std::string file_name_of(std::string_view name) {
    auto clean = without_hidden_signs(one_line(name));
    for (auto& c : clean) {
        if (c == '/' || c == '\\') c = '_';
    }
    if (clean.size() > limits::file_name_bytes) {
        auto end = limits::file_name_bytes;
        while (end > 0 && (static_cast<unsigned char>(clean[end]) & 0xC0) == 0x80) --end;  // never within a character
        clean.resize(end);
    }
    return clean.empty() ? "file" : clean;
}

}  // namespace

Response& Response::set_header(std::string name, std::string value) {
    for (const auto& text : {name, value}) {
        if (text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos)
            throw std::logic_error("a header of two lines");
    }
    std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response& Response::set_cookie(std::string name, std::string value, std::optional<std::chrono::seconds> max_age) {
    for (const char c : name + value) {
        if (c <= ' ' || c == ';' || c == ',' || c == '"' || c == '\\' || c == 0x7f)
            throw std::logic_error("a cookie of odd signs");
    }
    std::erase_if(cookies, [&](const Cookie& cookie) { return cookie.name == name; });
    cookies.push_back({std::move(name), std::move(value), max_age});
    return *this;
}

Response& Response::keep_for_ever() {
    return set_header("Cache-Control", "public, max-age=31536000, immutable");
}

const std::string* Response::find_header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (same_name(key, name)) return &value;
    }
    return nullptr;
}

Response html_response(std::string body, int status) {
    return of(std::move(body), "text/html; charset=utf-8", status);
}

Response json_response(const nlohmann::json& value, int status) {
    return of(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), "application/json", status);
}

Response text_response(std::string body, int status) {
    return of(std::move(body), "text/plain; charset=utf-8", status);
}

Response see_other(std::string location) {
    const bool ours = location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\");
    for (auto& c : location) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return see_other("/");
    }
    Response response = of("", "", 303);
    response.set_header("Location", ours ? std::move(location) : "/");
    return response;
}

Response no_content() {
    return of("", "", 204);
}

Response file_response(std::string bytes, std::string_view name, std::string media_type, Disposition disposition) {
    return as_file(of(std::move(bytes), "", 200), name, std::move(media_type), disposition);
}

Response stream_response(std::function<void(std::ostream&)> write, std::string_view name, std::string media_type,
                         Disposition disposition) {
    Response response;
    response.stream = std::move(write);
    return as_file(std::move(response), name, std::move(media_type), disposition);
}

std::string content_disposition(Disposition disposition, std::string_view name) {
    const auto clean = file_name_of(name);
    std::string ascii;
    bool same = true;
    for (const char c : clean) {
        const bool plain = static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\' && c != '%' && c != ';';
        if (plain)
            ascii += c;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            ascii += '_';
        same = same && plain;
    }
    std::string value = disposition == Disposition::attachment ? "attachment" : "inline";
    value += "; filename=\"" + ascii + "\"";
    if (!same) value += "; filename*=UTF-8''" + percent_encoded(clean);
    return value;
}

int http_status(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return 422;
        case ErrorKind::bad_request: return 400;
        case ErrorKind::unauthenticated: return 401;
        case ErrorKind::forbidden: return 403;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        case ErrorKind::too_large: return 413;
        case ErrorKind::too_many: return 429;
        case ErrorKind::unavailable: return 503;
        case ErrorKind::method_not_allowed: return 405;
        case ErrorKind::internal: return 500;
    }
    return 500;
}

std::string_view reason_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Answer";
    }
}

}  // namespace bygd
