// An appeal of one of the region's decisions (FL 40-46 §§): it runs beside the case, which keeps its state and its money;
// tried for time by the region, dismissed or sent to the court, and ended by the court's word.
#include <gtest/gtest.h>

#include "decisions/decision_store.hpp"
#include "tests/database/road_steps.hpp"

namespace bygd::testing_house {

namespace {

class AppealRoad : public OneRoad {
protected:
    void appeal(const std::string& number, const std::string& received, const std::string& decision = "1") {
        cast.take("anna", number, "register_appeal",
                  {{"received_on", received}, {"appellant", "Testhandeln 0"}, {"request_text", "Beloppet är för lågt."}, {"decision", decision}});
    }
    void find_in_time(const std::string& number, const std::string& delivered) {
        cast.take("anna", number, "find_in_time", {{"delivered_on", delivered}}, "", "appeal");
    }
    void send(const std::string& number) {
        cast.take("anna", number, "send_to_court", {{"court", "Förvaltningsrätten i Falun"}, {"sent_on", cast.clock.today().iso()}}, "", "appeal");
    }
    void judge(const std::string& number, const std::string& judgment) {
        cast.take("anna", number, "register_judgment",
                  {{"judged_on", cast.clock.today().iso()}, {"court_number", "1234-26"}, {"request_text", "Rätten ändrar beslutet."},
                   {"judgment", judgment}}, "", "appeal");
    }
    Decision newest(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) { return latest_decision(tx, case_by_number(tx, number).id).value(); });
    }
};

}  // namespace

// Decided and delivered on Monday 2 March: three weeks end on Monday 23 March.
TEST_F(AppealRoad, in_time_goes_to_the_court_and_ends_with_its_judgment) {
    const auto number = granted("service_grant");
    days(21);
    appeal(number, "2026-03-23");
    expect_beside(number, "appeal", "received", "granted", {0, 100'000, 0, 0});
    find_in_time(number, "2026-03-02");
    expect_beside(number, "appeal", "in_time", "granted", {0, 100'000, 0, 0});
    EXPECT_EQ(cast.beside(number, "appeal").value("last_day"), "2026-03-23");
    send(number);
    expect_beside(number, "appeal", "at_court", "granted", {0, 100'000, 0, 0});
    days(90);
    EXPECT_EQ(refused(number, [&] { judge(number, "forgotten"); }), "invalid judgment=choice.unknown");
    judge(number, "changed");
    expect_beside(number, "appeal", "judged", "granted", {0, 100'000, 0, 0});
    EXPECT_EQ(cast.beside(number, "appeal").value("judgment"), "changed");
    EXPECT_EQ(last_step(number), "proceeding_moved register_judgment at_court -> judged");
    EXPECT_EQ(ledger(number), "reservation 100000.00, grant 100000.00");
}

TEST_F(AppealRoad, too_late_is_dismissed_by_a_decision_of_its_own) {
    const auto number = granted("service_grant");
    days(22);
    appeal(number, "2026-03-24");
    EXPECT_EQ(refused(number, [&] { find_in_time(number, "2026-03-02"); }), "invalid delivered_on=appeal.too_late");
    EXPECT_EQ(refused(number, [&] { send(number); }), "conflict workflow.not_from_here");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "dismiss_appeal", {}, "För sent.", "appeal"); }), "forbidden workflow.not_your_role");
    EXPECT_EQ(refused(number, [&] { cast.take("david", number, "dismiss_appeal", {}, " ", "appeal"); }), "invalid reason=workflow.reason_required");
    cast.take("david", number, "dismiss_appeal", {}, "Överklagandet kom in efter tre veckor.", "appeal");
    expect_beside(number, "appeal", "dismissed", "granted", {0, 100'000, 0, 0});
    const auto decision = newest(number);
    EXPECT_EQ(decision.kind + " " + decision.outcome, "appeal_review dismissed");
    EXPECT_EQ(decision.reasons, "Överklagandet kom in efter tre veckor.");
    EXPECT_EQ(cast.now(number).outcome, "approved") << "the decision that was appealed stands";
}

// Who prepared the decision that is appealed does not throw the appeal out.
TEST_F(AppealRoad, is_not_dismissed_by_who_prepared) {
    cast.add_person("olle", Roles{Role::officer, Role::decider}, Money::kronor(5'000'000));
    const auto number = cast.in_review("service_grant");
    cast.take("anna", number, "reassign", {{"officer", std::to_string(cast.people.at("olle").id.value())}});
    cast.take("anna", number, "propose", cast.proposal());
    cast.take("anna", number, "submit_for_decision");
    EXPECT_EQ(refused(number, [&] { cast.take("olle", number, "approve"); }), "invalid decider=decision.same_person");
    cast.take("david", number, "approve");
    cast.take("anna", number, "dispatch");
    days(30);
    appeal(number, cast.clock.today().iso());
    EXPECT_EQ(refused(number, [&] { cast.take("olle", number, "dismiss_appeal", {}, "För sent.", "appeal"); }), "invalid decider=decision.same_person");
}

TEST_F(AppealRoad, may_be_reconsidered_or_withdrawn_and_holds_the_case_open_until_then) {
    const auto number = granted("service_grant");
    appeal(number, "2026-03-02");
    EXPECT_EQ(refused(number, [&] { appeal(number, "2026-03-02"); }), "invalid proceeding=proceeding.appeal_open");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "close"); }), "invalid proceeding=proceeding.open_appeal");
    find_in_time(number, "2026-03-02");
    cast.take("david", number, "reconsider", {}, "Beslutet ändras enligt 38 §.", "appeal");
    expect_beside(number, "appeal", "reconsidered", "granted", {0, 100'000, 0, 0});
    appeal(number, "2026-03-02");
    cast.take("anna", number, "withdraw_appeal", {}, "Sökanden har ändrat sig.", "appeal");
    expect_beside(number, "appeal", "withdrawn", "granted", {0, 100'000, 0, 0});
    cast.take("anna", number, "close");
    expect(number, "closed", {0, 100'000, 0, 100'000});
}

TEST_F(AppealRoad, is_refused_for_a_decision_that_is_not_there_or_came_later) {
    const auto number = granted("service_grant");
    EXPECT_EQ(refused(number, [&] { appeal(number, "2026-03-02", "2"); }), "invalid decision=choice.unknown");
    EXPECT_EQ(refused(number, [&] { appeal(number, "2026-03-01"); }), "invalid received_on=appeal.before_decision");
    EXPECT_EQ(refused(number, [&] { appeal(number, "2026-03-03"); }), "invalid received_on=case.received_later");
    EXPECT_EQ(refused(number, [&] { cast.take("anna", number, "register_appeal"); }),
              "invalid received_on=date.empty appellant=required request_text=required decision=choice.unknown");
}

TEST_F(AppealRoad, of_a_closed_case_leaves_it_closed) {
    const auto number = cast.in_review("service_grant");
    auto rejection = cast.proposal();
    rejection["proposal_outcome"] = "rejected";
    rejection["no_hearing_reason"] = "Saken är uppenbar.";
    cast.take("anna", number, "propose", rejection);
    cast.take("anna", number, "submit_for_decision");
    cast.take("david", number, "reject");
    cast.take("anna", number, "dispatch");
    expect(number, "closed", {0, 0, 0, 0});
    appeal(number, "2026-03-02");
    expect_beside(number, "appeal", "received", "closed", {0, 0, 0, 0});
}

}  // namespace bygd::testing_house
