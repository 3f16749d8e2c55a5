#include "cases/mail_view.hpp"

#include <algorithm>

namespace bygd {

namespace {

std::string_view kind_of(OutboxState state) {
    switch (state) {
        case OutboxState::sent:
            return "done";
        case OutboxState::queued:
        case OutboxState::taken:
        case OutboxState::sending:
            return "waiting";
        case OutboxState::cancelled:
            return "stopped";
        default:
            return "late";
    }
}

}  // namespace

std::string mail_url(Id<OutboxMail> id) {
    return "/mail/" + std::to_string(id.value());
}

const std::vector<OutboxState>& trouble_with_mail() {
    using enum OutboxState;
    static const std::vector<OutboxState> states{failed, unknown, bounced, no_address};
    return states;
}

const std::vector<MailViewChoice>& mail_views() {
    using enum OutboxState;
    static const std::vector<MailViewChoice> views{{"all", {}},
                                                   {"trouble", trouble_with_mail()},
                                                   {"waiting", {queued, taken, sending}},
                                                   {"sent", {sent}},
                                                   {"failed", {failed, unknown, no_address}},
                                                   {"bounced", {bounced}},
                                                   {"cancelled", {cancelled}}};
    return views;
}

std::string mail_label(const MailRoom& room, const OutboxMail& mail, const std::string& language) {
    const auto& all = room.texts.all();
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto& text) { return text.name == mail.mail; });
    return found == all.rend() ? mail.mail : found->label.in(language);
}

void put_mail_line(View& row, const MailRoom& room, const OutboxMail& mail, const Words& words) {
    row.set("URL", mail_url(mail.id))
        .set("LABEL", mail_label(room, mail, words.language()))
        .set("SUBJECT", mail.subject);
    row.set("TO", mail.recipient.empty()        ? mail.recipient_name
                  : mail.recipient_name.empty() ? mail.recipient
                                                : mail.recipient_name + ", " + mail.recipient);
    row.set("STATE", words("mail.state." + std::string(to_string(mail.state)))).set("STATE_KIND", kind_of(mail.state));
    row.set("WHEN", stockholm_minute(mail.sent_at.value_or(mail.queued_at)));
    const bool told = mail.state != OutboxState::sent && !mail.answer.empty();
    if (told) row.add("TOLD").set("ANSWER", mail.answer);
    if (mail.state == OutboxState::queued && mail.attempts > 0)
        row.add("NEXT_TRY").set("AT", stockholm_minute(mail.next_try_at));
}

void put_mails(View& view, const MailRoom& room, const std::vector<OutboxMail>& mails, const Words& words) {
    for (const auto& mail : mails) put_mail_line(view.add("MAIL"), room, mail, words);
    view.show_if(mails.empty(), "NO_MAILS")
        .show_if(!mails.empty(), "ANY_MAILS")
        .show_if(!room.settings.set_up(), "NOT_SET_UP");
}

}  // namespace bygd
