// Costs approved line by line (2024:1243 9, 16-17 §§): at the limits, to the öre.
#include "decisions/approved_cost.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace bygd {
namespace {

// A cold counter that counts whole at half, and a pump of which the law leaves out 20 000 at 85 %.
ApprovedCosts two() {
    return {{"premises", "Kyldisk", Money::kronor(201'000), Money::kronor(201'000), Money::kronor(201'000), BasisPoints{5'000}, "16 § 1", ""},
            {"added_service", "Pump", Money::kronor(100'000), Money::kronor(80'000), Money::kronor(80'000), BasisPoints{8'500}, "17 § 1 b",
             "En del beställdes före ansökan."}};
}

struct Row {
    const char* what;
    Typed typed;
    const char* problems;                // "field code value; ..."
    const char* aid;
};

std::string told(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += (text.empty() ? "" : "; ") + problem.field + " " + problem.code;
        for (const auto& value : problem.values) text += " " + value;
    }
    return text;
}

class Reading : public ::testing::TestWithParam<Row> {};

TEST_P(Reading, costs_at_the_limits) {
    Problems problems;
    const auto read = read_costs(GetParam().typed, two(), CostBound::counted, problems);
    check_amount_on_costs(GetParam().typed, read, problems);
    EXPECT_EQ(told(problems), GetParam().problems) << GetParam().what;
    EXPECT_EQ(problems.empty() ? aid_of(read).plain() : "", GetParam().aid) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Costs, Reading, ::testing::Values(
    Row{"nothing typed stands", {}, "", "168500.00"},
    Row{"whole, typed", {{"approved_cost_1", "201 000"}, {"approved_cost_2", "80000,00"}}, "", "168500.00"},
    Row{"one öre over", {{"approved_cost_1", "201000,01"}}, "approved_cost_1 proposal.cost_over 201\u00a0000\u00a0kr", ""},
    Row{"one öre under, without a reason", {{"approved_cost_1", "200999,99"}}, "cost_reason_1 proposal.cost_reason", ""},
    Row{"one öre under, with one", {{"approved_cost_1", "200999,99"}, {"cost_reason_1", "Frakt."}}, "", "168499.99"},
    Row{"nothing of it", {{"approved_cost_1", "0"}, {"cost_reason_1", "Behövs inte."}}, "", "68000.00"},
    Row{"what the law leaves out stays out", {{"approved_cost_2", "80000,01"}}, "approved_cost_2 proposal.cost_over 80\u00a0000\u00a0kr", ""},
    Row{"its reason taken away", {{"cost_reason_2", " "}}, "cost_reason_2 proposal.cost_reason", ""},
    Row{"no amount", {{"approved_cost_1", "mycket"}}, "approved_cost_1 amount.format", ""},
    Row{"empty", {{"approved_cost_1", ""}}, "approved_cost_1 amount.empty", ""},
    Row{"the amount the costs give", {{"amount", "168500"}}, "", "168500.00"},
    Row{"one öre more than they give", {{"amount", "168500,01"}}, "amount proposal.over_costs 168\u00a0500\u00a0kr", ""},
    Row{"more than lowered costs give", {{"approved_cost_1", "100000"}, {"cost_reason_1", "Mindre."}, {"amount", "118000,01"}},
        "amount proposal.over_costs 118\u00a0000\u00a0kr", ""},
    Row{"all that is wrong at once", {{"approved_cost_1", "201000,01"}, {"approved_cost_2", "1"}, {"cost_reason_2", ""}},
        "approved_cost_1 proposal.cost_over 201\u00a0000\u00a0kr; cost_reason_2 proposal.cost_reason", ""}));

// A change may say that a cost has become larger; less than was sought still needs its reason.
TEST(ApprovedCosts, OfAChangeMayGrow) {
    Problems problems;
    const auto read = read_costs({{"approved_cost_1", "250000"}, {"approved_cost_2", "100000"}}, two(), CostBound::none, problems);
    EXPECT_EQ(told(problems), "");
    EXPECT_EQ(aid_of(read), Money::kronor(210'000));
    EXPECT_EQ(read[1].reason, "") << "nothing is left out any more";
    read_costs({{"approved_cost_1", "200000"}}, two(), CostBound::none, problems);
    EXPECT_EQ(told(problems), "cost_reason_1 proposal.cost_reason");
}

TEST(ApprovedCosts, AreReadBackAsTheyWereKept) {
    EXPECT_EQ(costs_json(costs_of_json(nlohmann::json::parse(costs_json(two())))), costs_json(two()));
    Problems problems;
    const auto longest = std::string(500, 'x');
    read_costs({{"approved_cost_1", "1"}, {"cost_reason_1", longest}}, two(), CostBound::counted, problems);
    EXPECT_EQ(told(problems), "");
    read_costs({{"approved_cost_1", "1"}, {"cost_reason_1", longest + "x"}}, two(), CostBound::counted, problems);
    EXPECT_EQ(told(problems), "cost_reason_1 text.too_long 500");
}

}  // namespace
}  // namespace bygd
