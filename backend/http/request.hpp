// One request, read whole: a handler never meets half a body. Texts from outside are valid UTF-8 here, and the form is
// parsed when it is first asked for. Who asks (actor, csrf, session) is put in by the hooks of server.hpp.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/actor.hpp"
#include "http/form.hpp"

namespace bygd {

// What a route asks of a request. See router.hpp.
struct RouteOptions {
    bool open = false;           // also for those not signed in
    bool csrf = true;            // a POST from a browser must carry the csrf token of its session
    std::size_t body_bytes = 0;  // most bytes of a body; 0: limits::body_bytes for multipart, 1 MiB for the rest
};

class Request {
public:
    struct Parts {
        std::string method = "GET";
        std::string target = "/";  // path and query as sent
        std::vector<std::pair<std::string, std::string>> headers = {};
        std::string body = {};
        std::string client_address = {};  // without port
        std::string request_id = {};      // ours, never the client's
        bool secure = false;              // https, here or at the proxy in front
    };
    // Throws Error bad_request (request.path, request.not_utf8) for a target that cannot be understood.
    explicit Request(Parts parts);

    const std::string& method() const { return parts_.method; }
    bool safe() const;                                           // GET, HEAD, OPTIONS: changes nothing
    const std::string& target() const { return parts_.target; }  // "/cases/2026-0042?tab=1", percent-encoded as sent
    const std::string& path() const { return path_; }            // "/cases/2026-0042", percent-encoded as sent
    bool is_api() const;                                         // path begins with /api/

    std::string query(std::string_view name) const;  // first of that name, as Form::text; missing: ""
    std::vector<std::string> query_all(std::string_view name) const;
    const FormPairs& query_fields() const;
    const std::string& param(std::string_view name) const;  // {name} of the route, decoded; throws std::logic_error
    const Form& form() const;                               // throws as Form::parse, each time
    const std::string& body() const { return parts_.body; }
    // Throws Error bad_request: request.not_json (also when Content-Type is something else), request.not_utf8.
    const nlohmann::json& json() const;
    std::string header(std::string_view name) const;  // any case; repeated ones joined by ", "; missing: ""
    bool has_header(std::string_view name) const;
    std::string cookie(std::string_view name) const;  // missing: "". When secure, the one set with __Host-
    // The token of "Authorization: Bearer TOKEN"; such a request is not checked for csrf, for no browser sends it by
    // itself.
    std::optional<std::string> bearer() const;

    const std::string& request_id() const { return parts_.request_id; }
    const std::string& client_address() const { return parts_.client_address; }
    bool secure() const { return parts_.secure; }
    const std::string& language() const { return language_; }  // "sv"; "en" by the cookie `language`

    bool signed_in() const { return actor_ != nullptr; }
    const Actor& actor() const;  // throws Error unauthenticated (session.none)
    void set_actor(std::shared_ptr<const Actor> actor) { actor_ = std::move(actor); }
    const std::string& csrf() const { return csrf_; }  // of the session; empty: none
    void set_csrf(std::string csrf) { csrf_ = std::move(csrf); }
    const std::string& session() const { return session_; }  // what the hooks know the session by
    void set_session(std::string session) { session_ = std::move(session); }
    const std::string& form_key() const;  // one-time key for the forms of the page made now
    void set_form_key(std::string key) { form_key_ = std::move(key); }

    const std::string& pattern() const { return pattern_; }  // of the route, for logs; "" when there is none
    const RouteOptions& route_options() const { return options_; }
    void set_route(std::string pattern, RouteOptions options, FormPairs params);

private:
    Parts parts_;
    std::string path_;
    std::string query_text_;
    std::string language_ = "sv";
    std::string pattern_, csrf_, session_;
    mutable std::string form_key_;
    RouteOptions options_;
    FormPairs params_;
    std::shared_ptr<const Actor> actor_;
    mutable std::optional<FormPairs> query_;
    mutable std::optional<Form> form_;
    mutable std::shared_ptr<const nlohmann::json> json_;
};

// %41 -> A. With `plus`, + -> space (forms, not paths). None when the escapes are broken.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);
// All but letters, digits and -._~ as %XX: one segment of a path or one value of a query.
std::string percent_encoded(std::string_view text);

}  // namespace bygd
