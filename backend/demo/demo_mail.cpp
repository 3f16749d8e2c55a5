#include "demo/demo_mail.hpp"

#include <algorithm>

#include "cases/case_mail.hpp"
#include "database/pool.hpp"
#include "jobs/outbox_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t most = 200;
constexpr std::string_view holder = "demo";
const Instant first_mail = start_of_stockholm_day(Date(2026, 10, 1));
const Date first_refusal(2026, 10, 15), first_return(2026, 11, 1);

}  // namespace

void DemoMail::until(Instant at) {
    if (at < first_mail) return;  // mail is as young as its texts
    services_.database.transact([&](Transaction& tx) {
        for (const auto id : mails_due(tx, at, most)) {
            const auto mail = find_mail(tx, id).value();
            const auto sent =
                std::min(mail.queued_at + std::chrono::seconds(20), at);  // before what comes next in the case
            const auto day = stockholm_day(sent);
            take_mail(tx, id, holder, sent);
            if (!refused_ && day >= first_refusal && mail.mail == "application_received") {
                refused_ = true;
                note_failed(tx, id, holder, sent, "550 5.1.1 Recipient address rejected: User unknown");
                tell_mail(services_, tx, mail, "failed", sent);
                continue;
            }
            begin_sending(tx, id, holder, sent);
            note_sent(tx, id, holder, sent, "250 2.0.0 Ok");
            tell_mail(services_, tx, mail, "sent", sent);
            if (returned_ || day < first_return || mail.user) continue;
            returned_ = true;
            note_bounced(tx, id, sent, mail.recipient + ": 5.2.2 552 Mailbox full");
            tell_mail(services_, tx, mail, "bounced", sent);
        }
    });
}

}  // namespace bygd
