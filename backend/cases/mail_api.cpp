#include "cases/mail_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const MailRoom& room, const OutboxMail& mail, const std::string& diary_number,
             const std::string& language) {
    return {{"id", mail.id.value()},
            {"mail", mail.mail},
            {"label", mail_label(room, mail, language)},
            {"case", diary_number.empty() ? json(nullptr) : json(diary_number)},
            {"recipient", mail.recipient},
            {"recipient_name", mail.recipient_name},
            {"subject", mail.subject},
            {"state", to_string(mail.state)},
            {"attempts", mail.attempts},
            {"queued_at", utc_text(mail.queued_at)},
            {"next_try_at", mail.state == OutboxState::queued ? json(utc_text(mail.next_try_at)) : json(nullptr)},
            {"sent_at", mail.sent_at ? json(utc_text(*mail.sent_at)) : json(nullptr)},
            {"answer", mail.answer},
            {"message_id", mail.message_id},
            {"version", mail.version}};
}

Response get_mails(const Services& services, const MailRoom& room, const Request& request) {
    require_case_reader(request.actor());
    OutboxFilter filter;
    filter.text = request.query("text");
    filter.before = whole_number(request.query("after")).value_or(0);
    for (const auto& each : mail_views()) {
        if (each.name == request.query("view")) filter.states = each.states;
    }
    const auto most = rows_asked(request);
    auto lines = services.database.read([&](Transaction& tx) { return list_mails(tx, filter, most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(room, line.mail, line.diary_number, request.language()));
    return json_response({{"set_up", room.settings.set_up()},
                          {"mails", list},
                          {"next", more ? json(std::to_string(lines.back().mail.id.value())) : json(nullptr)}});
}

Id<OutboxMail> id_of(const Request& request) {
    return Id<OutboxMail>(whole_number(request.param("id")).value_or(0));
}

Response one_mail(const Services& services, const MailRoom& room, const Request& request) {
    require_case_reader(request.actor());
    return services.database.read([&](Transaction& tx) {
        const auto mail = find_mail(tx, id_of(request));
        if (!mail) refuse(ErrorKind::not_found, "not_found");
        const auto number =
            mail->subject_case ? find_case(tx, *mail->subject_case).value().diary_number : std::string();
        auto whole = to_json(room, *mail, number, request.language());
        whole["text"] = mail->text;
        whole["events"] = json::array();
        for (const auto& event : events_of_mail(tx, mail->id)) {
            whole["events"].push_back({{"kind", event.kind},
                                       {"at", utc_text(event.at)},
                                       {"by", event.actor_name},
                                       {"recipient", event.recipient},
                                       {"answer", event.answer}});
        }
        return json_response(whole);
    });
}

}  // namespace

void add_mail_api(Router& router, const Services& services, const MailRoom& room) {
    router.get("/api/v1/mail", [&](Request& request) { return get_mails(services, room, request); });
    router.get("/api/v1/mail/{id}", [&](Request& request) { return one_mail(services, room, request); });
    router.post("/api/v1/mail/{id}/sending", [&](Request& request) {
        const auto& body = json_object(request);
        resend_mail(services, request.actor(), id_of(request), json_version(body), json_member(body, "recipient"));
        return one_mail(services, room, request);
    });
    router.post("/api/v1/mail/{id}/cancellation", [&](Request& request) {
        stop_mail(services, request.actor(), id_of(request), json_version(json_object(request)));
        return one_mail(services, room, request);
    });
}

}  // namespace bygd
