#include "jobs/mail_dispatcher.hpp"

#include <chrono>
#include <optional>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/outbox_store.hpp"
#include "jobs/smtp_client.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds between_rounds{5};
constexpr std::size_t round_most = 50;
constexpr std::chrono::hours too_old{72};  // nobody wants the news of last spring because mail was set up today
constexpr std::chrono::seconds between_notes{2};
constexpr int note_tries_most = 200;

}  // namespace

MailDispatcher::MailDispatcher(Database& database, const Clock& clock, const MailSettings& settings, MailHands hands)
    : database_(database), clock_(clock), settings_(settings), hands_(std::move(hands)), holder_(random_token(16)) {}

MailDispatcher::~MailDispatcher() {
    stop();
}

void MailDispatcher::start() {
    if (!settings_.set_up() && !hands_.read_incoming) return;
    thread_ = std::thread([this] { watch(); });
}

void MailDispatcher::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

MailRound MailDispatcher::round() {
    MailRound round;
    if (hands_.read_incoming) hands_.read_incoming();
    if (!settings_.set_up()) return round;
    abandon(round);
    const auto due = database_.look_up([&](Transaction& tx) { return mails_due(tx, clock_.now(), round_most); });
    for (const auto id : due) {
        if (stopping_) break;
        send(id, round);
    }
    return round;
}

void MailDispatcher::abandon(MailRound& round) {
    database_.transact([&](Transaction& tx) {
        round.unknown = 0;
        const auto now = clock_.now();
        for (const auto& mail : abandon_sending(tx, now)) {
            ++round.unknown;
            if (hands_.told) hands_.told(tx, mail, "unknown", now);
        }
    });
}

void MailDispatcher::send(Id<OutboxMail> id, MailRound& round) {
    std::optional<OutboxMail> mail;
    OutgoingMail outgoing;
    const bool taken = database_.transact([&](Transaction& tx) {
        const auto now = clock_.now();
        if (!take_mail(tx, id, holder_, now)) return false;
        mail = find_mail(tx, id);
        if (mail->next_try_at + too_old <= now) return true;
        const auto from = mail_address_of(settings_.from).value();
        outgoing = {from,
                    {mail->recipient_name, mail->recipient},
                    mail->subject,
                    mail->text,
                    mail->queued_at,
                    mail->message_id,
                    hands_.attachments ? hands_.attachments(tx, *mail) : std::vector<MailAttachment>()};
        return true;
    });
    if (!taken) return;
    if (outgoing.message_id.empty()) return note(id, "failed", "Waited too long for a mail server.", round);
    SmtpClient client(settings_);
    auto result = client.connect();
    if (result.outcome == HandOver::accepted) result = client.address(outgoing.from.address, outgoing.to.address);
    if (result.outcome == HandOver::accepted) result = client.transfer(rendered(outgoing));
    if (result.outcome == HandOver::accepted) {
        const bool ours =
            database_.transact([&](Transaction& tx) { return begin_sending(tx, id, holder_, clock_.now()); });
        if (!ours) return;  // somebody else has it; the connection is closed without the end of the text
        result = client.finish();
    }
    // At most as many tries as there are waits between them.
    const bool again = result.outcome == HandOver::later && wait_after(mail->attempts);
    note(id,
         result.outcome == HandOver::accepted  ? "sent"
         : result.outcome == HandOver::unknown ? "unknown"
         : again                               ? "later"
                                               : "failed",
         result.answer, round);
}

// What is known of a message must come into its row: while the database is away it is tried again, for as long as the
// lease.
void MailDispatcher::note(Id<OutboxMail> id, std::string_view what, const std::string& answer, MailRound& round) {
    const auto now = clock_.now();
    OutboxMail mail;
    const auto write = [&](bool with_diary) {
        database_.transact([&](Transaction& tx) {
            mail = find_mail(tx, id).value();
            const bool noted = what == "sent"      ? note_sent(tx, id, holder_, now, answer)
                               : what == "unknown" ? note_unknown(tx, id, holder_, now, answer)
                               : what == "failed"  ? note_failed(tx, id, holder_, now, answer)
                                                   : note_deferred(tx, id, holder_, now,
                                                                   now + wait_after(mail.attempts).value(), answer);
            if (noted && with_diary && hands_.told && what != "later") hands_.told(tx, mail, what, now);
        });
    };
    for (int tries = 0;; ++tries) {
        try {
            // Nothing that is wrong with a diary may make a message that was sent look as if it was not.
            write(tries == 0);
            break;
        } catch (const std::exception& error) {
            log::error("mail_note_failed",
                       {{"mail", mail.message_id}, {"outcome", std::string(what)}, {"why", one_line(error.what())}});
            if (tries == note_tries_most || (stopping_ && tries > 0)) return;
        }
        std::unique_lock lock(mutex_);
        if (tries > 0) woken_.wait_for(lock, between_notes, [this] { return stopping_.load(); });
    }
    ++(what == "sent"      ? round.sent
       : what == "unknown" ? round.unknown
       : what == "failed"  ? round.failed
                           : round.deferred);
    log::info("mail." + std::string(what), {{"mail", mail.message_id}, {"kind", mail.mail}, {"answer", answer}});
}

void MailDispatcher::watch() {
    while (!stopping_) {
        try {
            round();
        } catch (const std::exception& error) {
            log::error("mail_round_failed", {{"why", one_line(error.what())}});
        }
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, between_rounds, [this] { return stopping_.load(); });
    }
}

}  // namespace bygd
