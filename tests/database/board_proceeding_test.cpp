// What the delegation order leaves to the board of changes, stops and recoveries: put on an agenda as a proceeding of its
// case, decided at the meeting, and told as what it is.
#include <gtest/gtest.h>

#include "base/words.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/decision_store.hpp"
#include "people/delegation_actions.hpp"
#include "tests/database/case_site.hpp"
#include "tests/database/road_steps.hpp"
#include "web/languages.hpp"

namespace bygd::testing_house {

namespace {

class BoardRoad : public OneRoad {
protected:
    BoardRoad() {
        cast.add_person("maria", Role::manager);
        cast.add_person("agneta", Role::administrator);
    }
    // From now on nobody decides on more than this.
    void limit(Money highest) {
        cast.services().database.transact(
            [&](Transaction& tx) { follow_account(tx, cast.people.at("agneta"), cast.people.at("david").id, highest, cast.clock.now()); });
    }
    void propose_change(const std::string& number, const std::string& amount) {
        cast.take("anna", number, "request_change", {{"asked_on", cast.clock.today().iso()}, {"request_text", "Priset har ändrats."}});
        cast.take("anna", number, "propose", {{"proposal_outcome", "approved"}, {"amount", amount}, {"reasons", "Ny offert."},
                  {"period_from", "2026-01-01"}, {"period_to", "2027-12-31"}}, "", "change");
        cast.take("anna", number, "submit_for_decision", {}, "", "change");
    }
    void propose_recovery(const std::string& number, const std::string& amount) {
        cast.take("anna", number, "open_recovery", {{"found_on", cast.clock.today().iso()}, {"request_text", "Uppgifterna var fel."}});
        hear(number, "recovery");
        cast.take("anna", number, "propose", {{"ground", "wrong_information"}, {"amount", amount}, {"reasons", "Uppgifterna var fel."}}, "",
                  "recovery");
        cast.take("anna", number, "submit_for_decision", {}, "", "recovery");
    }
    BoardMeeting meeting() { return plan_meeting(cast.services(), cast.people.at("anna"), "Regionala utvecklingsnämnden", cast.clock.today().iso()); }
    void hold(Id<BoardMeeting> id) {
        const auto now = cast.services().database.read([&](Transaction& tx) { return find_meeting(tx, id).value(); });
        const auto closed = close_agenda(cast.services(), cast.people.at("maria"), id, now.version);
        hold_meeting(cast.services(), cast.people.at("maria"), id, closed.version);
    }
    BoardItem put(Id<BoardMeeting> id, const std::string& number, std::optional<int> proceeding = {}) {
        return put_on_agenda(cast.services(), cast.people.at("anna"), {id, number, proceeding});
    }
    void decide(const BoardItem& item, const std::string& number, const std::string& paragraph) {
        register_board_decision(cast.services(), cast.people.at("maria"), {item.id, cast.now(number).version, paragraph, "", true});
    }
    AgendaLine line(const BoardItem& item) {
        return cast.services().database.read([&](Transaction& tx) { return find_agenda_line(tx, item.id).value(); });
    }
    Decision newest(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) { return latest_decision(tx, case_by_number(tx, number).id).value(); });
    }
};

}  // namespace

