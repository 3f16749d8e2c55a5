#include "cases/case_document_pages.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_document_view.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/request_input.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t openings_shown = 50;

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

std::string value(const Typed& typed, const char* name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

// The document with that number in the case: the version asked for, else the newest.
CaseDocument document_asked(Transaction& tx, const Request& request, const Case& subject) {
    const auto number = whole_number(request.param("n")), version = whole_number(request.query("version"));
    for (const auto& document : documents_of(tx, subject.id)) {
        if (document.number == number && (version ? document.version == *version : document.newest)) return document;
    }
    refuse(ErrorKind::not_found, "not_found");
}

void put_preview(View& view, const CaseDocument& document) {
    const auto& type = document.document.media_type;
    if (type == "application/pdf") view.show("PREVIEW_PDF");
    else if (shown_in_page(type)) view.show("PREVIEW_PICTURE");
    else view.show("NO_PREVIEW");
}

void put_versions(View& view, Transaction& tx, const Case& subject, const CaseDocument& shown) {
    auto documents = documents_of(tx, subject.id);
    std::erase_if(documents, [&](const auto& each) { return each.number != shown.number; });
    std::reverse(documents.begin(), documents.end());
    for (const auto& each : documents) {
        auto& row = view.add("VERSION_ROW").set("VERSION", each.version).set("NAME", each.document.name);
        row.set("WHEN", stockholm_minute(each.document.created_at)).set("SIZE", size_text(each.document.size));
        row.set("SHA256", each.document.sha256);
        row.show_if(each.newest, "NEWEST").show_if(each.version == shown.version, "HERE").show_if(each.version != shown.version, "OTHER");
    }
    view.show_if(!shown.newest, "OLD_VERSION");
}

void put_log(View& view, const Services& services, Transaction& tx, const Case& subject, const CaseDocument& shown, const Words& words) {
    std::vector<Id<Document>> versions;
    for (const auto& each : documents_of(tx, subject.id)) {
        if (each.number == shown.number) versions.push_back(each.document.id);
    }
    for (const auto& test : harm_tests_of(tx, subject.id)) {
        if (std::find(versions.begin(), versions.end(), test.document) == versions.end()) continue;
        auto& row = view.add("DEMAND").set("DECISION", words("document.demand." + test.decision)).set("ASKED_ON", test.asked_on.iso());
        row.set("ASKED_BY", test.asked_by.empty() ? words("document.demand.unnamed") : test.asked_by);
        row.set("WHO", test.decided_by).set("WHEN", stockholm_minute(test.decided_at));
        if (!test.ground.empty()) row.add("GROUND").set("TEXT", services.documents.grounds.paragraph(test.ground));
        if (!test.reason.empty()) row.add("REASON").set("TEXT", test.reason);
    }
    const auto openings = openings_of(tx, shown.document.id, openings_shown);
    if (openings.empty()) return;
    auto& list = view.add("OPENINGS");
    for (const auto& each : openings) {
        list.add("OPENING").set("WHO", each.opened_by).set("WHEN", stockholm_minute(each.opened_at))
            .set("WAY", words("document.way." + each.way));
    }
}

void put_forms(View& view, const Services& services, const CaseDocument& shown, const Typed& typed, const Problems& problems,
               const Words& words, const std::string& language) {
    auto& forms = view.add("MAY_WRITE");
    const auto today = services.clock.today();
    const auto grounds = ground_options(services.documents.grounds, today, words("document.no_mark"), language);
    put_options(forms, "ground", grounds, typed.contains("ground") ? value(typed, "ground") : shown.secrecy, problems, words);
    put_field(forms, "reason", value(typed, "reason"), problems, words);
    const auto others = ground_options(services.documents.grounds, today, words("document.demand.no_ground"), language);
    const auto before = typed.contains("demand_ground") ? value(typed, "demand_ground") : shown.secrecy;
    put_options(forms, "demand_ground", others, before, problems, words);
    std::vector<Option> answers;
    for (const std::string answer : {"given", "in_part", "refused"}) answers.push_back({answer, words("document.demand." + answer)});
    put_options(forms, "decision", answers, value(typed, "decision"), problems, words);
    put_field(forms, "asked_on", typed.contains("asked_on") ? value(typed, "asked_on") : today.iso(), problems, words);
    put_field(forms, "asked_by", value(typed, "asked_by"), problems, words);
    put_field(forms, "demand_reason", value(typed, "demand_reason"), problems, words);
    put_field(forms, "file", "", problems, words);
    for (const auto* ground : services.documents.grounds.on(today)) {
        forms.add("GROUND_NOTE").set("PARAGRAPH", ground->paragraph).set("LABEL", ground->label.in(language)).set("TEXT", ground->note);
    }
}

Response show_document(const Services& services, const Request& request, const Problems& problems = {}, int status = 200) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto& language = request.language();
    const auto typed = problems.empty() ? Typed() : input_of(request.form()).fields;
    View view;
    std::string title, url, number;
    services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number_of(request));
        const auto document = document_asked(tx, request, subject);
        const bool may_open = document.secrecy.empty() || may_open_secret(tx, subject, request.actor());
        const auto& form = services.forms.get(subject.form, subject.form_version);
        url = case_url(subject);
        number = subject.diary_number;
        put_problems(view, problems, words);
        put_document_line(view, url, document, may_open, form, services.documents.grounds, words, language);
        view.set("URL", url).set("DIARY_NUMBER", number).set("CASE_TITLE", subject.title).set("ID", document.document.id.value());
        title = words("document.title", {std::to_string(document.number)});
        view.set("HEADING", title).show_if(!may_open, "CLOSED");
        view.set("TYPE", document.document.media_type).set("SHA256", document.document.sha256);
        view.set("STORED", stockholm_minute(document.document.created_at));
        if (!may_open) return;
        put_preview(view.add("OPEN"), document);
        put_versions(view, tx, subject, document);
        put_log(view, services, tx, subject, document, words);
        const bool may_write = request.actor().roles != Roles{Role::auditor};
        if (may_write) put_forms(view, services, document, typed, problems, words, language);
    });
    return page(services, request, "cases/case_document", view,
                {.title = title + " – " + number, .nav = Nav::cases, .status = status,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {number, url}, {words("document.register"), url + "/register"}, {title}}});
}

