// The straight road of each support form through the actions, to closed: after every step the ledger's figures and the
// diary's chain are what they must be.
#include <gtest/gtest.h>

#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

namespace {

class DirectRoad : public OneRoad, public ::testing::WithParamInterface<const char*> {};

}  // namespace

TEST_F(OneRoad, investment_support_is_paid_on_shown_expenditure_and_the_rest_is_released) {
    const auto number = cast.register_application("investment_support");
    to_granted(number, "ongoing");
    claim(number, "80000.00", "17", true);
    expect_beside(number, "claim", "in_review", "ongoing", {0, 100'000, 0, 0});
    cast.take("anna", number, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim");
    expect_beside(number, "claim", "approved", "ongoing", {0, 100'000, 0, 0});
    attest_and_pay(number, "ongoing", 40'000);   // half of the cost: 2024:1243 17 §
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 40'000, 60'000});
    EXPECT_TRUE(cast.now(number).closed_on);
}

TEST_P(DirectRoad, is_paid_at_once_and_closed) {
    const auto number = cast.register_application(GetParam());
    to_granted(number, "granted");
    cast.take("anna", number, "prepare_payment");
    expect_beside(number, "claim", "approved", "granted", {0, 100'000, 0, 0});
    attest_and_pay(number, "granted", 100'000);
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 100'000, 0});
}

INSTANTIATE_TEST_SUITE_P(Forms, DirectRoad, ::testing::Values("service_grant", "operating_support"),
                         [](const auto& form) { return std::string(form.param); });

TEST_F(OneRoad, home_delivery_is_paid_on_the_outcome_of_the_year) {
    const auto number = cast.register_application("home_delivery_grant");
    to_granted(number, "granted");
    cast.take("anna", number, "register_outcome",
              {{"net_cost", "180000.00"}, {"households", "30"}, {"occasions", "2400"}});
    expect_beside(number, "claim", "in_review", "granted", {0, 100'000, 0, 0});
    cast.take("anna", number, "approve_claim", {}, "", "claim");
    expect_beside(number, "claim", "approved", "granted", {0, 100'000, 0, 0});
    attest_and_pay(number, "granted", 90'000);      // half of the net cost: 2024:1243 12 §
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 90'000, 10'000});
}

TEST_F(OneRoad, what_is_withdrawn_gives_the_money_back) {
    const auto number = cast.under_decision("service_grant");
    EXPECT_EQ(cast.balance().reserved, Money::kronor(100'000));
    cast.take("anna", number, "withdraw", {}, "Sökanden har återkallat ansökan.");
    EXPECT_TRUE(cast.balance().reserved.zero());
    EXPECT_EQ(cast.now(number).outcome, "closed_without_decision");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

}  // namespace bygd::testing_house
