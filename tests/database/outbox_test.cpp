// The outbox on a real database: a thing is queued once, a message is one server's at a time, and what a dead one left
// is known for what it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/hash.hpp"
#include "cases/case_mail.hpp"
#include "cases/diary_store.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_in_actions.hpp"
#include "cases/mail_in_store.hpp"
#include "cases/task_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "jobs/outbox_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing_house::HouseCast;

// Mail is as young as its texts: in the autumn of 2026.
struct MailCast : HouseCast {
    MailCast() { clock.set(parse_utc("2026-11-02T08:00:00.000000Z")); }

    template <typename Work>
    auto in(Work work) {
        return server.database().transact(work);
    }

    std::vector<OutboxMail> mails(const std::string& number) {
        return in([&](Transaction& tx) { return mails_of_case(tx, case_by_number(tx, number).id); });
    }
    OutboxMail newest(const std::string& number, const std::string& name) {
        for (const auto& mail : mails(number)) {
            if (mail.mail == name) return mail;
        }
        throw std::logic_error("no mail " + name);
    }
    OutboxMail look(Id<OutboxMail> id) {
        return in([&](Transaction& tx) { return find_mail(tx, id).value(); });
    }
    std::vector<std::string> diary(const std::string& number) {
        std::vector<std::string> kinds;
        for (const auto& event : in([&](Transaction& tx) { return events_of(tx, case_by_number(tx, number).id); })) {
            if (event.kind.starts_with("mail_")) kinds.push_back(event.kind);
        }
        return kinds;
    }
};

TEST(Outbox, QueuesTheAcknowledgementWithTheApplication) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    const auto mails = cast.mails(number);
    ASSERT_THAT(mails, SizeIs(1));
    EXPECT_EQ(mails.front().mail, "application_received");
    EXPECT_EQ(mails.front().recipient, "butik@example.org");
    EXPECT_EQ(mails.front().state, OutboxState::queued);
    EXPECT_THAT(mails.front().subject, HasSubstr(number));
    EXPECT_THAT(mails.front().text, Not(HasSubstr("{")));
    EXPECT_THAT(cast.faults(), IsEmpty());
}

TEST(Outbox, QueuesTheSameThingOnce) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    auto again = cast.mails(number).front();
    again.message_id = new_message_id("");
    EXPECT_FALSE(cast.in([&](Transaction& tx) { return queue_mail(tx, again, "prov"); }));
    EXPECT_THAT(cast.mails(number), SizeIs(1));
}

TEST(Outbox, LeavesNothingBehindWhenTheStepIsRefused) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    cast.take("anna", number, "assign");
    const auto before = cast.mails(number).size();
    EXPECT_THROW(cast.take("anna", number, "request_supplement",
                           {{"question", "Bokslut"}, {"consequence", "x"}, {"due_on", "2020-01-01"}}),
                 Error);
    EXPECT_THAT(cast.mails(number), SizeIs(before));
}

TEST(Outbox, IsTakenByOneOfManyServers) {
    MailCast cast;
    for (int i = 0; i < 5; ++i) cast.register_application("service_grant");
    const auto now = cast.clock.now();
    std::atomic<int> taken{0};
    std::vector<std::thread> servers;
    for (int i = 0; i < 6; ++i) {
        servers.emplace_back([&, i] {
            auto& database = cast.server.database();
            const auto due = database.look_up([&](Transaction& tx) { return mails_due(tx, now, 50); });
            for (const auto id : due) {
                if (database.transact(
                        [&](Transaction& tx) { return take_mail(tx, id, "server-" + std::to_string(i), now); }))
                    ++taken;
            }
        });
    }
    for (auto& each : servers) each.join();
    EXPECT_EQ(taken, 5);
}

