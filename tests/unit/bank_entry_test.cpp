#include "payouts/bank_entry.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/bank_files.hpp"
#include "tests/formats.hpp"

namespace bygd {
namespace {

const Date today(2026, 3, 4);

NamedPayment sent(const std::string& state = "attested", bool released = true) {
    NamedPayment named;
    named.state = state;
    named.released = released;
    named.to_recipient = Money::kronor(100'000);
    named.attested_at = parse_utc("2026-03-02T08:00:00.000000Z");
    return named;
}

BankAnswerEntry says(BankSays what, std::int64_t ore = 10'000'000, const std::string& id = "U2026-000001") {
    BankAnswerEntry entry;
    entry.says = what;
    entry.end_to_end_id = id;
    entry.amount = Money::of_minor(ore);
    entry.booked_on = Date(2026, 3, 3);
    entry.key = "k";
    return entry;
}

std::string judged(const BankAnswerEntry& entry, const NamedPayment* named) {
    const auto found = judge(entry, named, today);
    switch (found.verdict) {
    case BankVerdict::pay: return "pay";
    case BankVerdict::reject: return "reject";
    case BankVerdict::note: return "note";
    case BankVerdict::ask: break;
    }
    return found.why;
}
std::string judged(const BankAnswerEntry& entry, const NamedPayment& named) { return judged(entry, &named); }

TEST(BankEntry, pays_only_what_is_booked_and_fits) {
    EXPECT_EQ(judged(says(BankSays::paid), sent()), "pay");
    EXPECT_EQ(judged(says(BankSays::paid, 9'999'999), sent()), "partial");
    EXPECT_EQ(judged(says(BankSays::paid, 10'000'001), sent()), "amount_differs");
    EXPECT_EQ(judged(says(BankSays::paid), sent("paid")), "already_paid");
    EXPECT_EQ(judged(says(BankSays::paid), sent("rejected")), "already_rejected");
    EXPECT_EQ(judged(says(BankSays::paid), sent("attested", false)), "not_sent");
    EXPECT_EQ(judged(says(BankSays::paid), nullptr), "unknown_id");
    EXPECT_EQ(judged(says(BankSays::paid, 1, ""), nullptr), "no_id");
    auto entry = says(BankSays::paid);
    entry.booked_on = today.plus_days(1);
    EXPECT_EQ(judged(entry, sent()), "no_day");
    entry.booked_on = Date(2026, 3, 1);
    EXPECT_EQ(judged(entry, sent()), "day_before_attest");
    entry.booked_on.reset();
    EXPECT_EQ(judged(entry, sent()), "no_day");
    entry.amount.reset();
    EXPECT_EQ(judged(entry, sent()), "no_amount");
    entry.amount = Money::of_minor(10'000'000, Currency::eur);
    EXPECT_EQ(judged(entry, sent()), "amount_differs");
}

TEST(BankEntry, rejects_what_is_refused_and_only_notes_what_is_not_booked) {
    auto refusal = says(BankSays::refused);
    EXPECT_EQ(judged(refusal, sent()), "reject");
    refusal.amount.reset();
    EXPECT_EQ(judged(refusal, sent()), "reject");
    EXPECT_EQ(judged(says(BankSays::refused, 1), sent()), "amount_differs");
    EXPECT_EQ(judged(says(BankSays::refused), sent("paid")), "already_paid");
    EXPECT_EQ(judged(says(BankSays::refused, 1, ""), nullptr), "unknown_file");
    EXPECT_EQ(judged(says(BankSays::taken), sent()), "note");
    EXPECT_EQ(judged(says(BankSays::waiting), sent()), "note");
    EXPECT_EQ(judged(says(BankSays::received), sent("paid")), "returned");
    EXPECT_EQ(judged(says(BankSays::received), nullptr), "received");
}

TEST(BankEntry, by_hand_asks_neither_for_the_number_nor_the_run_but_for_the_amount) {
    EXPECT_EQ(judge_by_hand(says(BankSays::paid, 10'000'000, ""), sent("attested", false), today).verdict, BankVerdict::pay);
    EXPECT_EQ(judge_by_hand(says(BankSays::paid, 5), sent(), today).why, "partial");
    EXPECT_EQ(judge_by_hand(says(BankSays::received), sent(), today).why, "received");
}

TEST(BankEntry, of_a_whole_file_is_one_for_each_payment) {
    const auto each = for_each_payment(says(BankSays::refused, 1, ""), {"U1", "U2"});
    ASSERT_EQ(each.size(), 2u);
    EXPECT_EQ(each[1].end_to_end_id, "U2");
    EXPECT_NE(each[0].key, each[1].key);
}

TEST(BankEntry, cuts_no_character_in_two) {
    EXPECT_EQ(at_most("åäö", 2), "åä");
    EXPECT_EQ(at_most("åäö", 9), "åäö");
}

// What the tests let the bank write is what a bank may write.
TEST(BankEntry, is_tested_with_files_that_are_valid) {
    const auto formats = formats_folder();
    if (!std::filesystem::exists(formats / "iso20022")) GTEST_SKIP() << "no folder of formats: " << formats;
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no xmllint";
    const std::pair<std::string, std::string> files[] = {
        {"camt.054.001.08", camt_054("M1", booked("U2026-000001", "100000.00", "B1") + booked("", "5.00", "B2"))},
        {"pain.002.001.10", pain_002("S1", "K2026-000001", "U2026-000001")}, {"pain.002.001.10", pain_002("S1", "K2026-000001", "")}};
    for (const auto& [message, text] : files) {
        const auto path = std::filesystem::path(testing::TempDir()) / "bank_answer.xml";
        std::ofstream(path, std::ios::binary) << text;
        const auto schema = formats / "iso20022" / "xsd" / (message + ".xsd");
        const auto command = "xmllint --nonet --noout --schema '" + schema.string() + "' '" + path.string() + "' 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << message;
        std::filesystem::remove(path);
    }
}

}  // namespace
}  // namespace bygd
