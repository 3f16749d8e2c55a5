#include "web/page.hpp"

#include <array>

namespace bygd {

namespace {

constexpr std::string_view flash_cookie = "flash";
constexpr std::array<std::pair<FlashKind, std::string_view>, 4> flash_names{{{FlashKind::success, "success"},
                                                                             {FlashKind::info, "info"},
                                                                             {FlashKind::warning, "warning"},
                                                                             {FlashKind::danger, "danger"}}};

// "success:cases.saved"; whatever else stands in the cookie says nothing.
void take_flash(const Request& request, const Words& words, Frame& frame, Response& response) {
    const auto cookie = request.cookie(flash_cookie);
    if (cookie.empty()) return;
    response.drop_cookie(std::string(flash_cookie));
    const auto colon = cookie.find(':');
    if (colon == std::string::npos || !words.has(cookie.substr(colon + 1))) return;
    for (const auto& [kind, name] : flash_names) {
        if (name != cookie.substr(0, colon)) continue;
        frame.flash = words(cookie.substr(colon + 1));
        frame.flash_kind = kind;
    }
}

Frame frame_of(const Request& request, const Words& words, const PageOptions& options) {
    Frame frame{.title = options.title, .nav = options.nav, .crumbs = options.crumbs};
    frame.language = words.language();
    frame.csrf = request.csrf();
    frame.form_key = request.form_key();
    frame.path = request.safe() ? request.target() : request.path();
    if (request.signed_in()) {
        frame.signed_in = true;
        frame.user_name = request.actor().name;
        frame.roles = request.actor().roles;
    }
    return frame;
}

// Whether the problems of such a refusal tell a person more than its heading does.
bool says_more(ErrorKind kind) {
    return kind == ErrorKind::invalid || kind == ErrorKind::conflict || kind == ErrorKind::forbidden ||
           kind == ErrorKind::bad_request || kind == ErrorKind::too_large;
}

bool worth_trying_again(ErrorKind kind) {
    return kind != ErrorKind::invalid && kind != ErrorKind::conflict && kind != ErrorKind::forbidden &&
           kind != ErrorKind::bad_request && kind != ErrorKind::too_large && kind != ErrorKind::not_found &&
           kind != ErrorKind::unauthenticated;
}

}  // namespace

const Words& words_of(const Services& services, const Request& request) {
    return services.languages.of(request.language());
}

Response page(const Services& services, const Request& request, std::string_view template_name, View& body,
              const PageOptions& options) {
    const auto& words = words_of(services, request);
    body.set("CSRF", request.csrf()).set("FORM_KEY", request.form_key());
    auto frame = frame_of(request, words, options);
    Response response = html_response("", options.status);
    take_flash(request, words, frame, response);
    response.body = with_labels_in_summary(framed(services.templates, services.languages, frame,
                                                  services.templates.part(template_name, body, words.language())));
    return response;
}

Response see_other_saying(std::string location, std::string_view word_key, FlashKind kind) {
    auto response = see_other(std::move(location));
    for (const auto& [known, name] : flash_names) {
        if (known == kind)
            response.set_cookie(std::string(flash_cookie), std::string(name) + ":" + std::string(word_key));
    }
    return response;
}

Response error_page(const Services& services, const Request& request, const Error& error) {
    const auto& words = words_of(services, request);
    const auto status = http_status(error.kind());
    const auto key = "web.error." + std::string(to_string(error.kind()));
    View view;
    view.set("STATUS", status).set("HEADING", words(key + ".heading")).set("WHAT", words(key + ".what"));
    if (says_more(error.kind()) && !error.problems().empty()) {
        auto& list = view.add("PROBLEM_LIST");
        for (const auto& problem : error.problems()) {
            if (words.has("problem." + problem.code)) list.add("PROBLEM").set("TEXT", words(problem));
        }
    }
    if (request.safe() && worth_trying_again(error.kind())) view.add("AGAIN").set("URL", request.target());
    view.show_if(error.kind() == ErrorKind::unauthenticated, "SIGN_IN");
    if (status >= 500) view.add("REQUEST").set("REQUEST_ID", request.request_id());
    return page(services, request, "web/error", view, {.title = words(key + ".heading"), .status = status});
}

}  // namespace bygd
