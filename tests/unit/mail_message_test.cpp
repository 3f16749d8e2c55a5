// A message as it leaves, made of texts that may hold anything: no name, subject or text adds a header or a recipient.
#include "jobs/mail_message.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace bygd {
namespace {

OutgoingMail message() {
    return {{"Region Dalarna", "stod@region.example"},
            {"Åsa Öberg", "butik@example.org"},
            "Vi behöver fler uppgifter, RUN 2026/0042",
            "Hej!\n\nÅterkom före jul.",
            parse_utc("2026-11-26T06:30:00.000000Z"),
            "abc@region.example",
            {}};
}

std::vector<std::string> lines_of(const std::string& bytes) {
    return split(replaced_all(bytes, "\r\n", "\n"), '\n');
}

// The headers, unfolded.
std::vector<std::string> headers_of(const std::string& bytes) {
    const auto head = replaced_all(bytes.substr(0, bytes.find("\r\n\r\n")), "\r\n ", " ");
    return lines_of(head);
}

std::size_t headers_named(const std::string& bytes, const std::string& name) {
    std::size_t count = 0;
    for (const auto& line : headers_of(bytes)) count += lowered(line).starts_with(lowered(name) + ":");
    return count;
}

void expect_sound(const std::string& bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        ASSERT_LT(static_cast<unsigned char>(bytes[i]), 0x80u) << "at " << i;
        ASSERT_NE(bytes[i], '\0');
        if (bytes[i] == '\n') {
            ASSERT_TRUE(i > 0 && bytes[i - 1] == '\r') << "a lone line feed at " << i;
        }
        if (bytes[i] == '\r') {
            ASSERT_EQ(bytes[i + 1], '\n') << "a lone carriage return at " << i;
        }
    }
    for (const auto& line : lines_of(bytes)) EXPECT_LE(line.size(), 998u);
}

TEST(MailMessage, SaysEveryHeaderOnceAndItsTextInSevenBits) {
    const auto bytes = rendered(message());
    expect_sound(bytes);
    EXPECT_NE(bytes.find("Date: Thu, 26 Nov 2026 06:30:00 +0000\r\n"), bytes.npos);
    EXPECT_NE(bytes.find("From: Region Dalarna <stod@region.example>\r\n"), bytes.npos);
    EXPECT_NE(bytes.find("To: =?UTF-8?B?w4VzYSDDlmJlcmc=?= <butik@example.org>\r\n"), bytes.npos);
    EXPECT_NE(bytes.find("Message-ID: <abc@region.example>\r\n"), bytes.npos);
    EXPECT_NE(bytes.find("Auto-Submitted: auto-generated\r\n"), bytes.npos);
    EXPECT_TRUE(bytes.ends_with("\r\n\r\nHej!\r\n\r\n=C3=85terkom f=C3=B6re jul.\r\n"));
    EXPECT_EQ(rendered(message()), bytes);
}

TEST(MailMessage, LetsNothingTypedAddAHeader) {
    for (const std::string hostile :
         {"Kalle\r\nBcc: alla@example.org", "Kalle\nBcc: alla@example.org", "Kalle\r\n\r\n<script>",
          "Kalle\rBcc: alla@example.org", "Kalle\" <ond@example.org>, \"", "Kalle <ond@example.org>",
          "=?UTF-8?Q?Kalle=0D=0ABcc:_alla@example.org?=", "Kalle\u2028Bcc: alla@example.org", "a,b;c:d@e",
          "(kommentar)", "Kalle\\", "Kalle\x01\x7f", "\u202Eellak"}) {
        auto mail = message();
        mail.to.name = mail.subject = hostile;
        mail.attachments = {{hostile + ".pdf", "application/pdf\r\nX: y", "%PDF-1.4"}};
        const auto bytes = rendered(mail);
        expect_sound(bytes);
        for (const auto* name : {"From", "To", "Subject", "Message-ID", "Date", "Content-Type"}) {
            EXPECT_EQ(headers_named(bytes, name), 1u) << name << " for " << hostile;
        }
        EXPECT_EQ(headers_named(bytes, "Bcc"), 0u) << hostile;
        EXPECT_EQ(headers_of(bytes).size(), 8u) << hostile;
        for (const auto& line : headers_of(bytes)) {
            if (line.starts_with("To:")) {
                EXPECT_TRUE(line.ends_with(" <butik@example.org>")) << line;
            }
        }
    }
}

