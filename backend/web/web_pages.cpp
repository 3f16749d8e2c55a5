#include "base/date_time.hpp"
#include "http/router.hpp"
#include "http/session.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Response get_asset(const Services& services, const Request& request) {
    const auto* asset = services.templates.assets().find(request.path());
    if (!asset) refuse(ErrorKind::not_found, "not_found");
    Response response;
    response.content_type = asset->type;
    response.keep_for_ever();
    if (!asset->gzipped.empty()) {
        response.set_header("Vary", "Accept-Encoding");
        if (request.header("Accept-Encoding").find("gzip") != std::string::npos) {
            response.set_header("Content-Encoding", "gzip");
            response.body = asset->gzipped;
            return response;
        }
    }
    response.body = asset->bytes;
    return response;
}

// Changes nothing but the cookie of whoever asks, so it takes no key and no csrf token.
Response post_language(const Request& request) {
    const bool english = request.form().text("language") == "en";
    auto response = see_other(safe_next(request.form().text("next")));
    response.set_cookie("language", english ? "en" : "sv", std::chrono::hours{24 * 365});
    return response;
}

Response get_accessibility(const Services& services, const Request& request) {
    View view;
    return page(services, request, "web/accessibility", view,
                {.title = words_of(services, request)("web.accessibility.title")});
}

}  // namespace

void add_web_routes(Router& router, const Services& services) {
    const RouteOptions open{.open = true, .csrf = false};
    router.get("/assets/{file}", [&](Request& request) { return get_asset(services, request); }, open);
    router.post("/language", [](Request& request) { return post_language(request); }, open);
    router.get("/accessibility", [&](Request& request) { return get_accessibility(services, request); }, open);
}

}  // namespace bygd
