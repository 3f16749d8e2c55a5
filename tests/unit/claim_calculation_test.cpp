// What claims give, accumulated (domain §2.4 G7, G8; 2024:1243 16-17, 32 §§), and advances settled by the claims after them.
#include "payouts/claim_calculation.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace bygd {
namespace {

Money kr(std::int64_t whole) { return Money::kronor(whole); }

// The investment line of G6: 420 000 approved at half, 210 000 granted.
ClaimLine premises(Money before, Money now) { return {"premises", kr(420'000), BasisPoints{5'000}, before, now}; }
ClaimMoney paid_before(Money paid, Money advanced = Money()) { return {kr(210'000), paid, Money(), Money(), advanced}; }

TEST(Calculation, g7_the_second_claim_gets_what_is_left_under_the_line) {
    const auto first = calculate_claim({premises(Money(), kr(150'000))}, paid_before(Money()));
    EXPECT_EQ(first.payable, kr(75'000));
    const auto second = calculate_claim({premises(kr(150'000), kr(300'000))}, paid_before(kr(75'000)));
    EXPECT_EQ(second.payable, kr(135'000));
    EXPECT_EQ(second.earned, kr(210'000));
    EXPECT_EQ(second.over(), kr(30'000)) << "450 000 approved of 420 000";
}

TEST(Calculation, g8_what_is_never_shown_is_left_to_be_released) {
    const auto last = calculate_claim({premises(kr(150'000), kr(230'000))}, paid_before(kr(75'000)));
    EXPECT_EQ(last.payable, kr(115'000));
    EXPECT_EQ(last.left - last.payable, kr(20'000));
}

TEST(Calculation, each_line_is_rounded_down_to_the_ore) {
    const auto done = calculate_claim({{"premises", std::nullopt, BasisPoints{5'000}, Money(), Money::parse("0,03")},
                                       {"training", std::nullopt, BasisPoints{8'500}, Money(), Money::parse("0,03")}},
                                      {kr(1'000), Money(), Money(), Money(), Money()});
    EXPECT_EQ(done.payable.plain(), "0.03") << "0.015 and 0.0255, each down";
}

struct AdvanceRow {
    const char* what;
    std::int64_t shown, payable, unsettled;
};
class Advance : public ::testing::TestWithParam<AdvanceRow> {};
TEST_P(Advance, is_settled_by_the_claims_after_it) {
    const auto done = calculate_claim({premises(Money(), kr(GetParam().shown))}, paid_before(kr(63'000), kr(63'000)));
    EXPECT_EQ(done.payable, kr(GetParam().payable)) << GetParam().what;
    EXPECT_EQ(done.unsettled, kr(GetParam().unsettled)) << GetParam().what;
}
INSTANTIATE_TEST_SUITE_P(Calculation, Advance, ::testing::Values(
    AdvanceRow{"30 per cent of 210 000 paid, nothing shown", 0, 0, 63'000},
    AdvanceRow{"less than the advance has earned", 100'000, 0, 13'000},
    AdvanceRow{"just what it has", 126'000, 0, 0},
    AdvanceRow{"two kronor more of cost", 126'002, 1, 0},
    AdvanceRow{"the whole", 420'000, 147'000, 0}));

TEST(Calculation, an_advance_is_a_share_of_the_grant_once) {
    EXPECT_EQ(most_in_advance(paid_before(Money()), BasisPoints{3'000}), kr(63'000));
    EXPECT_EQ(most_in_advance(paid_before(kr(60'000), kr(60'000)), BasisPoints{3'000}), kr(3'000));
    EXPECT_EQ(most_in_advance(paid_before(kr(63'000), kr(63'000)), BasisPoints{3'000}), Money());
    EXPECT_EQ(most_in_advance(paid_before(kr(190'000)), BasisPoints{3'000}), kr(20'000)) << "no more than is left of the grant";
    EXPECT_EQ(most_in_advance(paid_before(Money()), BasisPoints{0}), Money());
}

TEST(Calculation, what_is_given_in_kind_is_never_paid_in_money) {
    const std::vector<ClaimLine> lines{{"training", std::nullopt, BasisPoints{8'500}, Money(), kr(100'000)}};
    EXPECT_EQ(calculate_claim(lines, {kr(85'000), Money(), Money(), Money(), Money()}).payable, kr(85'000));
    EXPECT_EQ(calculate_claim(lines, {kr(85'000), Money(), Money(), kr(15'000), Money()}).payable, kr(85'000));
    EXPECT_EQ(calculate_claim(lines, {kr(85'000), Money(), Money(), kr(40'000), Money()}).payable, kr(60'000))
        << "60 000 was paid in money, and the support is no more";
}

TEST(Calculation, is_kept_and_read_back) {
    auto line = premises(kr(150'000), kr(300'000));
    const auto done = calculate_claim({line, {"training", std::nullopt, BasisPoints{8'500}, Money(), kr(40'000)}},
                                      {kr(244'000), kr(75'000), Money(), Money(), kr(5'000)});
    const auto kept = to_json(done);
    const auto read = claim_calculation_of_json(kept);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(to_json(*read), kept);
    EXPECT_FALSE(claim_calculation_of_json(nlohmann::json{{"lines", nlohmann::json::array()}}).has_value()) << "kept before";
}

}  // namespace
}  // namespace bygd
