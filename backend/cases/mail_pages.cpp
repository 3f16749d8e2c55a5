#include "cases/mail_pages.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_api.hpp"
#include "cases/mail_view.hpp"
#include "database/pool.hpp"
#include "documents/document_store.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

const MailViewChoice& view_of(const Request& request) {
    const auto asked = request.query("view");
    for (const auto& each : mail_views()) {
        if (each.name == asked) return each;
    }
    return mail_views().front();
}

std::string list_url(const std::string& view, const std::string& text, std::int64_t before = 0) {
    auto url = "/mail?view=" + view;
    if (!text.empty()) url += "&text=" + percent_encoded(text);
    if (before > 0) url += "&before=" + std::to_string(before);
    return url;
}

void put_chips(View& view, Transaction& tx, const Request& request, const Words& words) {
    const auto counts = count_mails(tx);
    for (const auto& each : mail_views()) {
        std::int64_t count = 0;
        for (const auto& [state, mails] : counts) {
            const bool in =
                each.states.empty() || std::find(each.states.begin(), each.states.end(), state) != each.states.end();
            if (in) count += mails;
        }
        auto& row = view.add("CHIP")
                        .set("URL", list_url(each.name, request.query("text")))
                        .set("NAME", words("mail.view." + each.name));
        row.set("COUNT", count).show_if(each.name == view_of(request).name, "HERE");
    }
}

Response get_mails(const Services& services, const MailRoom& room, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto& chosen = view_of(request);
    View view;
    services.database.read([&](Transaction& tx) {
        OutboxFilter filter{chosen.states, request.query("text"), whole_number(request.query("before")).value_or(0)};
        auto lines = list_mails(tx, filter, limits::page_rows + 1);
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        for (const auto& line : lines) {
            auto& row = view.add("MAIL");
            put_mail_line(row, room, line.mail, words);
            if (!line.diary_number.empty()) {
                row.add("CASE").set("CASE_URL", case_url(line.diary_number)).set("NUMBER", line.diary_number);
            }
        }
        view.show_if(lines.empty(), "NO_MAILS").show_if(!lines.empty(), "ANY_MAILS");
        if (more) view.add("NEXT").set("NEXT_URL", list_url(chosen.name, filter.text, lines.back().mail.id.value()));
        put_chips(view, tx, request, words);
        put_field(view, "text", filter.text, {}, words);
    });
    view.set("VIEW", chosen.name).show_if(!room.settings.set_up(), "NOT_SET_UP");
    return page(services, request, "cases/mail_list", view, {.title = words("mail.title"), .nav = Nav::tasks});
}

Id<OutboxMail> id_of(const Request& request) {
    return Id<OutboxMail>(whole_number(request.param("id")).value_or(0));
}

void put_log(View& view, Transaction& tx, const OutboxMail& mail, const Words& words) {
    for (const auto& event : events_of_mail(tx, mail.id)) {
        auto& row =
            view.add("EVENT").set("WHAT", words("mail.event." + event.kind)).set("AT", stockholm_minute(event.at));
        row.set("WHO", event.actor_name).set("EVENT_TO", event.recipient).set("EVENT_ANSWER", event.answer);
    }
}

Response show_mail(const Services& services, const MailRoom& room, const Request& request, const std::string& typed,
                   const Problems& problems, int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        const auto mail = find_mail(tx, id_of(request));
        if (!mail) refuse(ErrorKind::not_found, "not_found");
        put_mail_line(view, room, *mail, words);
        view.set("TEXT", mail->text).set("MESSAGE_ID", mail->message_id).set("VERSION", mail->version);
        if (mail->subject_case) {
            const auto subject = find_case(tx, *mail->subject_case).value();
            view.add("CASE")
                .set("CASE_URL", case_url(subject))
                .set("NUMBER", subject.diary_number)
                .set("TITLE", subject.title);
            for (const auto id : mail->attachments) {
                view.add("ATTACHED")
                    .set("FILE_URL", case_url(subject) + "/documents/" + std::to_string(id.value()))
                    .set("FILE", find_document(tx, id).value().name);
            }
        }
        put_log(view, tx, *mail, words);
        put_problems(view, problems, words);
        const bool may = may_handle_mail(request.actor());
        view.show_if(mail->state == OutboxState::unknown, "UNKNOWN").show_if(!room.settings.set_up(), "NOT_SET_UP");
        if (may && mail->may_send_again()) {
            put_field(view.add("MAY_SEND_AGAIN"), "recipient", problems.empty() ? mail->recipient : typed, problems,
                      words);
        }
        view.show_if(may && mail->may_cancel(), "MAY_CANCEL");
        title = mail->subject;
    });
    return page(
        services, request, "cases/mail", view,
        {.title = title, .nav = Nav::tasks, .status = status, .crumbs = {{words("mail.title"), "/mail"}, {title}}});
}

template <typename Work>
Response act(const Services& services, const MailRoom& room, const Request& request, const char* done, Work work) {
    try {
        work();
        return see_other_saying(mail_url(id_of(request)), done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_mail(services, room, request, request.form().text("recipient"), error.problems(),
                         http_status(error.kind()));
    }
}

}  // namespace

void add_mail_routes(Router& router, const Services& services, const MailRoom& room) {
    router.get("/mail", [&](Request& request) { return get_mails(services, room, request); });
    router.get("/mail/{id}", [&](Request& request) { return show_mail(services, room, request, "", {}, 200); });
    router.post("/mail/{id}/sending", [&](Request& request) {
        return act(services, room, request, "mail.saved.again", [&] {
            const auto& form = request.form();
            resend_mail(services, request.actor(), id_of(request),
                        static_cast<int>(form.integer("version").value_or(0)), form.text("recipient"));
        });
    });
    router.post("/mail/{id}/cancellation", [&](Request& request) {
        return act(services, room, request, "mail.saved.cancelled", [&] {
            stop_mail(services, request.actor(), id_of(request),
                      static_cast<int>(request.form().integer("version").value_or(0)));
        });
    });
    add_mail_api(router, services, room);
}

}  // namespace bygd
