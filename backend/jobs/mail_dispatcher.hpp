// The thread of a server that sends what waits in the outbox. Any number of servers may do so at once: a message is
// taken by one conditional write. Without a mail server in the settings it does nothing.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "database/pool.hpp"
#include "jobs/mail_message.hpp"
#include "jobs/mail_settings.hpp"
#include "jobs/outbox.hpp"

namespace bygd {

// What the rooms above do for the dispatcher.
struct MailHands {
    // The files that go with a message.
    std::function<std::vector<MailAttachment>(Transaction&, const OutboxMail&)> attachments;
    // In the transaction that notes it: "sent", "failed" or "unknown", for the diary of the case. What it throws is
    // logged, and the note is then made without it.
    std::function<void(Transaction&, const OutboxMail&, std::string_view what, Instant now)> told;
    // Once a round, before sending: reads mail that has come in. May be empty.
    std::function<void()> read_incoming;
};

struct MailRound {
    int sent = 0, deferred = 0, failed = 0, unknown = 0;
};

class MailDispatcher {
public:
    // All must outlive it.
    MailDispatcher(Database& database, const Clock& clock, const MailSettings& settings, MailHands hands);
    ~MailDispatcher();  // stop()
    MailDispatcher(const MailDispatcher&) = delete;
    MailDispatcher& operator=(const MailDispatcher&) = delete;

    void start();
    void stop();  // waits for the message under way; may be called twice
    // One round: what was left by the dead, then what is due. What the thread does.
    MailRound round();

private:
    void watch();
    void send(Id<OutboxMail> id, MailRound& round);
    void abandon(MailRound& round);
    void note(Id<OutboxMail> id, std::string_view what, const std::string& answer, MailRound& round);

    Database& database_;
    const Clock& clock_;
    const MailSettings& settings_;
    const MailHands hands_;
    const std::string holder_;  // this server, in the rows it has taken
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable woken_;
    std::thread thread_;
};

}  // namespace bygd
