// The rules of trying again, and the texts of mail as the house has them.
#include "jobs/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "jobs/mail_text.hpp"
#include "pages/house.hpp"

namespace bygd {
namespace {

TEST(OutboxBackOff, WaitsLongerEachTimeAndGivesUpAfterADay) {
    std::chrono::minutes all{0}, before{0};
    int attempts = 1;
    for (; wait_after(attempts); ++attempts) {
        EXPECT_GT(*wait_after(attempts), before);
        before = *wait_after(attempts);
        all += before;
    }
    EXPECT_EQ(attempts, outbox_attempts_most);
    EXPECT_GT(all, std::chrono::hours(20));
    EXPECT_LT(all, std::chrono::hours(30));
    EXPECT_FALSE(wait_after(0));
}

TEST(Outbox, GivesEachMessageAnIdOfItsOwnInTheDomainOfTheSender) {
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i) ids.insert(new_message_id("stod@region.example"));
    EXPECT_EQ(ids.size(), 100u);
    for (const auto& id : ids) EXPECT_TRUE(id.ends_with("@region.example"));
    EXPECT_TRUE(new_message_id("").ends_with("@bygdestod.invalid"));
}

TEST(MailTexts, OfTheHouseAreInOrderInBothLanguages) {
    const auto texts = MailTexts::load(std::string(BYGD_SOURCE_DIR) + "/schemas/mail");
    EXPECT_THAT(texts.faults(names_of_mail()), testing::IsEmpty());
    MailFacts facts;
    for (const auto& name : certain_mail_facts()) facts[name] = "<" + name + ">";
    for (const auto& text : texts.all()) {
        for (const auto* language : {"sv", "en"}) {
            const auto mail = compose(text, facts, language);
            EXPECT_THAT(mail.subject, testing::Not(testing::HasSubstr("{"))) << text.name;
            EXPECT_THAT(mail.text, testing::Not(testing::HasSubstr("{"))) << text.name;
        }
    }
}

constexpr const char* one_text =
    R"({"version": 1, "source": "s", "mails": [{"name": "a", "label": {"sv": "A", "en": "A"}, "after": ["x"],
 "to": "applicant", "valid_from": "2026-01-01", "subject": {"sv": "Om {diary_number}", "en": "On {diary_number}"},
 "text": [{"sv": "Hej {organisation}", "en": "Hello {organisation}"}, {"sv": "Senast {due_on}", "en": "By {due_on}"},
 {"when": ["letter"], "sv": "Bifogat.", "en": "Attached."}]}]})";

TEST(MailTexts, LeaveOutWhatIsNotKnownAndNeverAGap) {
    const auto texts = MailTexts::parse(one_text, "t.json");
    const auto* text = texts.find("a", Date(2026, 5, 1));
    ASSERT_TRUE(text);
    EXPECT_FALSE(texts.find("a", Date(2025, 12, 31)));
    EXPECT_EQ(compose(*text, {{"diary_number", "RUN 2026/0001"}, {"organisation", "Bua\r\nAB 121212-1212"}}, "sv").text,
              "Hej Bua\r\nAB [personnummer]");
    const auto mail = compose(
        *text, {{"diary_number", "RUN\r\n1"}, {"organisation", "B"}, {"due_on", "2026-12-01"}, {"letter", "1"}}, "en");
    EXPECT_EQ(mail.subject, "On RUN  1");
    EXPECT_EQ(mail.text, "Hello B\n\nBy 2026-12-01\n\nAttached.");
}

TEST(MailTexts, TellEachFaultOfAFile) {
    const auto fault_of = [](std::string from, std::string to) {
        std::string text = one_text;
        text.replace(text.find(from), from.size(), to);
        try {
            MailTexts::parse(text, "t.json");
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string("no fault");
    };
    EXPECT_EQ(fault_of("applicant", "everybody"), "t.json: a: goes to the unknown everybody");
    EXPECT_EQ(fault_of("Senast {due_on}", "Senast {du_on}"), "t.json: a: the unknown fact du_on");
    EXPECT_EQ(fault_of("By {due_on}", "Soon"),
              "t.json: a: a paragraph says other facts in English than in Swedish: Soon");
    EXPECT_EQ(fault_of("Om {diary_number}", "Om {due_on}"), "t.json: a: its subject says due_on, which may be missing");
    EXPECT_EQ(fault_of("\"valid_from\"", "\"valid_form\""), "t.json: a: unknown member valid_form");
    EXPECT_THAT(MailTexts::parse(one_text, "t.json").faults({"y"}),
                testing::ElementsAre("mail a follows from the unknown x"));
}

}  // namespace
}  // namespace bygd