TEST(MailMessage, FoldsLongSubjectsAtWholeCharacters) {
    auto mail = message();
    for (int i = 0; i < 60; ++i) mail.subject += " åäö";
    const auto bytes = rendered(mail);
    expect_sound(bytes);
    for (const auto& line : lines_of(bytes.substr(0, bytes.find("\r\n\r\n")))) EXPECT_LE(line.size(), 78u) << line;
    mail.subject = std::string(2000, 'x');
    expect_sound(rendered(mail));
}

TEST(MailMessage, CutsLongLinesOfTextAndKeepsSpacesAndDots) {
    auto mail = message();
    mail.text = std::string(5000, 'a') + " \n.\n.början\nslut ";
    const auto bytes = rendered(mail);
    expect_sound(bytes);
    const auto body = bytes.substr(bytes.find("\r\n\r\n") + 4);
    for (const auto& line : lines_of(body)) {
        EXPECT_LE(line.size(), 76u);
        EXPECT_FALSE(line.starts_with("."));
    }
    EXPECT_NE(body.find("=20\r\n=2E\r\n=2Eb=C3=B6rjan\r\nslut=20\r\n"), body.npos);
}

TEST(MailMessage, NamesAttachmentsInAnyLetters) {
    auto mail = message();
    mail.attachments = {{"Beslut RUN 2026-0042 åäö.pdf", "application/pdf", std::string(300, '\xff')}};
    const auto bytes = rendered(mail);
    expect_sound(bytes);
    EXPECT_NE(bytes.find("filename*=UTF-8''Beslut%20RUN%202026-0042%20%C3%A5%C3%A4%C3%B6.pdf"), bytes.npos);
    mail.attachments.front().name = std::string(40, 'x') + "åäöåäöåäöåäöåäöåäö" + std::string(100, 'y') + ".pdf";
    const auto in_pieces = rendered(mail);
    expect_sound(in_pieces);
    EXPECT_NE(in_pieces.find("filename*0*=UTF-8''"), in_pieces.npos);
    EXPECT_NE(in_pieces.find("filename*1*="), in_pieces.npos);
}

TEST(MailAddress, IsOneThatMailCanBeSentTo) {
    EXPECT_EQ(mail_address_of("stod@region.example")->address, "stod@region.example");
    EXPECT_EQ(mail_address_of("Region Dalarna <stod@region.example>")->name, "Region Dalarna");
    EXPECT_EQ(mail_address_of("\"Region, Dalarna\" <stod@region.example>")->name, "Region, Dalarna");
    EXPECT_TRUE(mail_address_of("a@localhost"));
    for (const std::string wrong :
         {"", "a", "@b.se", "a@", "a@b", "a@@b.se", "a b@c.se", "a@b.se>", "a@b.se\r\nRCPT TO:<x@y.se>", "<a@b.se",
          "a@b.se,c@d.se", "åsa@b.se", "a@b.se\n", "a@.se", "a@b.se.", "a@[127.0.0.1]"}) {
        EXPECT_FALSE(mail_address_of(wrong)) << wrong;
    }
    EXPECT_FALSE(mail_address_of(std::string(200, 'a') + "@b.se"));
}

// Tolvan is the number that the tax agency itself uses as an example.
TEST(PersonalNumber, NeverStandsInMail) {
    EXPECT_EQ(without_personal_numbers("Jag är 121212-1212."), "Jag är [personnummer].");
    EXPECT_EQ(without_personal_numbers("191212121212 och 1212121212"), "[personnummer] och [personnummer]");
    EXPECT_EQ(without_personal_numbers("121212+1212"), "[personnummer]");
    EXPECT_EQ(without_personal_numbers("121272-1219"), "[personnummer]");  // coordination number: the day and 60
    EXPECT_EQ(without_personal_numbers("RUN 2026/0042, 1 234 567 kr, 556036-0793"),
              "RUN 2026/0042, 1 234 567 kr, 556036-0793");
    EXPECT_EQ(without_personal_numbers("121212-1213"), "121212-1213");  // no such number
    EXPECT_EQ(without_personal_numbers("2026-11-26 010-123 45 67"), "2026-11-26 010-123 45 67");
    EXPECT_EQ(without_personal_numbers(""), "");
}

}  // namespace
}  // namespace bygd