TEST(Outbox, GivesWhatADeadServerHadNotHandedOverToTheNext) {
    MailCast cast;
    const auto id = cast.mails(cast.register_application("service_grant")).front().id;
    const auto now = cast.clock.now();
    const auto take = [&](const char* who, Instant when) {
        return cast.in([&](Transaction& tx) { return take_mail(tx, id, who, when); });
    };
    EXPECT_TRUE(take("dead", now));
    EXPECT_FALSE(take("next", now + outbox_lease - std::chrono::seconds(1)));
    EXPECT_THAT(cast.in([&](Transaction& tx) { return mails_due(tx, now, 9); }), IsEmpty());
    EXPECT_THAT(cast.in([&](Transaction& tx) { return mails_due(tx, now + outbox_lease, 9); }), ElementsAre(id));
    EXPECT_TRUE(take("next", now + outbox_lease));
    // Should it live after all, it may no longer send.
    EXPECT_FALSE(cast.in([&](Transaction& tx) { return begin_sending(tx, id, "dead", now + outbox_lease); }));
    EXPECT_TRUE(cast.in([&](Transaction& tx) { return begin_sending(tx, id, "next", now + outbox_lease); }));
    EXPECT_EQ(cast.look(id).attempts, 2);
}

TEST(Outbox, NeverSendsAgainByItselfWhatMayHaveGone) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    const auto id = cast.mails(number).front().id;
    const auto now = cast.clock.now();
    cast.in([&](Transaction& tx) { return take_mail(tx, id, "dead", now) && begin_sending(tx, id, "dead", now); });
    const auto later = now + outbox_lease;
    EXPECT_THAT(cast.in([&](Transaction& tx) { return mails_due(tx, later + std::chrono::hours(100), 9); }), IsEmpty());
    EXPECT_THAT(cast.in([&](Transaction& tx) { return abandon_sending(tx, later - std::chrono::seconds(1)); }),
                IsEmpty());
    EXPECT_THAT(cast.in([&](Transaction& tx) { return abandon_sending(tx, later); }), SizeIs(1));
    EXPECT_EQ(cast.look(id).state, OutboxState::unknown);
    EXPECT_THAT(cast.in([&](Transaction& tx) { return mails_due(tx, later + std::chrono::hours(100), 9); }), IsEmpty());
    // It lived after all and knows better.
    EXPECT_TRUE(cast.in([&](Transaction& tx) { return note_sent(tx, id, "dead", later, "250"); }));
    EXPECT_EQ(cast.look(id).state, OutboxState::sent);
    EXPECT_FALSE(cast.in([&](Transaction& tx) { return note_sent(tx, id, "dead", later, "250"); }));
}

TEST(Outbox, TakesAPersonToSendAgainOrToStop) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    auto mail = cast.mails(number).front();
    const auto& services = cast.services();
    EXPECT_THROW(stop_mail(services, cast.people.at("eva"), mail.id, mail.version), Error);
    mail = stop_mail(services, cast.people.at("anna"), mail.id, mail.version);
    EXPECT_EQ(mail.state, OutboxState::cancelled);
    EXPECT_THROW(stop_mail(services, cast.people.at("anna"), mail.id, mail.version), Error);
    EXPECT_THROW(resend_mail(services, cast.people.at("anna"), mail.id, mail.version - 1, "a@b.se"), Error);
    for (const auto* wrong : {"", "a", "A <a@b.se>", "a@b.se\r\nRCPT TO:<c@d.se>"}) {
        EXPECT_THROW(resend_mail(services, cast.people.at("anna"), mail.id, mail.version, wrong), Error) << wrong;
    }
    const auto again = resend_mail(services, cast.people.at("anna"), mail.id, mail.version, "ny@example.org");
    EXPECT_EQ(again.state, OutboxState::queued);
    EXPECT_EQ(again.recipient, "ny@example.org");
    EXPECT_EQ(again.message_id, mail.message_id);
    EXPECT_THAT(cast.diary(number), ElementsAre("mail_cancelled", "mail_again"));
    EXPECT_THAT(cast.faults(), IsEmpty());
}

