// The straight road of each support form through the actions, to closed: after every step the ledger's figures and the
// diary's chain are what they must be.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/diary_store.hpp"
#include "payouts/claim_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

struct Figures {
    int reserved, granted, paid, released;   // whole kronor
};

class OneRoad : public ::testing::Test {
protected:
    // The case, the fund and the chain after a step; the fund bears this one case alone.
    void expect(const std::string& number, const char* state, Figures wanted) {
        const auto subject = cast.now(number);
        const auto balance = cast.balance();
        EXPECT_EQ(subject.state, state);
        EXPECT_EQ(subject.reserved, Money::kronor(wanted.reserved)) << state;
        EXPECT_EQ(subject.granted, Money::kronor(wanted.granted)) << state;
        EXPECT_EQ(subject.paid, Money::kronor(wanted.paid)) << state;
        EXPECT_EQ(subject.released, Money::kronor(wanted.released)) << state;
        EXPECT_EQ(balance.reserved, subject.reserved) << state;
        EXPECT_EQ(balance.granted, subject.granted) << state;
        EXPECT_EQ(balance.paid, subject.paid) << state;
        EXPECT_EQ(balance.released, subject.released) << state;
        EXPECT_EQ(cast.faults(), std::vector<std::string>()) << state;
        const auto events = cast.services().database.read([&](Transaction& tx) { return events_of(tx, subject.id); });
        EXPECT_GT(events.size(), events_before_) << "no event for " << state;
        // The letter is made after the step and has its own event, which moves nothing.
        const auto moved = std::find_if(events.rbegin(), events.rend(), [](const auto& event) {
            return event.to_state && event.kind != "proceeding_moved";
        });
        EXPECT_EQ(moved->to_state, subject.state);
        events_before_ = events.size();
    }

    void to_granted(const std::string& number, const char* granted_state) {
        expect(number, "received", {0, 0, 0, 0});
        cast.take("anna", number, "assign");
        expect(number, "in_review", {0, 0, 0, 0});
        cast.answer_all(number);
        cast.look_up_and_ask(number);
        cast.take("anna", number, "propose", cast.proposal());
        expect(number, "proposed", {100'000, 0, 0, 0});
        cast.take("anna", number, "submit_for_decision");
        expect(number, "under_decision", {100'000, 0, 0, 0});
        cast.take("david", number, "approve");
        expect(number, "decided_approved", {0, 100'000, 0, 0});
        cast.take("anna", number, "dispatch");
        expect(number, granted_state, {0, 100'000, 0, 0});
    }

    // The case stays where it is while its claim moves.
    void expect_claim(const std::string& number, const char* claim_state, const char* state, Figures wanted) {
        expect(number, state, wanted);
        EXPECT_EQ(cast.beside(number, "claim").state, claim_state);
    }

    void attest_and_pay(const std::string& number, const char* state, int paid) {
        cast.take("eva", number, "attest", {}, "", "claim");
        expect_claim(number, "to_pay", state, {0, 100'000, 0, 0});
        cast.take("eva", number, "mark_paid", {}, "", "claim");
        expect_claim(number, "paid", state, {0, 100'000, paid, 0});
    }

    HouseCast cast;

private:
    std::size_t events_before_ = 0;
};

class DirectRoad : public OneRoad, public ::testing::WithParamInterface<const char*> {};

}  // namespace

TEST_F(OneRoad, investment_support_is_paid_on_shown_expenditure_and_the_rest_is_released) {
    const auto number = cast.register_application("investment_support");
    to_granted(number, "ongoing");
    const auto day = cast.clock.today().iso();
    cast.take("anna", number, "register_claim",
              {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", "17"},
               {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", "80000.00"}, {"final", "1"}});
    expect_claim(number, "in_review", "ongoing", {0, 100'000, 0, 0});
    cast.take("anna", number, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim");
    expect_claim(number, "approved", "ongoing", {0, 100'000, 0, 0});
    attest_and_pay(number, "ongoing", 40'000);   // half of the cost: 2024:1243 17 §
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 40'000, 60'000});
    EXPECT_TRUE(cast.now(number).closed_on);
}

TEST_P(DirectRoad, is_paid_at_once_and_closed) {
    const auto number = cast.register_application(GetParam());
    to_granted(number, "granted");
    cast.take("anna", number, "prepare_payment");
    expect_claim(number, "approved", "granted", {0, 100'000, 0, 0});
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
    expect_claim(number, "in_review", "granted", {0, 100'000, 0, 0});
    cast.take("anna", number, "approve_claim", {}, "", "claim");
    expect_claim(number, "approved", "granted", {0, 100'000, 0, 0});
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
