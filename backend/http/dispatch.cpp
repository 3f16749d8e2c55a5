#include "http/dispatch.hpp"

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/problem_json.hpp"

namespace bygd {

namespace {

// A page of another site must neither act here in a person's name nor take what is behind sign-in into itself. A plain
// link from elsewhere is well.
void require_own_site(const Request& request) {
    if (request.bearer()) return;
    const auto site = request.header("Sec-Fetch-Site");
    const bool foreign = !site.empty() && site != "same-origin" && site != "none";
    if (request.safe()) {
        if (foreign && !request.route_options().open && request.header("Sec-Fetch-Mode") != "navigate") {
            refuse(ErrorKind::forbidden, "request.cross_site");
        }
        return;
    }
    const auto origin = request.header("Origin");
    const auto slashes = origin.find("://");
    const bool own = origin.empty() || (slashes != origin.npos && origin.substr(slashes + 3) == request.header("Host"));
    if (foreign || !own) refuse(ErrorKind::forbidden, "request.cross_site");
}

void require_csrf(const Request& request) {
    if (request.safe() || !request.route_options().csrf || !request.signed_in() || request.bearer()) return;
    auto sent = request.header("X-CSRF-Token");
    if (sent.empty()) sent = request.form().raw("csrf");
    if (request.csrf().empty() || !equal_in_constant_time(sent, request.csrf())) {
        refuse(ErrorKind::forbidden, "request.csrf");
    }
}

Response answer(const Router& router, const ServerHooks& hooks, Request& request, const std::optional<Error>& refused) {
    auto match = router.match(request.method(), request.path());
    if (match.route) request.set_route(match.route->pattern, match.route->options, std::move(match.params));
    if (hooks.authenticate) hooks.authenticate(request);
    if (refused) throw Error(*refused);
    if (match.allowed.empty()) refuse(ErrorKind::not_found, "not_found");
    if (!match.route) {
        if (request.method() == "OPTIONS") return no_content().set_header("Allow", joined(match.allowed, ", "));
        auto response =
            render(hooks, request, Error(ErrorKind::method_not_allowed, {{"", "request.method_not_allowed"}}));
        return response.set_header("Allow", joined(match.allowed, ", "));
    }
    require_own_site(request);
    if (!match.route->options.open) request.actor();  // throws unauthenticated
    require_csrf(request);
    if (hooks.before) {
        if (auto response = hooks.before(request)) return *std::move(response);
    }
    return hooks.around ? hooks.around(request, match.route->handler) : match.route->handler(request);
}

}  // namespace

Response dispatch(const Router& router, const ServerHooks& hooks, Request& request,
                  const std::optional<Error>& refused) {
    Response response;
    try {
        response = answer(router, hooks, request, refused);
    } catch (const Error& error) {
        response = render(hooks, request, error);
    } catch (const std::exception& error) {
        response = render(hooks, request, fault(request, error.what()));
    } catch (...) {
        response = render(hooks, request, fault(request, "not an exception"));
    }
    try {
        if (hooks.after) hooks.after(request, response);
    } catch (const std::exception& error) {
        fault(request, error.what());  // the effect of the request stands, and so does its answer
    }
    return response;
}

Error fault(const Request& request, std::string_view cause) {
    log::error("request.fault", {{"id", request.request_id()},
                                 {"method", request.method()},
                                 {"route", request.pattern()},
                                 {"cause", one_line(cause.substr(0, 500))}});
    return Error(ErrorKind::internal, {{"", "request.internal"}});
}

Response render(const ServerHooks& hooks, Request& request, const Error& error) {
    try {
        if (hooks.render_error) return hooks.render_error(request, error);
    } catch (const std::exception& again) {
        fault(request, again.what());
    } catch (...) {
        fault(request, "not an exception");
    }
    return problem_json(error, Words(), request.request_id());
}

void put_security_headers(Response& response, bool https) {
    const auto put = [&](const char* name, const char* value) {
        if (!response.find_header(name)) response.headers.emplace_back(name, value);
    };
    // data: for the shapes that the style sheet holds; an image cannot run anything.
    put("Content-Security-Policy",
        "default-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'self'");
    put("X-Content-Type-Options", "nosniff");
    put("Referrer-Policy", "same-origin");
    put("Cross-Origin-Opener-Policy", "same-origin");
    put("Cross-Origin-Resource-Policy", "same-origin");
    put("Cache-Control", "no-store");
    if (https) put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

}  // namespace bygd
