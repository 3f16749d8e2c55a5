// 2024:1243 41 §: interest from the day one month after the decision, day by day at the rate of each day; what is paid goes
// to the interest first. domain §2.4 G10.
#include "payouts/recovery.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

const std::vector<InterestRate> four_and_a_half{{Date(2020, 1, 1), BasisPoints{450}}};

RecoveryDebt demanded(int kronor) { return {Money::kronor(kronor), Date(2026, 3, 1), {}}; }

TEST(Recovery, RunsInterestFromOneMonthAfterTheDecision) {
    EXPECT_TRUE(balance_on(demanded(100'000), Date(2026, 4, 1), four_and_a_half).interest.zero());
    EXPECT_EQ(balance_on(demanded(100'000), Date(2026, 4, 2), four_and_a_half).interest, Money::of_minor(1'233));
    EXPECT_EQ(balance_on(demanded(100'000), Date(2026, 6, 30), four_and_a_half).interest, Money::of_minor(110'959));   // G10
}

TEST(Recovery, FollowsTheRateThroughItsChanges) {
    const std::vector<InterestRate> rates{{Date(2020, 1, 1), BasisPoints{450}}, {Date(2026, 5, 1), BasisPoints{400}}};
    // 30 days at 4,50 % and 60 at 4,00 %.
    EXPECT_EQ(interest(Money::kronor(100'000), Date(2026, 4, 1), Date(2026, 6, 30), rates), Money::of_minor(102'740));
}

TEST(Recovery, TakesWhatIsPaidForTheInterestFirst) {
    auto debt = demanded(100'000);
    debt.entries.push_back(repayment_of(debt, Money::kronor(51'000), Date(2026, 6, 30), four_and_a_half));
    EXPECT_EQ(debt.entries[0].interest, Money::of_minor(110'959));
    EXPECT_EQ(debt.entries[0].debt, Money::kronor(51'000) - Money::of_minor(110'959));
    const auto left = balance_on(debt, Date(2026, 6, 30), four_and_a_half);
    EXPECT_EQ(left.debt, Money::of_minor(5'010'959));
    EXPECT_TRUE(left.interest.zero());
    EXPECT_THROW(repayment_of(debt, Money::of_minor(5'010'960), Date(2026, 6, 30), four_and_a_half), Error);
    EXPECT_THROW(repayment_of(debt, Money::kronor(1), Date(2026, 6, 29), four_and_a_half), Error) << "before the last one";
    debt.entries.push_back(repayment_of(debt, Money::of_minor(5'010'959), Date(2026, 6, 30), four_and_a_half));
    EXPECT_TRUE(balance_on(debt, Date(2026, 12, 31), four_and_a_half).settled());
}

TEST(Recovery, MayBeReducedInDebtOrInterest) {
    auto debt = demanded(10'000);
    EXPECT_THROW(reduction_of(debt, Money::kronor(1), true, Date(2026, 3, 20), four_and_a_half), Error) << "no interest yet";
    debt.entries.push_back(reduction_of(debt, Money::kronor(10'000), false, Date(2026, 3, 20), four_and_a_half));
    EXPECT_TRUE(balance_on(debt, Date(2027, 1, 1), four_and_a_half).settled());
}

}  // namespace
}  // namespace bygd
