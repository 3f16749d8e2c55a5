#include "web/page.hpp"

#include <algorithm>
#include <array>

#include "http/parked_form.hpp"
#include "http/session.hpp"

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

// The way to ask once more. What was posted stands in the page with its own key, so that it counts once, whatever has
// become of the first time; but a password is never sent back, nor files.
void put_again(View& view, const Request& request) {
    const auto url = safe_next(request.target());
    if (request.safe()) {
        view.add("AGAIN").set("URL", url);
        return;
    }
    try {
        const auto& form = request.form();
        const auto secret = [](const auto& field) { return secret_field(field.first); };
        if (std::any_of(form.fields().begin(), form.fields().end(), secret)) return;
        const auto fields = worth_parking(form.fields());
        if (fields.empty()) return;
        auto& again = view.add("AGAIN_FORM").set("URL", url).show_if(!form.files().empty(), "FILES");
        again.set("CSRF", form.raw("csrf")).set("FORM_KEY", form.raw("form_key"));
        for (const auto& [name, value] : fields) again.add("FIELD").set("NAME", name).set("VALUE", value);
    } catch (const Error&) {   // no form that can be read
    }
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
    // What could not be reached, and whether anything was saved, is known best where it was tried.
    const bool told = error.kind() == ErrorKind::unavailable && !error.problems().empty() &&
                      words.has("problem." + error.problems().front().code);
    view.set("STATUS", status).set("HEADING", words(key + ".heading"));
    view.set("WHAT", told ? words(error.problems().front()) : words(key + ".what"));
    if (says_more(error.kind()) && !error.problems().empty()) {
        auto& list = view.add("PROBLEM_LIST");
        for (const auto& problem : error.problems()) {
            if (words.has("problem." + problem.code)) list.add("PROBLEM").set("TEXT", words(problem));
        }
    }
    if (worth_trying_again(error.kind()) && (request.safe() || error.kind() == ErrorKind::unavailable)) {
        put_again(view, request);
    }
    view.show_if(error.kind() == ErrorKind::unauthenticated, "SIGN_IN");
    if (status >= 500) view.add("REQUEST").set("REQUEST_ID", request.request_id());
    return page(services, request, "web/error", view, {.title = words(key + ".heading"), .status = status});
}

}  // namespace bygd
