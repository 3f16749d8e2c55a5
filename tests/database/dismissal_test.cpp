// An application that is not tried on its merits (avvisning): proposed, decided by another person, dispatched and closed
// without a krona having moved.
#include <gtest/gtest.h>

#include "decisions/decision_store.hpp"
#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

namespace {

class DismissalRoad : public OneRoad, public ::testing::WithParamInterface<const char*> {};

}  // namespace

TEST_P(DismissalRoad, moves_no_money) {
    const auto number = cast.register_application(GetParam());
    cast.take("anna", number, "assign");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "propose_dismissal", {{"reasons", " "}}); }), "invalid reasons=required");
    cast.take("anna", number, "propose_dismissal", {{"reasons", "Ansökan är inte undertecknad."}});
    expect(number, "proposed", {0, 0, 0, 0});
    cast.take("anna", number, "submit_for_decision");
    expect(number, "under_decision", {0, 0, 0, 0});
    EXPECT_EQ(refused(number, [&] { cast.take("david", number, "reject"); }), "invalid proposal=decision.proposal_not_rejection");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "dismiss"); }), "forbidden workflow.not_your_role");
    cast.take("david", number, "dismiss");
    expect(number, "decided_dismissed", {0, 0, 0, 0});
    EXPECT_EQ(cast.now(number).outcome, "dismissed");
    cast.take("anna", number, "dispatch");
    expect(number, "closed", {0, 0, 0, 0});
    EXPECT_EQ(ledger(number), "");
    EXPECT_EQ(kept_aid(number), Money());
}

INSTANTIATE_TEST_SUITE_P(Forms, DismissalRoad,
                         ::testing::Values("investment_support", "service_grant", "operating_support", "home_delivery_grant"),
                         [](const auto& form) { return std::string(form.param); });

TEST_F(OneRoad, a_dismissal_waits_for_questions_that_are_out) {
    const auto number = cast.register_application("service_grant");
    cast.take("anna", number, "assign");
    cast.take("anna", number, "request_opinion", {{"recipient_kind", "municipality"}, {"recipient", "Kommunen"},
              {"question", "Behövs stödet?"}, {"due_on", cast.clock.today().plus_days(21).iso()}});
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "propose_dismissal", {{"reasons", "Inte undertecknad."}}); }),
              "invalid requests=request.open_opinion");
}

}  // namespace bygd::testing_house
