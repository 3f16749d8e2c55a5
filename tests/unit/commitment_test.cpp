// Payment plans as plain values: what payments and releases leave of them, and what counts against an authorisation.
#include <gtest/gtest.h>

#include "budget/commitment.hpp"
#include "budget/fund_closing.hpp"
#include "tests/refusal.hpp"

namespace bygd {
namespace {

PaymentPlan plan(const std::string& text) { return plan_of_text(text); }
Money kr(int kronor) { return Money::kronor(kronor); }

TEST(PaymentPlan, IsReadBackFromItsText) {
    for (const auto* text : {"", "2026=1.00", "2026=1500000.00;2027=0.01;2031=99.90"}) EXPECT_EQ(plan_text(plan(text)), text);
}

TEST(PaymentPlan, IsEatenFromItsFirstYearByPaymentsAndFromItsLastByReleases) {
    struct Row {
        const char* plan;
        int granted, paid, released;
        const char* left;
    };
    const Row rows[] = {
        {"2026=100.00;2027=50.00", 150, 0, 0, "2026=100.00;2027=50.00"},
        {"2026=100.00;2027=50.00", 150, 30, 0, "2026=70.00;2027=50.00"},
        {"2026=100.00;2027=50.00", 150, 100, 0, "2027=50.00"},
        {"2026=100.00;2027=50.00", 150, 120, 10, "2027=20.00"},
        {"2026=100.00;2027=50.00", 150, 0, 60, "2026=90.00"},
        {"2026=100.00;2027=50.00", 150, 90, 60, ""},
        {"2026=100.00", 150, 0, 0, "2026=150.00"},               // more is granted than is planned
        {"2026=100.00;2027=50.00", 80, 0, 0, "2026=80.00"},      // and less
        {"", 40, 10, 0, "2030=30.00"},
        {"", 0, 0, 0, ""},
    };
    for (const auto& row : rows) {
        const auto left = left_of(plan(row.plan), kr(row.granted), kr(row.paid), kr(row.released), 2030);
        EXPECT_EQ(plan_text(left), row.left) << row.plan << " paid " << row.paid << " released " << row.released;
        EXPECT_EQ(sum_of(left), kr(row.granted - row.paid - row.released));
    }
}

TEST(PaymentPlan, SaysWhatFallsDueAfterAYear) {
    const auto due = plan("2026=1.00;2027=10.00;2029=100.00");
    EXPECT_EQ(due_after(due, 2025), kr(111));
    EXPECT_EQ(due_after(due, 2026), kr(110));
    EXPECT_EQ(due_after(due, 2028), kr(100));
    EXPECT_EQ(due_until(due, 2027), kr(11));
    EXPECT_EQ(due_after({}, 2026), Money());
}

TEST(PaymentPlan, TellsEveryFieldThatIsWrong) {
    const auto read = [](std::map<std::string, std::string, std::less<>> typed) {
        Problems problems;
        read_plan(typed, kr(100), 2026, {}, problems);
        return refusal([&] { require_none(problems); });
    };
    EXPECT_EQ(read({}), "nothing");
    EXPECT_EQ(read({{"plan_1_year", "2026"}, {"plan_1_amount", "60"}, {"plan_3_year", "2028"}, {"plan_3_amount", "40"}}), "nothing");
    EXPECT_EQ(read({{"plan_1_year", "2026"}, {"plan_1_amount", "60"}}), "invalid plan_1_amount=plan.sum");
    EXPECT_EQ(read({{"plan_1_year", "2037"}, {"plan_1_amount", "100"}}), "invalid plan_1_year=number.range");
    EXPECT_EQ(read({{"plan_1_year", "2026"}, {"plan_1_amount", ""}}), "invalid plan_1_amount=amount.empty");
    EXPECT_EQ(read({{"plan_2_year", "x"}, {"plan_2_amount", "0"}}), "invalid plan_2_year=number.range plan_2_amount=amount.zero");
    EXPECT_EQ(read({{"plan_1_year", "2026"}, {"plan_1_amount", "50"}, {"plan_2_year", "2026"}, {"plan_2_amount", "50"}}),
              "invalid plan_2_year=plan.year_twice");
}

TEST(Commitments, CountWhatIsPlannedLaterAndOnTheLastDayAllThatIsUnpaid) {
    Commitments commitments{Date(2026, 11, 24), {{2025, 1, kr(1)}, {2026, 1, kr(10)}, {2027, 2, kr(100)}, {2029, 1, kr(1000)}}};
    EXPECT_EQ(commitments.total(), kr(1111));
    EXPECT_EQ(commitments.after(2026), kr(1100));
    EXPECT_EQ(commitments.counted(), kr(1100));
    commitments.day = Date(2026, 12, 31);
    EXPECT_EQ(commitments.counted(), kr(1111));
}

TEST(FundClosing, IsConfirmedAndOpenedByAnotherPersonThanWhoAsked) {
    const Id<User> asker(1), other(2);
    ClosingState state;
    EXPECT_TRUE(is_open_to(state, ClosingStep::asked, asker));
    EXPECT_FALSE(is_open_to(state, ClosingStep::reopen_asked, asker)) << "nothing is closed";
    state.waits = ClosingStep::asked;
    state.asked_by = asker;
    EXPECT_FALSE(is_open_to(state, ClosingStep::asked, other));
    EXPECT_FALSE(is_open_to(state, ClosingStep::closed, asker));
    EXPECT_TRUE(is_open_to(state, ClosingStep::closed, other));
    EXPECT_TRUE(is_open_to(state, ClosingStep::withdrawn, asker));
    EXPECT_FALSE(is_open_to(state, ClosingStep::reopened, other));
    state = {Date(2026, 12, 31), ClosingStep::reopen_asked, 2026, asker};
    EXPECT_FALSE(is_open_to(state, ClosingStep::reopened, asker));
    EXPECT_TRUE(is_open_to(state, ClosingStep::reopened, other));
}

}  // namespace
}  // namespace bygd
