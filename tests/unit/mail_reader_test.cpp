// Mail that comes in, as mail servers and people really write it: reports of RFC 3464, answers with attachments, and
// what is broken.
#include "jobs/mail_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace bygd {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string crlf(std::string text) {
    return replaced_all(std::move(text), "\n", "\r\n");
}

const std::string report = R"(Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: stod@region.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20261126@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="9B095B5ADSN=_01D6"

This is a MIME-encapsulated message.

--9B095B5ADSN=_01D6
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--9B095B5ADSN=_01D6
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 9B095B5

Final-Recipient: rfc822; butik@example.org
Original-Recipient: rfc822;butik@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <butik@example.org>: Recipient address
    rejected: User unknown

--9B095B5ADSN=_01D6
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Region Dalarna <stod@region.example>
Message-ID: <ours@region.example>
Subject: Vi behöver fler uppgifter

Hej!

--9B095B5ADSN=_01D6--
)";

TEST(MailReader, ReadsAReportThatOursDidNotArrive) {
    for (const auto& bytes : {report, crlf(report)}) {
        const auto mail = read_mail(bytes);
        ASSERT_TRUE(mail && mail->bounce);
        EXPECT_TRUE(mail->bounce->final);
        EXPECT_THAT(mail->bounce->message_ids, ElementsAre("ours@region.example"));
        EXPECT_EQ(mail->bounce->recipient, "butik@example.org");
        EXPECT_EQ(mail->bounce->answer,
                  "5.1.1 550 5.1.1 <butik@example.org>: Recipient address rejected: User unknown");
        EXPECT_TRUE(mail->automatic);
        EXPECT_THAT(mail->attachments, IsEmpty());
    }
}

TEST(MailReader, TellsLateFromLost) {
    const auto late = read_mail(replaced_all(report, "Action: failed", "Action: delayed"));
    ASSERT_TRUE(late->bounce);
    EXPECT_FALSE(late->bounce->final);
    EXPECT_FALSE(read_mail(replaced_all(report, "Action: failed", "Action: delivered"))->bounce);
}

TEST(MailReader, FindsOursByHeadersAloneOrByWhatTheReportAnswers) {
    const auto only_headers = replaced_all(report, "message/rfc822", "text/rfc822-headers");
    EXPECT_THAT(read_mail(only_headers)->bounce->message_ids, ElementsAre("ours@region.example"));
    auto none = report;
    none.resize(none.find("--9B095B5ADSN=_01D6\nContent-Description: Undelivered"));
    none = replaced_all(none, "MIME-Version", "In-Reply-To: <ours2@region.example>\nMIME-Version") +
           "--9B095B5ADSN=_01D6--\n";
    EXPECT_THAT(read_mail(none)->bounce->message_ids, ElementsAre("ours2@region.example"));
}

TEST(MailReader, ReadsAnAnswerInOldLettersWithItsFiles) {
    const auto mail = read_mail(
        crlf("From: =?iso-8859-1?Q?=C5sa_=D6berg?= <asa@example.org>\nSubject: =?utf-8?B?U1Y6IFJVTiAy?=\n"
             " =?utf-8?B?MDI2LzAwNDI=?=\nMessage-ID: <a@example.org>\nReferences: <x@y.z> <ours@region.example>\n"
             "In-Reply-To: <ours@region.example>\nContent-Type: multipart/mixed; boundary=\"b b\"\n\n--b b\n"
             "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nHej d=E5!\n"
             "--b b\nContent-Type: application/pdf; name=\"=?utf-8?Q?bokslut_=C3=A5r.pdf?=\"\n"
             "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--b b--\n"));
    ASSERT_TRUE(mail);
    EXPECT_EQ(mail->from, (MailAddress{"Åsa Öberg", "asa@example.org"}));
    EXPECT_EQ(mail->subject, "SV: RUN 2026/0042");
    EXPECT_THAT(mail->references, ElementsAre("ours@region.example", "ours@region.example", "x@y.z"));
    EXPECT_FALSE(mail->automatic);
    EXPECT_EQ(trimmed(mail->text), "Hej då!");
    ASSERT_THAT(mail->attachments, SizeIs(1));
    EXPECT_EQ(mail->attachments.front().name, "bokslut år.pdf");
    EXPECT_EQ(mail->attachments.front().bytes, "%PDF-1.4\n");
}

TEST(MailReader, SurvivesWhatIsBroken) {
    EXPECT_FALSE(read_mail(""));
    EXPECT_FALSE(read_mail("inte ett brev"));
    EXPECT_FALSE(read_mail(std::string(100, '\0')));
    EXPECT_TRUE(read_mail("From: a@b.se\n\n"));
    EXPECT_TRUE(read_mail("From: a@b.se"));
    EXPECT_EQ(read_mail("Subject: =?utf-8?B?%%%?= =?x?Q?=ZZ?=\n\nx")->subject.find('\n'), std::string::npos);
    EXPECT_TRUE(read_mail(
        "From: a@b.se\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nutan slut"));
    EXPECT_TRUE(read_mail("From: a@b.se\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!"));
    // Report upon report upon report.
    std::string deep = "From: a@b.se\nContent-Type: multipart/mixed; boundary=b0\n\n";
    for (int i = 0; i < 200; ++i) {
        deep +=
            "--b" + std::to_string(i) + "\nContent-Type: multipart/mixed; boundary=b" + std::to_string(i + 1) + "\n\n";
    }
    EXPECT_TRUE(read_mail(deep));
    std::string many = "From: a@b.se\nContent-Type: multipart/mixed; boundary=b\n\n";
    for (int i = 0; i < 5000; ++i) many += "--b\nContent-Disposition: attachment; filename=x\n\nx\n";
    const auto read = read_mail(many + "--b--\n");
    ASSERT_TRUE(read);
    EXPECT_LE(read->attachments.size(), 100u);
}

TEST(DiaryNumbers, AreFoundHoweverTheyAreWritten) {
    EXPECT_THAT(diary_numbers_in("SV: Begäran, RUN 2026/0042", "RUN"), ElementsAre("RUN 2026/0042"));
    EXPECT_THAT(diary_numbers_in("run-2026-0042 run 2026/0042", "RUN"), ElementsAre("RUN 2026/0042"));
    EXPECT_THAT(diary_numbers_in("RUN 2026/0042, RUN 2026/0043", "RUN"), SizeIs(2));
    EXPECT_THAT(diary_numbers_in("PRUN 2026/0042 2026/0042 RUN 2026/42", "RUN"), IsEmpty());
}

}  // namespace
}  // namespace bygd
