// What a person may write about a link to Länsstyrelsen (domain §6.1, §7.4): one line a case.
#include "payment_services/payment_link.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace bygd {
namespace {

const Date today(2026, 11, 23);

TypedLink right() {
    return {{"project", "payment_services"}, {"kind", "referral_to"}, {"direction", "to_them"}, {"status", "open"},
            {"agent_status", "candidate"}, {"their_diary_number", "1234-2026"}, {"their_contact_name", "Åsa Nyman"},
            {"their_contact_email", "asa@example.org"}, {"their_contact_phone", "010-225 00 00"},
            {"next_follow_up", "2026-12-01"}, {"note", "Ring först."}, {"service_cash_withdrawal", "1"}};
}

std::string faults(const TypedLink& typed, const PaymentLink& before = {}) {
    Problems problems;
    read_link(typed, before, today, problems);
    std::vector<std::string> told;
    for (const auto& problem : problems) told.push_back(problem.field + ":" + problem.code);
    return joined(told, " ");
}

struct Row {
    const char *field, *value, *expected;
};

class LinkField : public testing::TestWithParam<Row> {};

TEST_P(LinkField, is_taken_or_refused_with_its_reason) {
    auto typed = right();
    typed[GetParam().field] = GetParam().value;
    EXPECT_EQ(faults(typed), GetParam().expected) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(
    TheirDiaryNumber, LinkField,
    testing::Values(Row{"their_diary_number", "", ""}, Row{"their_diary_number", "304-12345-2026", ""},
                    Row{"their_diary_number", "1-1990", ""},
                    Row{"their_diary_number", "1234/2026", "their_diary_number:payment_link.diary_number"},
                    Row{"their_diary_number", "1234567-2026", "their_diary_number:payment_link.diary_number"},
                    Row{"their_diary_number", "12-34-2026", "their_diary_number:payment_link.diary_number"},
                    Row{"their_diary_number", "-2026", "their_diary_number:payment_link.diary_number"},
                    Row{"their_diary_number", "1234-26", "their_diary_number:payment_link.diary_number"},
                    Row{"their_diary_number", "1234-2027", "their_diary_number:payment_link.diary_year"}));

INSTANTIATE_TEST_SUITE_P(
    Contact, LinkField,
    testing::Values(Row{"their_contact_email", "", ""},
                    Row{"their_contact_email", "a@b", "their_contact_email:email.format"},
                    Row{"their_contact_email", "a b@c.se", "their_contact_email:email.format"},
                    Row{"their_contact_phone", "+46 (0)10 225 00 00", ""}, Row{"their_contact_phone", "", ""},
                    Row{"their_contact_phone", "ring växeln", "their_contact_phone:phone.format"},
                    Row{"their_contact_phone", "1234", "their_contact_phone:phone.format"},
                    Row{"their_contact_name", "två\nrader", "their_contact_name:text.one_line"}));

INSTANTIATE_TEST_SUITE_P(
    Choices, LinkField,
    testing::Values(Row{"kind", "", "kind:required"}, Row{"kind", "gossip", "kind:choice.unknown"},
                    Row{"direction", "from_them", "direction:payment_link.direction_to"},
                    Row{"direction", "both", "direction:payment_link.direction_to"},
                    Row{"kind", "referral_from", "direction:payment_link.direction_from"},
                    Row{"kind", "consultation", ""},
                    Row{"agent_status", "x", "agent_status:choice.unknown"}));

INSTANTIATE_TEST_SUITE_P(
    FollowUp, LinkField,
    testing::Values(Row{"next_follow_up", "2026-11-23", ""}, Row{"next_follow_up", "", ""},
                    Row{"next_follow_up", "2026-11-22", "next_follow_up:payment_link.follow_up_past"},
                    Row{"next_follow_up", "2027-02-29", "next_follow_up:date.no_such_day"},
                    Row{"next_follow_up", "nästa vecka", "next_follow_up:date.format"}));

TEST(PaymentLink, tells_all_that_is_wrong_at_once) {
    const TypedLink typed{
        {"status", "waiting"}, {"project", "other"}, {"agent_status", "none"}, {"their_contact_email", "x"}};
    EXPECT_EQ(faults(typed),
              "kind:required direction:required their_contact_email:email.format "
              "next_follow_up:payment_link.follow_up_required");
}

TEST(PaymentLink, of_another_authority_has_a_number_of_its_own_shape) {
    auto typed = right();
    typed["project"] = "other";
    typed["their_diary_number"] = "Ä 2016 001579:03";
    EXPECT_EQ(faults(typed), "");
}

TEST(PaymentLink, keeps_a_follow_up_that_has_passed_as_long_as_it_is_not_touched) {
    Problems none;
    auto before = read_link(right(), {}, today, none);
    before.next_follow_up = Date(2026, 10, 1);
    EXPECT_TRUE(before.follow_up_due(today));
    EXPECT_EQ(faults(typed_of(before), before), "");
    auto moved = typed_of(before);
    moved["next_follow_up"] = "2026-10-02";
    EXPECT_EQ(faults(moved, before), "next_follow_up:payment_link.follow_up_past");
}

TEST(PaymentLink, that_is_done_says_what_came_of_it_and_waits_for_nothing) {
    auto typed = right();
    typed["status"] = "done";
    EXPECT_EQ(faults(typed), "outcome_note:payment_link.outcome_required");
    typed["outcome_note"] = "De tog över.";
    Problems none;
    const auto link = read_link(typed, {}, today, none);
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(link.next_follow_up.has_value());
    EXPECT_FALSE(link.follow_up_due(today));
}

TEST(PaymentLink, is_read_back_as_it_was) {
    Problems none;
    const auto link = read_link(right(), {}, today, none);
    EXPECT_EQ(read_link(typed_of(link), link, today, none), link);
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(link.services, std::set<std::string>{"cash_withdrawal"});
}

}  // namespace
}  // namespace bygd