Response show_register(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string url, number;
    services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number_of(request));
        const bool may_open = may_open_secret(tx, subject, request.actor());
        const auto& form = services.forms.get(subject.form, subject.form_version);
        url = case_url(subject);
        number = subject.diary_number;
        view.set("URL", url).set("DIARY_NUMBER", number).set("CASE_TITLE", subject.title);
        view.set("RECEIVED", subject.received_on.iso()).set("FORM", form.label.in(request.language()));
        const auto documents = documents_of(tx, subject.id);
        bool any = false;
        for (const auto& document : documents) {
            if (!document.newest) continue;
            any = true;
            put_document_line(view.add("ROW"), url, document, may_open, form, services.documents.grounds, words, request.language());
        }
        view.show_if(!any, "EMPTY").show_if(any, "ANY");
    });
    return page(services, request, "cases/case_register", view,
                {.title = words("document.register") + " " + number, .nav = Nav::cases,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {number, url}, {words("document.register")}}});
}

// A form of the page that is refused: the page again, with what is wrong at its field.
template <typename Work>
Response post_on_document(const Services& services, Request& request, const char* done, Work work) {
    require_case_reader(request.actor());
    const auto number = number_of(request);
    const auto id = services.database.read([&](Transaction& tx) {
        return document_asked(tx, request, case_by_number(tx, number)).document.id;
    });
    try {
        work(number, id);
        return see_other_saying(case_url(number) + "/register/" + percent_encoded(request.param("n")), done);
    } catch (const Error& error) {
        const bool here = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict ||
                          (error.kind() == ErrorKind::unavailable && !error.problems().front().field.empty());
        if (!here) throw;
        return show_document(services, request, error.problems(), http_status(error.kind()));
    }
}

Response post_secrecy(const Services& services, Request& request) {
    return post_on_document(services, request, "document.saved.mark", [&](const std::string& number, Id<Document> id) {
        mark_secret(services, request.actor(), number, id, request.form().text("ground"), request.form().text("reason"));
    });
}

Response post_demand(const Services& services, Request& request) {
    return post_on_document(services, request, "document.saved.demand", [&](const std::string& number, Id<Document> id) {
        const auto& form = request.form();
        answer_demand(services, request.actor(), {number, id, form.text("asked_on"), form.text("asked_by"), form.text("decision"),
                                                  form.text("demand_ground"), form.text("demand_reason")});
    });
}

Response post_version(const Services& services, Request& request) {
    return post_on_document(services, request, "document.saved.version", [&](const std::string& number, Id<Document>) {
        const auto files = input_of(request.form()).files;
        if (files.empty()) throw Error(ErrorKind::invalid, {{"file", "document.none"}});
        // The version the person saw, so that two who replace the same one do not hide each other's.
        const auto seen = request.form().integer("document").value_or(0);
        add_version(services, request.actor(), number, Id<Document>(seen), files.front());
    });
}

Response get_file(const Services& services, Request& request) {
    const bool download = !request.query("download").empty();
    const auto id = Id<Document>(whole_number(request.param("id")).value_or(0));
    const auto found = open_document(services, request.actor(), number_of(request), id, download ? "download" : "page");
    const auto& document = found.document;
    auto bytes = services.database.read([&](Transaction& tx) { return document_bytes(tx, document); });
    const bool shown = shown_in_page(document.media_type) && !download;
    return file_response(std::move(bytes), document.name, document.media_type, shown ? Disposition::inline_view : Disposition::attachment);
}

}  // namespace

void add_case_document_routes(Router& router, const Services& services) {
    const RouteOptions large{.body_bytes = limits::documents_body_bytes};
    router.get("/cases/{number}/register", [&](Request& request) { return show_register(services, request); });
    router.get("/cases/{number}/register/{n}", [&](Request& request) { return show_document(services, request); });
    router.post("/cases/{number}/register/{n}/secrecy", [&](Request& request) { return post_secrecy(services, request); });
    router.post("/cases/{number}/register/{n}/demands", [&](Request& request) { return post_demand(services, request); });
    router.post("/cases/{number}/register/{n}/versions", [&](Request& request) { return post_version(services, request); }, large);
    router.get("/cases/{number}/documents/{id}", [&](Request& request) { return get_file(services, request); });
}

}  // namespace bygd
