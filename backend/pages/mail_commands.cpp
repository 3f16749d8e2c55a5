#include "pages/mail_commands.hpp"

#include <iostream>
#include <iterator>

#include "base/text.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_in_actions.hpp"
#include "cases/mail_view.hpp"
#include "database/pool.hpp"
#include "jobs/outbox_store.hpp"
#include "jobs/smtp_client.hpp"

namespace bygd {

namespace {

constexpr std::size_t list_most = 200;

// Who has the machine may send again what an officer may.
Actor command_line_actor() {
    Actor actor;
    actor.name = "bygdestod mail";
    actor.roles = {Role::manager, Role::officer};
    return actor;
}

int list(const House& house, const CommandCall& call, std::ostream& out) {
    OutboxFilter filter;
    const auto asked = call.option("view").value_or("all");
    bool known = false;
    for (const auto& each : mail_views()) {
        if (each.name != asked) continue;
        filter.states = each.states;
        known = true;
    }
    if (!known) throw UsageError("There is no view " + asked + ".");
    const auto lines =
        house.services().database.read([&](Transaction& tx) { return list_mails(tx, filter, list_most); });
    for (const auto& line : lines) {
        const auto& mail = line.mail;
        out << mail.id.value() << "  " << stockholm_minute(mail.queued_at) << "  " << to_string(mail.state) << "  "
            << line.diary_number << "  " << mail.mail << "  " << (mail.recipient.empty() ? "-" : mail.recipient)
            << (mail.answer.empty() ? "" : "  " + mail.answer) << "\n";
    }
    if (!house.mail().settings.set_up()) out << "Mail is not set up (mail.host): nothing is sent.\n";
    return 0;
}

int send(const House& house, const CommandCall& call, std::ostream& out) {
    const auto id = call.words.size() == 2 ? whole_number(call.words[1]) : std::nullopt;
    if (!id) throw UsageError("Name the number of a message.");
    const auto& services = house.services();
    const auto mail = services.database.read([&](Transaction& tx) { return find_mail(tx, Id<OutboxMail>(*id)); });
    if (!mail) {
        std::cerr << "bygdestod: there is no message " << *id << ".\n";
        return 1;
    }
    try {
        resend_mail(services, command_line_actor(), mail->id, mail->version, mail->recipient);
    } catch (const Error& error) {
        for (const auto& problem : error.problems())
            std::cerr << "bygdestod: " << services.languages.en(problem) << "\n";
        return 1;
    }
    out << "queued again\n";
    return 0;
}

int test(const House& house, std::ostream& out) {
    const auto& settings = house.mail().settings;
    if (!settings.set_up()) {
        std::cerr << "bygdestod: mail is not set up (mail.host).\n";
        return 1;
    }
    const auto result = SmtpClient(settings).connect();
    out << settings.host << ":" << settings.port << "  "
        << (result.outcome == HandOver::accepted ? "ready" : "cannot be used: " + result.answer) << "\n";
    return result.outcome == HandOver::accepted ? 0 : 1;
}

}  // namespace

int mail_command(const House& house, const CommandCall& call, std::ostream& out) {
    const auto what = call.words.empty() ? std::string() : call.words.front();
    if (what == "list") return list(house, call, out);
    if (what == "send") return send(house, call, out);
    if (what == "test") return test(house, out);
    throw UsageError("Write `mail list`, `mail send NUMBER` or `mail test`.");
}

int mail_in_command(const House& house, std::istream& in, std::ostream& out) {
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    try {
        const auto received = receive_mail(house.services(), bytes);
        out << (received.fresh ? received.mail.state + ", " + received.mail.why : std::string("known already")) << "\n";
        return 0;
    } catch (const Error& error) {
        for (const auto& problem : error.problems())
            std::cerr << "bygdestod: " << house.services().languages.en(problem) << "\n";
        return error.kind() == ErrorKind::unavailable ? 75 : 1;  // EX_TEMPFAIL
    }
}

}  // namespace bygd