TEST_F(BoardRoad, a_change_nobody_has_on_delegation_is_decided_at_a_meeting) {
    const auto number = granted("home_delivery_grant");
    limit(Money::kronor(110'000));
    propose_change(number, "120000.00");
    EXPECT_EQ(refused(number, [&] { cast.take("david", number, "decide", {}, "", "change"); }),
              "invalid delegation=delegation.amount board=delegation.board");
    const auto planned = meeting();
    EXPECT_EQ(refusal([&] { put(planned.id, number, 0); }), "conflict board.not_awaiting") << "the application itself is decided";
    EXPECT_EQ(refusal([&] { put(planned.id, number, 7); }), "conflict board.not_awaiting");
    const auto item = put(planned.id, number);
    EXPECT_EQ(item.proceeding, 1);
    EXPECT_EQ(line(item).kind, "change");
    EXPECT_EQ(line(item).proposed, Money::kronor(120'000));
    EXPECT_EQ(line(item).preparer, "anna");
    EXPECT_EQ(refusal([&] { put(planned.id, number, 1); }), "conflict board.on_agenda");
    EXPECT_EQ(refused(number, [&] { decide(item, number, "14"); }), "invalid board=board.not_held");
    hold(planned.id);
    decide(item, number, "14");
    expect_beside(number, "change", "decided", "granted", {0, 120'000, 0, 0});
    EXPECT_EQ(line(item).item.outcome, "decided");
    EXPECT_EQ(line(item).outcome, "approved");
    const auto authority = cast.services().database.read([&](Transaction& tx) { return authority_of(tx, newest(number).id).value(); });
    EXPECT_EQ(authority.basis + " " + authority.reference, "board Regionala utvecklingsnämnden 2026-03-02 §\u00a014");
    EXPECT_EQ(newest(number).kind, "change");
}

TEST_F(BoardRoad, a_recovery_and_a_change_of_one_case_are_items_of_their_own) {
    const auto number = granted("home_delivery_grant");
    cast.take("anna", number, "register_outcome", {{"net_cost", "120000.00"}, {"households", "30"}, {"occasions", "2400"}});
    cast.take("anna", number, "approve_claim", {}, "", "claim");
    cast.take("eva", number, "attest", {}, "", "claim");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    limit(Money::kronor(10'000));
    propose_change(number, "90000.00");
    propose_recovery(number, "20000.00");
    const auto planned = meeting();
    EXPECT_EQ(refusal([&] { put(planned.id, number); }), "invalid proceeding=board.several_wait");
    const auto recovery = put(planned.id, number, 3), change = put(planned.id, number, 2);
    EXPECT_EQ(line(recovery).kind + " " + line(change).kind, "recovery change");
    hold(planned.id);
    // An item decides what stands on it, not what else waits in the case.
    decide(recovery, number, "5");
    EXPECT_EQ(cast.beside(number, "recovery").state, "decided");
    EXPECT_EQ(cast.beside(number, "change").state, "under_decision");
    decide(change, number, "6");
    EXPECT_EQ(cast.beside(number, "change").state, "decided");
    EXPECT_EQ(cast.now(number).granted, Money::kronor(90'000));
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

// Found by the simulation (seed 20241243, step 4901): the registrar's word stood in the diary of a decision that was refused.
TEST_F(BoardRoad, a_refused_decision_leaves_no_word_of_the_registrar_behind) {
    const auto number = cast.under_decision("service_grant");
    const auto planned = meeting();
    const auto item = put(planned.id, number);
    hold(planned.id);
    days(120);                            // the look-ups hold for 90
    const auto events = events_now(number).size();
    EXPECT_EQ(refusal([&] { decide(item, number, "14"); }), "invalid checks=check.expired checks=check.expired checks=check.expired");
    EXPECT_EQ(events_now(number).size(), events);
}

TEST_F(BoardRoad, what_was_decided_is_told_by_its_kind) {
    const auto& words = cast.services().languages.sv;
    EXPECT_EQ(decided_text("grant", "partly_approved", words), "Delvis bifall");
    EXPECT_EQ(decided_text("change", "rejected", words), "Ändring: Avslag");
    EXPECT_EQ(decided_text("recovery", "approved", words), "Återkrav");
    EXPECT_EQ(decided_text("non_payment", "approved", words), "Stopp av utbetalning");
}

TEST_F(BoardRoad, are_listed_with_what_waits_and_decided_in_a_batch) {
    const auto number = granted("investment_support");
    propose_change(number, "90000.00");
    const auto waiting = [&](const std::string& kind) {
        AwaitingFilter filter;
        filter.kind = kind;
        return cast.services().database.read(
            [&](Transaction& tx) { return awaiting_decision(tx, deciding_states(cast.services()), filter, 10); });
    };
    EXPECT_TRUE(waiting("grant").empty());
    ASSERT_EQ(waiting("").size(), 1U);
    const auto line = waiting("change").at(0);
    EXPECT_EQ(line.diary_number, number);
    EXPECT_EQ(line.proposed, Money::kronor(90'000));
    StartBatch batch;
    Problems none;
    batch.lines.push_back(line_of_text(number + "#" + std::to_string(line.proceeding) + "@" + std::to_string(line.version), none));
    batch.no_conflict = true;
    const auto id = run_new_batch(cast.services(), cast.people.at("david"), batch);
    const auto file = batch_file(cast.services(), cast.people.at("david"), id);
    EXPECT_EQ(file.lines.at(0).state, "done");
    EXPECT_EQ(file.lines.at(0).action, "decide");
    EXPECT_EQ(cast.now(number).granted, Money::kronor(90'000));
    EXPECT_TRUE(waiting("").empty());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

}  // namespace bygd::testing_house

namespace bygd::testing_case_site {

TEST(BoardPages, put_a_change_on_the_agenda_and_show_what_it_is) {
    CaseSite site;
    site.add_person("maria", Role::manager);
    const auto number = site.under_decision("home_delivery_grant");
    site.take("david", number, "approve");
    site.take("anna", number, "dispatch");
    site.take("anna", number, "request_change", {{"asked_on", "2026-03-02"}, {"request_text", "Mer behövs."}});
    site.take("anna", number, "propose", {{"proposal_outcome", "approved"}, {"amount", "120000.00"}, {"reasons", "Fler hushåll."}}, "", "change");
    site.take("anna", number, "submit_for_decision", {}, "", "change");
    Visitor maria(site, "maria");
    maria.get("/board");
    const auto planned = maria.post("/board", "plan", {{"name", "Nämnden"}, {"held_on", "2026-03-02"}});
    EXPECT_EQ(location(planned), "303 /board/1");
    maria.get("/board/1");
    const auto wrong = maria.post("/board/1/items", "add-item", {{"diary_number", number}, {"proceeding", "ett"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(has(wrong, "Ange delärendets nummer med siffror."));
    EXPECT_TRUE(has(wrong, "value=\"ett\""));
    maria.get("/board/1");
    EXPECT_EQ(location(maria.post("/board/1/items", "add-item", {{"diary_number", number}})), "303 /board/1");
    EXPECT_TRUE(has(maria.get("/board/1"), "Ändring: Bifall"));
    const auto [status, shown] = maria.api("/api/v1/board/meetings/1");
    EXPECT_EQ(status, 200);
    EXPECT_EQ(shown.at("agenda").at(0).at("kind"), "change");
    EXPECT_EQ(shown.at("agenda").at(0).at("proceeding"), 1);
}

}  // namespace bygd::testing_case_site
