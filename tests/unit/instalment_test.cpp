// The reference of a debt and the plan by which it is paid in parts.
#include <gtest/gtest.h>

#include <random>

#include "base/swedish_numbers.hpp"
#include "decisions/ocr_number.hpp"
#include "payouts/instalment.hpp"
#include "tests/refusal.hpp"

namespace bygd {

TEST(OcrNumber, is_found_again_and_no_single_slip_is_another) {
    EXPECT_EQ(ocr_number(57), "7000005707");
    for (const std::int64_t number : {1LL, 57LL, 9'999'999LL, 10'000'000LL, 123'456'789LL}) {
        const auto text = ocr_number(number);
        EXPECT_TRUE(luhn_valid(text)) << text;
        EXPECT_EQ(text[text.size() - 2] - '0', static_cast<int>(text.size() % 10)) << text;
        EXPECT_EQ(number_of_ocr(" " + text.substr(0, 4) + " " + text.substr(4)), number);
        for (std::size_t at = 0; at < text.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                auto slip = text;
                slip[at] = digit;
                if (slip != text) EXPECT_FALSE(number_of_ocr(slip)) << slip;
            }
        }
        EXPECT_FALSE(number_of_ocr(text + "0"));
        EXPECT_FALSE(number_of_ocr(text.substr(1)));
    }
    for (const auto* text : {"", "7", "RUN 2026/0042", "70000057a2", "7000005707 Lima", "99999999999999999999999999"}) {
        EXPECT_FALSE(number_of_ocr(text)) << text;
    }
}

TEST(Instalments, sum_to_the_debt_a_month_apart) {
    const auto plan = monthly_instalments(Money::of_minor(10'000'01), 3, Date(2026, 11, 30));
    ASSERT_EQ(plan.size(), 3u);
    EXPECT_EQ(plan[0].amount, Money::kronor(3'333));
    EXPECT_EQ(plan[2].amount, Money::of_minor(3'334'01));
    EXPECT_EQ(plan[1].due_on, Date(2026, 12, 30));
    EXPECT_EQ(plan[2].due_on, Date(2027, 1, 30));
    EXPECT_EQ(monthly_instalments(Money::kronor(90), 4, Date(2026, 11, 30))[3].due_on, Date(2027, 2, 28)) << "a month without the day";
    std::mt19937_64 random(20'261'127);
    for (int round = 0; round < 2'000; ++round) {
        const auto debt = Money::of_minor(static_cast<std::int64_t>(random() % 100'000'000) + 1);
        const auto parts = monthly_instalments(debt, static_cast<int>(random() % instalments_most) + 1, Date(2026, 1, 31));
        Money sum;
        for (const auto& one : parts) {
            EXPECT_GT(one.amount, Money());
            sum += one.amount;
        }
        EXPECT_EQ(sum, debt);
    }
}

TEST(Instalments, tell_who_is_behind_the_day_after) {
    InstalmentPlan plan{1, {}, monthly_instalments(Money::kronor(900), 3, Date(2026, 5, 31)), Money()};
    EXPECT_EQ(plan.behind(Date(2026, 5, 31)), Money()) << "the last day is theirs";
    EXPECT_EQ(plan.behind(Date(2026, 6, 1)), Money::kronor(300));
    plan.paid = Money::kronor(350);
    EXPECT_EQ(plan.behind(Date(2026, 6, 30)), Money());
    EXPECT_EQ(plan.behind(Date(2026, 7, 1)), Money::kronor(250));
    EXPECT_EQ(plan.next_unpaid()->due_on, Date(2026, 6, 30));
    EXPECT_EQ(plan.next_unpaid()->amount, Money::kronor(250));
    plan.paid = Money::kronor(900);
    EXPECT_FALSE(plan.next_unpaid());
}

TEST(Instalments, are_refused_at_their_field) {
    const auto read = [](const Typed& fields) { read_instalments(fields, Money::kronor(900), Date(2026, 5, 1)); };
    EXPECT_EQ(refusal([&] { read({{"instalments", "61"}, {"first_due_on", "2026-05-31"}}); }), "invalid instalments=number.range");
    EXPECT_EQ(refusal([&] { read({{"instalments", "tre"}, {"first_due_on", "2026-04-30"}}); }), "invalid instalments=number.range first_due_on=instalment.past");
    EXPECT_EQ(refusal([&] { read({{"instalments", ""}, {"first_due_on", "2026-02-30"}}); }), "invalid instalments=required first_due_on=date.no_such_day");
    EXPECT_TRUE(read_instalments({{"instalments", "0"}}, Money::kronor(900), Date(2026, 5, 1)).empty());
}

}  // namespace bygd
