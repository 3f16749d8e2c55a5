#include "cases/document_viewer_pages.hpp"

#include "base/text.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "documents/document.hpp"
#include "documents/page_picture.hpp"
#include "documents/upload.hpp"
#include "http/router.hpp"
#include "web/page.hpp"
#include "web/templates.hpp"

namespace bygd {

namespace {

constexpr int picture_width = 1200;              // pixels: sharp on a wide column
constexpr int pages_shown = 200;                 // the rest is a download away
constexpr std::string_view pdf = "application/pdf";

struct Opened {
    Document document;
    bool secret = false;
    std::string url;
};

Opened open_for_viewing(const Services& services, const Request& request) {
    const auto number = diary_number_of_path(request.param("number"));
    const auto id = Id<Document>(whole_number(request.param("id")).value_or(0));
    const auto found = open_document(services, request.actor(), number, id, "page");
    return {found.document, !found.secrecy.empty(), case_url(number) + "/documents/" + std::to_string(id.value())};
}

std::string bytes_of(const Services& services, const Document& document) {
    return services.database.read([&](Transaction& tx) { return document_bytes(tx, document); });
}

Response show_pages(const Services& services, const Request& request) {
    const auto opened = open_for_viewing(services, request);
    const auto& type = opened.document.media_type;
    View view;
    view.set("LANGUAGE", request.language()).set("TITLE", opened.document.name).set("URL", opened.url);
    if (type == pdf) {
        const auto pages = pdf_pages(bytes_of(services, opened.document)).value_or(0);
        for (int page = 1; page <= std::min(pages, pages_shown); ++page) {
            view.add("SHEET").set("PAGE", page).set("PAGES", pages).set("PICTURE_URL", opened.url + "/pages/" + std::to_string(page));
        }
        view.show_if(pages > pages_shown, "MORE").show_if(pages == 0, "UNREADABLE");
    } else if (shown_in_page(type)) {
        view.show("PICTURE");
    } else {
        view.show("NO_PREVIEW");
    }
    auto response = html_response(services.templates.render("cases/document_viewer", view, request.language()));
    // It stands in a page of ours and in nobody else's.
    response.set_header("Content-Security-Policy",
                        "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; frame-ancestors 'self'; base-uri 'none'");
    return response;
}

Response get_picture(const Services& services, const Request& request) {
    const auto page = whole_number(request.param("page"));
    if (!page || *page < 1 || *page > pages_shown) refuse(ErrorKind::not_found, "not_found");
    const auto opened = open_for_viewing(services, request);
    if (opened.document.media_type != pdf) refuse(ErrorKind::not_found, "not_found");
    auto picture = page_picture(bytes_of(services, opened.document), static_cast<int>(*page), picture_width);
    if (!picture) refuse(ErrorKind::not_found, "not_found");
    auto response = file_response(std::move(*picture), "sida-" + std::to_string(*page) + ".png", "image/png", Disposition::inline_view);
    // A stored file never changes; one that is secret is asked for anew each time, so that who may not see it any more does not.
    if (!opened.secret) response.set_header("Cache-Control", "private, max-age=3600, immutable");
    return response;
}

}  // namespace

void add_document_viewer_routes(Router& router, const Services& services) {
    router.get("/cases/{number}/documents/{id}/pages", [&](Request& request) { return show_pages(services, request); });
    router.get("/cases/{number}/documents/{id}/pages/{page}", [&](Request& request) { return get_picture(services, request); });
}

}  // namespace bygd
