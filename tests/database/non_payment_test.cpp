// That support is not to be paid (2024:1243 33 §): heard first, decided by another, and what is stopped goes back to the
// fund. The limits of it beside claims and payments that are under way.
#include "tests/database/road_steps.hpp"

#include <gtest/gtest.h>

namespace bygd::testing_house {

namespace {

class StopRoad : public OneRoad {};

}  // namespace

TEST_F(StopRoad, releases_what_is_not_paid_after_a_hearing_and_another_persons_decision) {
    const auto number = granted("service_grant");
    open_stop(number);
    expect_beside(number, "non_payment", "in_review", "granted", {0, 100'000, 0, 0});
    EXPECT_EQ(refused(number, [&] { propose_stop(number, "40000.00"); }), "invalid requests=request.no_hearing");
    hear(number, "non_payment");
    propose_stop(number, "40000.00");
    expect_beside(number, "non_payment", "proposed", "granted", {0, 100'000, 0, 0});
    cast.take("anna", number, "submit_for_decision", {}, "", "non_payment");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "decide", {}, "", "non_payment"); }), "forbidden workflow.not_your_role");
    cast.take("david", number, "decide", {}, "", "non_payment");
    expect_beside(number, "non_payment", "decided", "granted", {0, 100'000, 0, 40'000});
    EXPECT_EQ(ledger(number), "reservation 100000.00, grant 100000.00, release 40000.00");
    EXPECT_EQ(kept_aid(number), Money::kronor(60'000));
    cast.take("anna", number, "dispatch", {}, "", "non_payment");
    expect_beside(number, "non_payment", "closed", "granted", {0, 100'000, 0, 40'000});
    cast.take("anna", number, "prepare_payment");
    cast.take("eva", number, "attest", {}, "", "claim");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect(number, "granted", {0, 100'000, 60'000, 40'000});
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 60'000, 40'000});
}

TEST_F(StopRoad, of_everything_cancels_the_payment_that_was_prepared) {
    const auto number = granted("service_grant");
    cast.take("anna", number, "prepare_payment");
    stop(number, "100000.00");
    EXPECT_EQ(cast.beside(number, "claim").state, "cancelled");
    expect(number, "granted", {0, 100'000, 0, 100'000});
    EXPECT_EQ(kept_aid(number), Money());
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "prepare_payment"); }), "invalid case.nothing_outstanding");
    EXPECT_EQ(refused(number, [&] { open_stop(number); }), "invalid case.nothing_outstanding");
}

TEST_F(StopRoad, holds_back_new_claims_and_attestation_while_it_is_tried) {
    const auto number = granted("service_grant");
    cast.take("anna", number, "prepare_payment");
    open_stop(number);
    EXPECT_EQ(refused(number, [&] { cast.take("eva", number, "attest", {}, "", "claim"); }), "invalid proceeding=proceeding.stop_open");
    EXPECT_EQ(refused(number, [&] { open_stop(number); }), "invalid proceeding=proceeding.stop_open");
    cast.take("anna", number, "cancel", {}, "Grunden höll inte.", "non_payment");
    cast.take("eva", number, "attest", {}, "", "claim");
    expect(number, "granted", {0, 100'000, 0, 0});
}

// A stop takes part of the grant: what a claim has earned is paid only as far as the rest goes.
TEST_F(StopRoad, of_a_part_is_not_paid_out_by_a_claim_that_came_before_it) {
    const auto number = granted("investment_support");
    claim(number, "200000.00", "17");
    cast.take("anna", number, "approve_claim", {{"approved_1", "200000.00"}}, "", "claim");
    stop(number, "30000.00");
    EXPECT_EQ(cast.beside(number, "claim").state, "in_review");
    cast.take("anna", number, "approve_claim", {{"approved_1", "200000.00"}}, "", "claim");
    cast.take("eva", number, "attest", {}, "", "claim");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect(number, "ongoing", {0, 100'000, 70'000, 30'000});
}

TEST_F(StopRoad, of_a_part_is_not_paid_out_on_the_outcome_of_the_year) {
    const auto number = granted("home_delivery_grant");
    stop(number, "30000.00");
    cast.take("anna", number, "register_outcome", {{"net_cost", "204000.00"}, {"households", "30"}, {"occasions", "2400"}});
    cast.take("anna", number, "approve_claim", {}, "", "claim");
    cast.take("eva", number, "attest", {}, "", "claim");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect(number, "granted", {0, 100'000, 70'000, 30'000});
}

// What finance has attested is at the bank: a stop may take the rest, and not that.
TEST_F(StopRoad, does_not_take_what_is_on_its_way_to_the_bank) {
    const auto number = granted("investment_support");
    claim(number, "120000.00", "17");
    cast.take("anna", number, "approve_claim", {{"approved_1", "120000.00"}}, "", "claim");
    cast.take("eva", number, "attest", {}, "", "claim");
    open_stop(number);
    hear(number, "non_payment");
    propose_stop(number, "40000.01");
    cast.take("anna", number, "submit_for_decision", {}, "", "non_payment");
    EXPECT_EQ(refused(number, [&] { cast.take("david", number, "decide", {}, "", "non_payment"); }), "invalid claim=change.payment_under_way");
    cast.take("david", number, "back_to_review", {}, "Betalningen är på väg.", "non_payment");
    propose_stop(number, "40000.00");
    cast.take("anna", number, "submit_for_decision", {}, "", "non_payment");
    cast.take("david", number, "decide", {}, "", "non_payment");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect(number, "ongoing", {0, 100'000, 60'000, 40'000});
}

TEST_F(StopRoad, is_refused_beyond_what_is_outstanding) {
    const auto number = granted("service_grant");
    open_stop(number);
    hear(number, "non_payment");
    EXPECT_EQ(refused(number, [&] { propose_stop(number, "100000.01"); }), "invalid amount=adverse.over_most");
    EXPECT_EQ(refused(number, [&] { propose_stop(number, "0"); }), "invalid amount=proposal.zero");
    EXPECT_EQ(refused(number, [&] {
        cast.take("anna", number, "propose", {{"ground", "weather"}, {"amount", "1.00"}, {"reasons", ""}}, "", "non_payment");
    }), "invalid ground=choice.unknown reasons=required");
}

}  // namespace bygd::testing_house
