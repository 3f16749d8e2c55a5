#include "decisions/letter_pages.hpp"

#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "decisions/letter_actions.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

int proceeding_of(const Request& request) {
    return static_cast<int>(whole_number(request.query("proceeding")).value_or(0));
}

Response show_preview(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto number = diary_number_of_path(request.param("number"));
    const auto letter = preview_of(services, request.actor(), number, proceeding_of(request));
    View view;
    view.set("SHEET_MARKUP", letter_markup(services, letter.sheet)).set("URL", case_url(number)).set("DIARY_NUMBER", number);
    view.set("PDF_URL", preview_url(number, proceeding_of(request), ".pdf"));
    const auto title = words("letter.preview");
    return page(services, request, "decisions/letter_preview", view,
                {.title = title + " – " + number, .nav = Nav::cases,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {number, case_url(number)}, {title}}});
}

}  // namespace

Response preview_file(const Services& services, const Request& request) {
    const auto number = diary_number_of_path(request.param("number"));
    const auto letter = preview_of(services, request.actor(), number, proceeding_of(request));
    const auto file = services.letters.make(letter_html(services, letter.sheet), {letter.data_name, letter.data});
    const auto name = words_of(services, request)("letter.file.draft", {replaced_all(number, "/", "-")});
    return file_response(file.bytes, name + file.ending, file.media_type, Disposition::inline_view);
}

std::string preview_url(const std::string& diary_number, int proceeding, const char* ending) {
    return case_url(diary_number) + "/preview" + ending + (proceeding > 0 ? "?proceeding=" + std::to_string(proceeding) : "");
}

void add_letter_routes(Router& router, const Services& services) {
    router.get("/cases/{number}/preview", [&](Request& request) { return show_preview(services, request); });
    router.get("/cases/{number}/preview.pdf", [&](Request& request) { return preview_file(services, request); });
    add_letter_api(router, services);
}

}  // namespace bygd
