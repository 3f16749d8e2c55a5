// One answer, a value: status, headers, cookies and either a body or a function that writes it piece by piece. The
// server adds length, date and the security headers; a header set here wins over those.
#pragma once

#include <chrono>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace bygd {

// Always HttpOnly, SameSite=Lax, Path=/. Over https the server makes it Secure and puts __Host- before the name, which
// Request::cookie knows: pages use the plain name.
struct Cookie {
    std::string name, value;
    std::optional<std::chrono::seconds> max_age = {};  // none: until the browser closes; 0: away with it
};

struct Response {
    int status = 200;
    std::string content_type = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::vector<Cookie> cookies = {};
    std::string body = {};
    // Instead of `body`: called once, after the handler has returned. An exception before the first 64 KiB becomes an
    // error page; a later one cuts the connection, so that nobody takes half a file for a whole one.
    std::function<void(std::ostream&)> stream = {};

    Response& set_header(std::string name, std::string value);  // replaces one of the same name
    Response& set_cookie(std::string name, std::string value, std::optional<std::chrono::seconds> max_age = {});
    Response& drop_cookie(std::string name) { return set_cookie(std::move(name), "", std::chrono::seconds{0}); }
    Response& keep_for_ever();                                    // cacheable: for addresses that hold a hash
    const std::string* find_header(std::string_view name) const;  // null when not set; any case
};

Response html_response(std::string body, int status = 200);
Response json_response(const nlohmann::json& value, int status = 200);  // throws Error never; invalid UTF-8 is replaced
Response text_response(std::string body, int status = 200);
Response see_other(std::string location);  // 303; `location` a path of ours, or it is "/"
Response no_content();                     // 204

enum class Disposition { attachment, inline_view };
// A file to keep or to look at. `name` may hold anything (RFC 6266, filename*). What could run as a page (HTML, SVG,
// XML) is always an attachment, and nothing a file holds may load or run anything.
Response file_response(std::string bytes, std::string_view name, std::string media_type,
                       Disposition disposition = Disposition::attachment);
Response stream_response(std::function<void(std::ostream&)> write, std::string_view name, std::string media_type,
                         Disposition disposition = Disposition::attachment);

int http_status(ErrorKind kind);         // 422, 400, ...
std::string_view reason_of(int status);  // "Not Found": of the protocol, not for people
std::string content_disposition(Disposition disposition, std::string_view name);

}  // namespace bygd
