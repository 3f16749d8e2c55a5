#include "cases/document_register_pages.hpp"

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_document_view.hpp"
#include "cases/document_register_store.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr int days_shown_first = 30;

RegisterSpan span_of(const Request& request, Date today, Problems& problems) {
    RegisterSpan span{today.plus_days(-days_shown_first), today, request.query("direction"), {}, 0};
    for (const auto& [name, day] : {std::pair("from", &span.from), std::pair("to", &span.to)}) {
        try {
            if (!request.query(name).empty()) *day = Date::parse(request.query(name), name);
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    if (problems.empty() && span.to < span.from) problems.push_back({"to", "document.span"});
    const auto after = split(request.query("after"), '.');
    if (after.size() == 2) {
        span.after_case = Id<Case>(whole_number(after[0]).value_or(0));
        span.after_number = static_cast<int>(whole_number(after[1]).value_or(0) % 1'000'000);
    }
    return span;
}

void put_row(View& row, const Services& services, const RegisteredDocument& found, const Words& words, const std::string& language) {
    row.set("DAY", found.dated_on.iso()).set("CASE", found.diary_number).set("CASE_TITLE", found.case_title);
    row.set("CASE_URL", case_url(found.diary_number)).set("NUMBER", found.number);
    row.set("DIRECTION", words("case.direction." + found.direction)).set("WHO", found.counterpart);
    row.set("KIND", document_kind_label(services.forms.latest(found.form), found.kind, words, language));
    row.set("NAME", found.secrecy.empty() ? found.name : words("document.secret_name"));
    if (!found.secrecy.empty()) row.add("SECRET").set("GROUND", services.documents.grounds.paragraph(found.secrecy));
}

Response get_register(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    Problems problems;
    const auto span = span_of(request, services.clock.today(), problems);
    std::vector<RegisteredDocument> rows;
    if (problems.empty()) {
        rows = services.database.look_up([&](Transaction& tx) { return registered_documents(tx, span, limits::page_rows + 1); });
    }
    const bool more = rows.size() > limits::page_rows;
    if (more) rows.pop_back();
    for (const auto& row : rows) put_row(view.add("ROW"), services, row, words, request.language());
    const auto query = "from=" + span.from.iso() + "&to=" + span.to.iso() +
                       (span.direction.empty() ? "" : "&direction=" + percent_encoded(span.direction));
    if (more) {
        view.add("NEXT").set("URL", "/public-records?" + query + "&after=" + std::to_string(rows.back().subject.value()) + "." +
                                        std::to_string(rows.back().number));
    }
    for (const auto* format : {"xlsx", "csv", "html"}) {
        view.add("EXPORT").set("URL", std::string("/reports/public-records.") + format + "?" + query)
            .set("FORMAT", words(std::string("reports.format.") + format));
    }
    const auto typed = [&](const char* name, Date day) { return request.query(name).empty() ? day.iso() : request.query(name); };
    put_field(view, "from", typed("from", span.from), problems, words);
    put_field(view, "to", typed("to", span.to), problems, words);
    std::vector<Option> directions{{"", words("document.all_directions")}};
    for (const std::string direction : {"in", "out", "drawn_up"}) directions.push_back({direction, words("case.direction." + direction)});
    put_options(view, "direction", directions, span.direction, problems, words);
    view.show_if(rows.empty(), "EMPTY").show_if(!rows.empty(), "ANY");
    return page(services, request, "cases/document_register", view,
                {.title = words("document.public.title"), .nav = Nav::cases, .status = problems.empty() ? 200 : 422});
}

}  // namespace

void add_document_register_routes(Router& router, const Services& services) {
    router.get("/public-records", [&](Request& request) { return get_register(services, request); });
}

}  // namespace bygd
