// Cases of an old version: they wait and say so, are moved by the plan with what they were in the middle of, go on in the new
// version to their end, and can be put back while nothing has happened to them. Each old case has lived the old version: its
// steps were taken in a house that had no other, as before the new one came.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "cases/case_move_actions.hpp"
#include "cases/case_move_store.hpp"
#include "cases/diary_store.hpp"
#include "payouts/claim_store.hpp"
#include "tests/database/house_cast.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd::testing_house {

namespace {

std::string definition(const std::string& file) {
    std::ifstream stream(std::string(BYGD_SOURCE_DIR) + "/workflows/definitions/" + file + ".json");
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

WorkflowSet before_the_new_version() {
    WorkflowSet set;
    for (const auto* name : {"home_delivery_grant", "investment_support", "operating_support", "service_grant", "claim", "direct_payment"}) {
        set.add(read_workflow(definition(std::string(name) + ".v1")), std::string(name) + ".v1");
    }
    return set;
}

Services with(const Services& s, const WorkflowSet& workflows) {
    return {s.clock, s.database, s.region, s.languages, s.templates, workflows, s.guards, s.effects, s.parameters, s.forms,
            s.letters, s.de_minimis, s.timers, s.documents, s.letter_texts};
}

struct OldStep {
    std::string who, action;
    std::map<std::string, std::string, std::less<>> fields;
};

class CaseMoveTest : public ::testing::Test {
protected:
    void old_step(const std::string& number, const OldStep& step) {
        cast.clock.set(cast.clock.now() + std::chrono::minutes(1));
        const auto version = cast.now(number).version;
        take_action(old_house, cast.people.at(step.who), {number, version, step.action, "Skäl.", {step.fields, {}}, 0});
        // Claims ran in the case itself then.
        cast.server.owner().transact([&](Transaction& tx) {
            tx.execute("UPDATE claim SET proceeding_id = NULL WHERE case_id = ?", {cast.now(number).id});
            tx.execute("DELETE FROM proceeding WHERE case_id = ?", {cast.now(number).id});
        });
    }

    // A case that has come to this state in version 1.
    std::string old_case(const std::string& form, const std::string& state) {
        const auto number = cast.register_application(form);
        cast.server.owner().transact([&](Transaction& tx) {
            tx.execute("UPDATE aid_case SET workflow_version = 1 WHERE diary_number = ?", {number});
        });
        for (const auto& step : road(form, state)) {
            if (cast.now(number).state == state) break;
            if (step.action == "propose") cast.answer_all(number);
            old_step(number, step);
        }
        EXPECT_EQ(cast.now(number).state, state) << form;
        return number;
    }

    std::vector<OldStep> road(const std::string& form, const std::string& state) const {
        auto proposal = cast.proposal();
        const bool no = state == "decided_rejected";
        if (no) proposal["proposal_outcome"] = "rejected";
        if (no) proposal["no_hearing_reason"] = "Sökanden har inget att tillägga.";
        const auto day = cast.clock.today().iso();
        std::vector<OldStep> steps{{"anna", "assign", {}}, {"anna", "propose", proposal}, {"anna", "submit_for_decision", {}},
                                   {"david", no ? "reject" : "approve", {}}, {"anna", "dispatch", {}}};
        if (form == "investment_support") {
            steps.push_back({"anna", "register_claim",
                             {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", std::to_string(cast.registered)},
                              {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", "80000.00"}, {"final", "1"}}});
            steps.push_back({"anna", "approve_claim", {{"approved_1", "80000.00"}}});
        } else if (form == "home_delivery_grant") {
            steps.push_back({"anna", "register_outcome", {{"net_cost", "180000.00"}, {"households", "30"}, {"occasions", "2400"}}});
            steps.push_back({"anna", "approve_claim", {}});
        } else {
            steps.push_back({"anna", "prepare_payment", {}});
        }
        steps.push_back({"eva", "attest", {}});
        steps.push_back({"eva", "mark_paid", {}});
        steps.push_back({"anna", "close", {}});
        return steps;
    }

    CasesMoved move(const std::string& workflow, bool dry_run = false) {
        cast.clock.set(cast.clock.now() + std::chrono::minutes(1));
        return move_cases(cast.services(), system_actor(), {workflow, 2, {}, dry_run, 2});
    }

    static std::int64_t total(const CasesMoved& done) {
        std::int64_t cases = 0;
        for (const auto& one : done.moved) cases += one.cases;
        return cases;
    }

    std::vector<Proceeding> besides(const std::string& number) const {
        return cast.services().database.read([&](Transaction& tx) { return proceedings_of(tx, cast.now(number).id); });
    }

    void expect_in_order() { EXPECT_EQ(cast.faults(), std::vector<std::string>()); }

    HouseCast cast;
    WorkflowSet old_definitions = before_the_new_version();
    Services old_house = with(cast.services(), old_definitions);
};

class EveryOldState : public CaseMoveTest, public ::testing::WithParamInterface<const char*> {};

}  // namespace

TEST_P(EveryOldState, goes_where_the_plan_says_and_is_put_back) {
    const std::string form = GetParam();
    const auto& plan = *cast.services().workflows.plan(form, 1, 2);
    std::map<std::string, std::string> numbers;
    for (const auto& state : cast.services().workflows.get(form, 1).states()) numbers[state.name] = old_case(form, state.name);
    expect_in_order();
    const auto tried = move(form, true);
    EXPECT_EQ(total(tried), static_cast<std::int64_t>(numbers.size()));
    EXPECT_FALSE(tried.run.valid());
    for (const auto& [state, number] : numbers) {
        EXPECT_EQ(cast.now(number).workflow_version, 1);
        EXPECT_TRUE(besides(number).empty());
    }
    const auto done = move(form);
    EXPECT_EQ(total(done), total(tried));
    EXPECT_TRUE(done.waiting.empty());
    EXPECT_EQ(done.refused, std::vector<std::string>());
    for (const auto& [state, number] : numbers) {
        const auto& target = plan.line(state)->targets.front();
        const auto subject = cast.now(number);
        EXPECT_EQ(subject.workflow_version, 2);
        EXPECT_EQ(subject.state, target.state) << state;
        const auto beside = besides(number);
        ASSERT_EQ(beside.size(), target.opens ? 1u : 0u) << state;
        if (target.opens) {
            EXPECT_EQ(beside.front().state, target.opens->state);
        }
    }
    expect_in_order();
    EXPECT_EQ(total(move(form)), 0);                     // once more moves nothing
    const auto undone = undo_moves(cast.services(), system_actor(), done.run, 2);
    EXPECT_EQ(undone.undone, total(done));
    EXPECT_TRUE(undone.moved_on.empty());
    for (const auto& [state, number] : numbers) {
        EXPECT_EQ(cast.now(number).state, state);
        EXPECT_EQ(cast.now(number).workflow_version, 1);
        EXPECT_TRUE(besides(number).empty());
    }
    expect_in_order();
    EXPECT_EQ(total(move(form)), total(done));           // and there again
    expect_in_order();
}

INSTANTIATE_TEST_SUITE_P(Forms, EveryOldState,
                         ::testing::Values("home_delivery_grant", "investment_support", "service_grant", "operating_support"),
                         [](const auto& form) { return std::string(form.param); });

TEST_F(CaseMoveTest, takes_no_step_before_it_is_moved_and_says_why) {
    const auto number = old_case("service_grant", "proposed");
    auto subject = cast.now(number);
    const auto offers = cast.services().database.read([&](Transaction& tx) {
        return offers_of(cast.services(), tx, cast.people.at("anna"), subject, cast.clock.now());
    });
    EXPECT_TRUE(offers.empty());
    try {
        cast.take("anna", number, "submit_for_decision");
        FAIL() << "was not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_EQ(error.problems().front().code, "workflow.retired");
    }
    EXPECT_EQ(cast.now(number).version, subject.version);
}

TEST_F(CaseMoveTest, a_claim_half_way_is_paid_in_the_new_version_and_the_case_closed) {
    const auto shop = old_case("investment_support", "claim_in_review");
    const auto store = old_case("service_grant", "claim_approved");
    move("investment_support");
    move("service_grant");
    cast.file(shop, "final_report");
    cast.take("anna", shop, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim");
    for (const auto& number : {shop, store}) {
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        cast.take("anna", number, "close");
        EXPECT_EQ(cast.now(number).state, "closed");
        EXPECT_EQ(cast.beside(number, "claim").state, "paid");
    }
    EXPECT_EQ(cast.now(shop).paid, Money::kronor(40'000));
    EXPECT_EQ(cast.now(store).paid, Money::kronor(100'000));
    expect_in_order();
}

TEST_F(CaseMoveTest, puts_back_only_what_nothing_has_happened_to) {
    const auto still = old_case("service_grant", "proposed");
    const auto gone_on = old_case("service_grant", "proposed");
    const auto run = move("service_grant").run;
    cast.take("anna", gone_on, "submit_for_decision");
    const auto undone = undo_moves(cast.services(), system_actor(), run);
    EXPECT_EQ(undone.undone, 1);
    EXPECT_EQ(undone.moved_on, std::vector<std::string>{gone_on});
    EXPECT_EQ(cast.now(still).workflow_version, 1);
    EXPECT_EQ(cast.now(gone_on).state, "under_decision");
    EXPECT_EQ(undo_moves(cast.services(), system_actor(), run).undone, 0);
    expect_in_order();
}

// A claim under way is moved with its case standing still, goes on in the new version, and is put back while nothing has been
// done with it: whatever happens in the case otherwise.
TEST_F(CaseMoveTest, moves_what_runs_beside_a_case_and_puts_it_back) {
    auto set = WorkflowSet::load(std::string(BYGD_SOURCE_DIR) + "/workflows/definitions", std::string(BYGD_SOURCE_DIR) + "/workflows/moves");
    MovePlan plan{"direct_payment", 1, 2, "43 §", {}};
    for (const auto& state : set.get("direct_payment", 1).states()) plan.lines.push_back({state.name, {{state.name, {}}}, {}});
    set.add(MovePlanReading{plan, {}}, plan.name());
    const auto services = with(cast.services(), set);
    std::vector<std::string> numbers;
    for (int i = 0; i < 3; ++i) {
        numbers.push_back(cast.under_decision("service_grant"));
        cast.take("david", numbers.back(), "approve");
        cast.take("anna", numbers.back(), "dispatch");
        cast.take("anna", numbers.back(), "prepare_payment");
    }
    cast.server.owner().transact([](Transaction& tx) { tx.execute("UPDATE proceeding SET workflow_version = 1", {}); });
    const auto refused = [&](const std::string& number) {
        try {
            take_action(services, cast.people.at("eva"), {number, cast.now(number).version, "attest", "", {}, 1});
            return std::string();
        } catch (const Error& error) {
            return error.problems().front().code;
        }
    };
    EXPECT_EQ(refused(numbers[0]), "workflow.retired");
    const auto tried = move_cases(services, system_actor(), {"direct_payment", 2, {}, true, 2});
    EXPECT_EQ(total(tried), 3);
    EXPECT_EQ(besides(numbers[0]).front().workflow_version, 1);
    const auto done = move_cases(services, system_actor(), {"direct_payment", 2, {}, false, 2});
    EXPECT_EQ(total(done), 3);
    EXPECT_EQ(done.refused, std::vector<std::string>());
    EXPECT_EQ(besides(numbers[0]).front().workflow_version, 2);
    EXPECT_EQ(cast.now(numbers[0]).workflow_version, 2);
    expect_in_order();
    cast.clock.set(cast.clock.now() + std::chrono::minutes(1));
    cast.take("eva", numbers[0], "attest", {}, "", "claim");
    add_note(cast.services(), cast.people.at("anna"), numbers[1], "Ringde.");
    const auto undone = undo_moves(services, system_actor(), done.run, 1);
    EXPECT_EQ(undone.undone, 2) << "a note in the case is nothing done with the claim";
    EXPECT_EQ(undone.moved_on, std::vector<std::string>{numbers[0]});
    EXPECT_EQ(besides(numbers[1]).front().workflow_version, 1);
    EXPECT_EQ(besides(numbers[0]).front().state, "to_pay");
    expect_in_order();
    EXPECT_EQ(total(move_cases(services, system_actor(), {"direct_payment", 2, {}, false, 2})), 2);
    expect_in_order();
    cast.server.owner().transact([](Transaction& tx) { tx.execute("UPDATE proceeding SET workflow_version = 1 LIMIT 1", {}); });
    EXPECT_EQ(cast.faults().front(), numbers[0] + ": proceeding 1 is in another version than the diary says");
}

TEST_F(CaseMoveTest, waits_for_a_choice_and_says_why) {
    auto set = before_the_new_version();
    set.add(read_workflow(definition("service_grant.v2")), "service_grant.v2");
    auto plan = *cast.services().workflows.plan("service_grant", 1, 2);
    for (auto& line : plan.lines) {
        if (line.state != "in_review") continue;
        line.targets = {{"in_review", {}}, {"hearing", {}}};
        line.reason = {"Sökanden kan vara hörd.", "The applicant may be heard."};
    }
    set.add(MovePlanReading{plan, {}}, plan.name());
    const auto services = with(cast.services(), set);
    const auto number = old_case("service_grant", "in_review");
    old_case("service_grant", "received");
    MoveCases command{"service_grant", 2, {}, false, 200};
    const auto first = move_cases(services, system_actor(), command);
    EXPECT_EQ(total(first), 1);
    ASSERT_EQ(first.waiting.size(), 1u);
    EXPECT_EQ(first.waiting.front().why, "choose in_review or hearing: Sökanden kan vara hörd.");
    EXPECT_EQ(cast.now(number).workflow_version, 1);
    command.choices = {{"in_review", "closed"}};
    EXPECT_EQ(faults_of(services, command), std::vector<std::string>{"no plan leaves the choice in_review=closed"});
    command.choices = {{"in_review", "hearing"}};
    EXPECT_EQ(total(move_cases(services, system_actor(), command)), 1);
    EXPECT_EQ(cast.now(number).state, "hearing");
}

// The machine stops after the first batch: what was moved is told and stays, and the next run takes the rest.
TEST_F(CaseMoveTest, goes_on_after_a_run_cut_short) {
    for (int i = 0; i < 5; ++i) old_case("operating_support", "received");
    struct Stopped {};
    const auto cut = [](std::int64_t seen) {
        if (seen >= 2) throw Stopped();
    };
    EXPECT_THROW(move_cases(cast.services(), system_actor(), {"operating_support", 2, {}, false, 2}, cut), Stopped);
    const auto left = cast.services().database.read([&](Transaction& tx) {
        EXPECT_FALSE(find_move_run(tx, Id<CaseMoveRun>(1))->finished_at);
        EXPECT_EQ(moves_of(tx, Id<CaseMoveRun>(1), {}, 10).size(), 2u);
        return older_cases(tx, "operating_support", 2, {}, 10).size();
    });
    EXPECT_EQ(left, 3u);
    expect_in_order();
    EXPECT_EQ(total(move("operating_support")), 3);
    EXPECT_EQ(undo_moves(cast.services(), system_actor(), Id<CaseMoveRun>(1)).undone, 2);
    expect_in_order();
}

TEST_F(CaseMoveTest, moves_each_case_once_when_two_servers_run) {
    for (int i = 0; i < 8; ++i) old_case("operating_support", "received");
    CasesMoved done[2];
    std::thread other([&] { done[0] = move_cases(cast.services(), system_actor(), {"operating_support", 2, {}, false, 3}); });
    done[1] = move_cases(cast.services(), system_actor(), {"operating_support", 2, {}, false, 3});
    other.join();
    EXPECT_EQ(total(done[0]) + total(done[1]), 8);
    EXPECT_EQ(done[0].refused.size() + done[1].refused.size(), 0u);
    expect_in_order();
}

TEST_F(CaseMoveTest, a_new_version_takes_new_cases_while_old_ones_stay) {
    const auto old = old_case("home_delivery_grant", "in_review");
    const auto fresh = cast.register_application("home_delivery_grant");
    EXPECT_EQ(cast.now(old).workflow_version, 1);
    EXPECT_EQ(cast.now(fresh).workflow_version, 2);
    cast.take("anna", fresh, "assign");
    EXPECT_EQ(cast.now(fresh).state, "in_review");
    expect_in_order();
}

TEST_F(CaseMoveTest, verify_finds_a_case_moved_behind_its_back) {
    const auto number = old_case("service_grant", "paid");
    move("service_grant");
    cast.server.owner().transact([&](Transaction& tx) {
        tx.execute("UPDATE aid_case SET workflow_version = 1 WHERE diary_number = ?", {number});
    });
    EXPECT_EQ(cast.faults().front(), number + ": the case is in another version than its diary says");
}

}  // namespace bygd::testing_house
