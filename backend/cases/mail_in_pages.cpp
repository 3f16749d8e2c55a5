#include "cases/mail_in_pages.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_in_actions.hpp"
#include "cases/mail_in_store.hpp"
#include "database/pool.hpp"
#include "documents/document_store.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Id<MailIn> id_of(const Request& request) {
    return Id<MailIn>(whole_number(request.param("id")).value_or(0));
}

// The form that was refused is shown with what was typed; the others are empty.
Response show_incoming(const Services& services, const Request& request, Id<MailIn> refused, const Problems& problems,
                       int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto waiting =
        services.database.look_up([](Transaction& tx) { return waiting_mail_in(tx, limits::page_rows_most); });
    View view;
    for (const auto& mail : waiting) {
        auto& row = view.add("MAIL").set("ID", mail.id.value()).set("SENDER", mail.sender).set("SUBJECT", mail.subject);
        row.set("WHEN", stockholm_minute(mail.received_at))
            .set("WHY", words("mail.in.why." + mail.why))
            .set("VERSION", mail.version);
        if (!may_handle_mail(request.actor())) continue;
        auto& form = row.add("MAY_SETTLE");
        const bool this_one = mail.id == refused;
        form.set("TYPED", this_one ? request.form().text("diary_number") : "");
        if (this_one && !problems.empty()) form.add("WRONG").set("ERROR", words(problems.front()));
    }
    put_problems(view, problems, words);
    view.show_if(waiting.empty(), "NO_MAIL").show_if(!waiting.empty(), "ANY_MAIL");
    return page(services, request, "cases/mail_in_list", view,
                {.title = words("mail.in.title"),
                 .nav = Nav::tasks,
                 .status = status,
                 .crumbs = {{words("mail.title"), "/mail"}, {words("mail.in.title")}}});
}

template <typename Work>
Response settle(const Services& services, const Request& request, const char* done, Work work) {
    try {
        work(static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying("/mail/incoming", done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_incoming(services, request, id_of(request), error.problems(), http_status(error.kind()));
    }
}

Response get_message(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    return services.database.read([&](Transaction& tx) {
        const auto mail = find_mail_in(tx, id_of(request));
        if (!mail || !mail->document) refuse(ErrorKind::not_found, "not_found");
        // Once it is filed, a mark of secrecy in its case holds here too.
        const auto subject = mail->subject_case ? find_case(tx, *mail->subject_case) : std::nullopt;
        const auto filed = subject ? find_case_document(tx, subject->id, *mail->document) : std::nullopt;
        if (filed && !filed->secrecy.empty()) return see_other(case_url(*subject) + "/register/" + std::to_string(filed->number));
        const auto document = find_document(tx, *mail->document).value();
        return file_response(document_bytes(tx, document), document.name, document.media_type, Disposition::attachment);
    });
}

}  // namespace

void add_mail_in_routes(Router& router, const Services& services) {
    router.get("/mail/incoming", [&](Request& request) { return show_incoming(services, request, {}, {}, 200); });
    router.get("/mail/incoming/{id}/message", [&](Request& request) { return get_message(services, request); });
    router.post("/mail/incoming/{id}/filing", [&](Request& request) {
        return settle(services, request, "mail.in.saved.filed", [&](int version) {
            file_mail(services, request.actor(), id_of(request), version, request.form().text("diary_number"));
        });
    });
    router.post("/mail/incoming/{id}/setting-aside", [&](Request& request) {
        return settle(services, request, "mail.in.saved.aside",
                      [&](int version) { set_mail_aside(services, request.actor(), id_of(request), version); });
    });
}

}  // namespace bygd