TEST(Outbox, MarksASupplementAsRemindedWhenItsReminderHasGone) {
    MailCast cast;
    const auto number = cast.in_review("service_grant");
    cast.take("anna", number, "request_supplement",
              {{"question", "Skicka bokslutet."},
               {"consequence", "Avvisas."},
               {"due_on", cast.clock.today().plus_days(14).iso()}});
    const auto asked = cast.newest(number, "supplement_requested");
    EXPECT_THAT(asked.text, Not(HasSubstr("bokslutet")));  // by post, unless the region allows letters in mail
    cast.clock.set(cast.clock.now() + std::chrono::days(8));
    run_job(cast.server.database(), cast.clock, timer_job(cast.services()), cast.clock.today());
    const auto reminder = cast.newest(number, "supplement_reminder");
    EXPECT_EQ(reminder.recipient, "butik@example.org");
    cast.in([&](Transaction& tx) { tell_mail(cast.services(), tx, reminder, "sent", cast.clock.now()); });
    const auto reminded = [&](const OutboxMail& mail) { return mail.mail == "supplement_reminder"; };
    EXPECT_THROW(cast.take("anna", number, "remind_supplement"), Error);  // once is enough
    const auto all = cast.mails(number);
    EXPECT_EQ(std::count_if(all.begin(), all.end(), reminded), 1);
    EXPECT_THAT(cast.faults(), IsEmpty());
}

TEST(Outbox, WritesToAColleagueNamedInANote) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    cast.in([&](Transaction& tx) {
        auto bo = find_user(tx, cast.people.at("bo").id).value();
        bo.email = "bo@example.org";
        return update_user(tx, bo);
    });
    const auto events = [&] { return cast.in([&](Transaction& tx) { return diary_head(tx, cast.now(number).id)->sequence; }); };
    const auto before = events();
    try {
        add_note(cast.services(), cast.people.at("anna"), number, "@bo: ring Åsa. @ingen finns inte.");
        FAIL() << "was not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.problems(), (Problems{{"note", "note.unknown_person", {"ingen"}}}));
    }
    EXPECT_EQ(events(), before) << "nothing is half said";
    add_note(cast.services(), cast.people.at("anna"), number, "@bo: ring Åsa på asa@bo.se. @eva har ingen adress. @anna");
    const auto mails = cast.mails(number);
    ASSERT_THAT(mails, SizeIs(2));
    EXPECT_EQ(mails.front().mail, "mentioned");
    EXPECT_EQ(mails.front().recipient, "bo@example.org");
    EXPECT_THAT(mails.front().text, Not(HasSubstr("Åsa")));  // the note itself stays in the house
}

TEST(MailIn, FilesAnAnswerOnceAndMarksABounce) {
    MailCast cast;
    const auto number = cast.register_application("service_grant");
    const auto mail = cast.mails(number).front();
    const auto now = cast.clock.now();
    cast.in([&](Transaction& tx) {
        return take_mail(tx, mail.id, "s", now) && begin_sending(tx, mail.id, "s", now) &&
               note_sent(tx, mail.id, "s", now, "250");
    });
    const std::string answer = "From: a@example.org\nSubject: SV " + number + "\nMessage-ID: <1@example.org>\n\nHej\n";
    EXPECT_EQ(receive_mail(cast.services(), answer).mail.state, "filed");
    EXPECT_FALSE(receive_mail(cast.services(), answer).fresh);
    const auto report =
        "From: MAILER-DAEMON@example.org\nMessage-ID: <2@example.org>\nContent-Type: multipart/report; "
        "boundary=b\n\n--b\n"
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; butik@example.org\nAction: failed\nStatus: "
        "5.1.1\n\n--b\n"
        "Content-Type: text/rfc822-headers\n\nMessage-ID: <" +
        mail.message_id + ">\n\n--b--\n";
    EXPECT_EQ(receive_mail(cast.services(), report).mail.why, "bounced");
    EXPECT_EQ(cast.look(mail.id).state, OutboxState::bounced);
    EXPECT_THAT(cast.diary(number), ElementsAre("mail_received", "mail_bounced"));
    EXPECT_EQ(receive_mail(cast.services(), "From: x@y.se\nSubject: hej\n\n").mail.why, "no_number");
    EXPECT_THROW(receive_mail(cast.services(), " \n"), Error);
    EXPECT_THAT(cast.in([](Transaction& tx) { return waiting_mail_in(tx, 10); }), SizeIs(1));
    EXPECT_THAT(cast.faults(), IsEmpty());
}

}  // namespace
}  // namespace bygd
