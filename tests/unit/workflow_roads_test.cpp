// Every road through every definition, walked against a small model of what the effects do to a case: its proposal, its
// reserved and granted money, its claim. The walk is exhaustive, round trips included: it visits each combination of state
// and model once. So money is never granted unreserved, paid unattested, or left behind in a closed case.
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "workflows/workflow_set.hpp"

namespace bygd {
namespace {

enum class ClaimIs { none, in_review, approved, attested, paid, cancelled };
enum class Proposes { nothing, grant, rejection, dismissal };

// Of the case and of what runs beside it: each definition moves its own part and leaves the rest as it is.
struct Model {
    std::string state;
    bool officer = false, reserved = false, decided = false, granted = false, dispatched = false, closed = false;
    bool supplement = false, opinion = false, hearing = false, heard = false;
    Proposes proposal = Proposes::nothing;
    ClaimIs claim = ClaimIs::none;

    auto key() const {
        return std::tie(state, officer, reserved, decided, granted, dispatched, closed, supplement, opinion, hearing, heard, proposal,
                        claim);
    }
    bool operator<(const Model& other) const { return key() < other.key(); }
};

bool always(const Model&) { return true; }

const std::map<std::string, bool (*)(const Model&)> guards{
    {"has_officer", [](const Model& m) { return m.officer; }},
    {"checklist_complete", always},
    {"required_documents", always},
    {"conflict_declared", always},
    {"checks_valid", always},
    {"de_minimis_fits", always},
    {"opinions_in", always},
    {"no_open_proceedings", always},
    {"no_open_change", always},
    {"no_open_stop", always},
    {"no_open_recovery", always},
    {"no_open_appeal", always},
    {"may_be_archived", always},
    {"supplement_overdue", always},
    {"not_reminded", always},
    {"something_outstanding", always},
    {"something_paid", always},
    {"final_claim_paid", always},
    {"payments_fit", always},
    {"debt_settled", always},
    {"conditions_allow_payment", always},
    {"final_report_in", always},
    {"due_conditions_settled", always},
    {"no_open_conditions", always},
    {"requests_closed", [](const Model& m) { return !m.supplement && !m.opinion && !m.hearing; }},
    {"opinion_is_open", [](const Model& m) { return m.opinion; }},
    {"hearing_held", [](const Model& m) { return m.heard; }},
    {"proposal_grants", [](const Model& m) { return m.proposal == Proposes::grant; }},
    {"proposal_rejects", [](const Model& m) { return m.proposal == Proposes::rejection; }},
    {"proposal_dismisses", [](const Model& m) { return m.proposal == Proposes::dismissal; }},
    {"decider_is_not_preparer", always},
    {"within_delegation", always},
    {"letter_ready", [](const Model& m) { return m.decided; }},
    {"attester_is_another_person", always},
    {"payee_confirmed", always},
    {"no_open_claim", always},
};

bool moves_claim(Model& m, ClaimIs from, ClaimIs to) {
    const bool may = m.claim == from;
    m.claim = to;
    return may;
}

bool opens(bool& request) {
    const bool may = !request;
    request = true;
    return may;
}

bool closes(bool& request) {
    const bool may = request;
    request = false;
    return may;
}

bool proposes(Model& m) { return !m.decided && !m.supplement && !m.hearing; }

bool decides(Model& m) {
    const bool may = m.proposal != Proposes::nothing && !m.decided;
    m.decided = true;
    return may;
}

bool always_may(Model&) { return true; }
bool of_running(Model& m) { return m.decided; }

// Each says whether it could be done on such a case at all, and does it.
const std::map<std::string, bool (*)(Model&)> effects{
    {"assign_officer", [](Model& m) { m.officer = true; return true; }},
    {"open_supplement", [](Model& m) { return opens(m.supplement); }},
    {"open_opinion", [](Model& m) { m.opinion = true; return true; }},
    {"open_hearing", [](Model& m) { return opens(m.hearing); }},
    {"answer_supplement", [](Model& m) { return closes(m.supplement); }},
    {"answer_opinion", [](Model& m) { return closes(m.opinion); }},
    {"answer_hearing", [](Model& m) { m.heard = true; return closes(m.hearing); }},
    {"expire_requests", [](Model& m) { return closes(m.supplement); }},
    {"remind_requests", [](Model& m) { return m.supplement; }},
    {"cancel_requests", [](Model& m) { m.supplement = m.opinion = m.hearing = false; return true; }},
    {"write_proposal", proposes},
    {"write_dismissal_proposal", proposes},
    {"write_change_proposal", proposes},
    {"write_stop_proposal", proposes},
    {"write_recovery_proposal", proposes},
    {"reserve_funds", [](Model& m) { const bool may = !m.reserved; m.reserved = m.proposal == Proposes::grant; return may; }},
    {"reserve_change", [](Model& m) { const bool may = !m.reserved; m.reserved = true; return may; }},
    {"release_reservation", [](Model& m) { m.reserved = false; return !m.granted; }},
    {"write_decision", decides},
    {"write_change_decision", decides},
    {"write_stop_decision", decides},
    {"write_recovery_decision", decides},
    {"write_withdrawal", [](Model& m) { const bool may = !m.decided; m.decided = true; return may; }},
    {"commit_funds", [](Model& m) { const bool may = m.reserved && m.decided; m.reserved = false; m.granted = true; return may; }},
    {"apply_change", [](Model& m) { const bool may = m.reserved && m.decided; m.reserved = false; return may; }},
    {"apply_stop", of_running},
    {"rebase_claim", of_running},
    {"record_de_minimis", of_running},
    {"dispatch_letter", [](Model& m) { const bool may = m.decided && !m.dispatched; m.dispatched = true; return may; }},
    {"register_claim", [](Model& m) { return m.granted && m.dispatched; }},
    {"register_home_delivery_outcome", [](Model& m) { return m.granted && m.dispatched; }},
    {"create_direct_payment", [](Model& m) { return m.granted && m.dispatched; }},
    {"register_final_report", [](Model& m) { return m.granted && m.dispatched; }},
    {"open_change", [](Model& m) { return m.granted && m.dispatched; }},
    {"open_stop", [](Model& m) { return m.granted && m.dispatched; }},
    {"open_recovery", of_running},
    {"open_appeal", of_running},
    {"approve_claim", [](Model& m) { return moves_claim(m, ClaimIs::in_review, ClaimIs::approved); }},
    {"save_claim_review", [](Model& m) { return m.claim == ClaimIs::in_review; }},
    {"settle_claim", [](Model& m) { return moves_claim(m, ClaimIs::in_review, ClaimIs::paid); }},
    {"reopen_claim", [](Model& m) { return moves_claim(m, ClaimIs::approved, ClaimIs::in_review); }},
    {"cancel_claim", [](Model& m) { const bool may = m.claim == ClaimIs::in_review || m.claim == ClaimIs::approved;
                                    m.claim = ClaimIs::cancelled; return may; }},
    {"attest_payment", [](Model& m) { return moves_claim(m, ClaimIs::approved, ClaimIs::attested); }},
    {"reject_payment", [](Model& m) { return moves_claim(m, ClaimIs::attested, ClaimIs::approved); }},
    {"book_payment", [](Model& m) { return moves_claim(m, ClaimIs::attested, ClaimIs::paid); }},
    {"release_unspent", [](Model& m) { m.granted = false; return true; }},
    {"tell_open_conditions", [](Model& m) { return !m.closed; }},
    {"close_case", [](Model& m) { const bool may = !m.closed; m.closed = true; return may; }},
    {"archive_case", [](Model& m) { return m.closed; }},
    {"book_repayment", of_running},
    {"reduce_debt", of_running},
    {"agree_instalments", of_running},
    {"write_off_debt", of_running},
    {"note_timeliness", always_may},
    {"note_court", always_may},
    {"note_judgment", always_may},
    {"note_reconsideration", always_may},
    {"write_appeal_dismissal", always_may},
};

bool is_claim(const Workflow& workflow) { return workflow.name() == "claim" || workflow.name() == "direct_payment"; }

// What must be true of a case wherever it stands.
void expect_case_in_order(const Workflow& workflow, const Model& m, const std::string& road) {
    const auto& stage = workflow.stage(m.state);
    EXPECT_EQ(m.closed, stage == "closed") << road;
    EXPECT_EQ(m.decided, stage != "open") << road;
    EXPECT_FALSE(m.reserved && m.granted) << road;
    EXPECT_EQ(m.supplement, m.state == "awaiting_supplement") << road;
    EXPECT_EQ(m.hearing, m.state == "hearing") << road;
    if (stage != "open") {
        EXPECT_FALSE(m.reserved || m.supplement || m.opinion || m.hearing) << road;
    }
    if (m.closed) {
        EXPECT_FALSE(m.granted) << "money left behind: " << road;
    }
}

void expect_claim_in_order(const Model& m, const std::string& road) {
    EXPECT_EQ(m.claim == ClaimIs::in_review, m.state == "in_review" || m.state == "awaiting_supplement") << road;
    EXPECT_EQ(m.claim == ClaimIs::approved, m.state == "approved") << road;
    EXPECT_EQ(m.claim == ClaimIs::attested, m.state == "to_pay") << road;
    EXPECT_EQ(m.claim == ClaimIs::paid, m.state == "paid" || m.state == "settled") << road;
    EXPECT_EQ(m.claim == ClaimIs::cancelled, m.state == "cancelled") << road;
    if (m.state == "cancelled" || m.state == "paid") {
        EXPECT_FALSE(m.supplement) << road;
    }
}

void expect_beside_in_order(const Workflow& workflow, const Model& m, const std::string& road) {
    const auto& stage = workflow.stage(m.state);
    if (stage == "open") {
        EXPECT_FALSE(m.decided) << road;
    }
    if (stage != "open") {
        EXPECT_FALSE(m.reserved || m.hearing) << road;
    }
    EXPECT_EQ(m.hearing, m.state == "hearing") << road;
}

void expect_in_order(const Workflow& workflow, const Model& m, const std::string& road) {
    if (is_claim(workflow)) expect_claim_in_order(m, road);
    else if (workflow.find("received", "assign")) expect_case_in_order(workflow, m, road);
    else expect_beside_in_order(workflow, m, road);
}

Model beginning(const Workflow& workflow) {
    Model m;
    m.state = workflow.initial();
    if (workflow.name() == "claim") m.claim = ClaimIs::in_review;
    if (workflow.name() == "direct_payment") m.claim = ClaimIs::approved;
    return m;
}

// The cases that come of one step; two where the officer chooses what to propose, none where a guard refuses.
std::vector<Model> after(const Transition& t, const Model& before, const std::string& road) {
    for (const auto& name : t.guards) {
        if (!guards.at(name)(before)) return {};
    }
    std::vector<Proposes> choices{before.proposal};
    if (t.action == "propose") choices = {Proposes::grant, Proposes::rejection};
    if (t.action == "propose_dismissal") choices = {Proposes::dismissal};
    std::vector<Model> results;
    for (const auto choice : choices) {
        auto m = before;
        m.state = t.target(before.state);
        m.proposal = choice;
        for (const auto& name : t.effects) EXPECT_TRUE(effects.at(name)(m)) << name << " cannot be done: " << road;
        results.push_back(m);
    }
    return results;
}

struct Walk {
    std::map<Model, std::string> roads;              // every case met, and one road there
    std::map<Model, std::set<Model>> came_from;
};

Walk walk(const Workflow& workflow) {
    Walk walk;
    std::deque<Model> waiting{beginning(workflow)};
    walk.roads[waiting.front()] = workflow.name() + ":";
    while (!waiting.empty()) {
        const auto here = waiting.front();
        waiting.pop_front();
        for (const auto& t : workflow.transitions()) {
            if (workflow.find(here.state, t.action) != &t) continue;
            const auto road = walk.roads[here] + " " + t.action;
            for (const auto& next : after(t, here, road)) {
                walk.came_from[next].insert(here);
                if (walk.roads.emplace(next, road).second) waiting.push_back(next);
            }
        }
    }
    return walk;
}

class WorkflowRoads : public testing::TestWithParam<std::string> {
protected:
    WorkflowSet set_ = WorkflowSet::load(std::string(BYGD_SOURCE_DIR) + "/workflows/definitions");
    const Workflow& workflow_ = set_.latest(GetParam());
};

TEST_P(WorkflowRoads, KeepMoneyAndClaimsInOrderEverywhere) {
    for (const auto& [model, road] : walk(workflow_).roads) expect_in_order(workflow_, model, road);
}

TEST_P(WorkflowRoads, LeadToTheEndFromEverywhereWithTheGuardsHeld) {
    const auto walked = walk(workflow_);
    std::set<Model> ending;
    std::deque<Model> waiting;
    for (const auto& [model, road] : walked.roads) {
        if (workflow_.stage(model.state) == "closed" && ending.insert(model).second) waiting.push_back(model);
    }
    while (!waiting.empty()) {
        const auto here = waiting.front();
        waiting.pop_front();
        const auto before = walked.came_from.find(here);
        if (before == walked.came_from.end()) continue;
        for (const auto& model : before->second) {
            if (ending.insert(model).second) waiting.push_back(model);
        }
    }
    for (const auto& [model, road] : walked.roads) EXPECT_TRUE(ending.contains(model)) << "stuck after " << road;
}

// The roads of issue 2, step by step: the straight one, rejection, withdrawal and back to review.
TEST_P(WorkflowRoads, PassEveryStateAndTakeEveryStep) {
    std::set<std::string> states;
    std::set<const Transition*> steps;
    for (const auto& [model, road] : walk(workflow_).roads) {
        states.insert(model.state);
        for (const auto& t : workflow_.transitions()) {
            if (workflow_.find(model.state, t.action) == &t && !after(t, model, road).empty()) steps.insert(&t);
        }
    }
    EXPECT_EQ(states.size(), workflow_.states().size());
    EXPECT_EQ(steps.size(), workflow_.transitions().size());
}

INSTANTIATE_TEST_SUITE_P(Each, WorkflowRoads,
                         testing::Values("home_delivery_grant", "investment_support", "operating_support", "service_grant", "claim",
                                         "direct_payment", "change", "non_payment", "recovery", "appeal"),
                         [](const auto& each) { return each.param; });

// One line a step: who does what, and where the case then stands.
struct Walked {
    std::string action;
    Role role;
    std::string state;
};

void expect_road(const std::string& name, const std::vector<Walked>& steps) {
    const auto set = WorkflowSet::load(std::string(BYGD_SOURCE_DIR) + "/workflows/definitions");
    const auto& workflow = set.latest(name);
    GuardChecks checks;
    for (const auto& [guard, holds] : guards) checks.emplace(guard, [] { return Problems{}; });
    auto state = workflow.initial();
    for (const auto& step : steps) {
        state = workflow.step({state, step.action, "skäl", {step.role}}, checks).to;
        EXPECT_EQ(state, step.state) << name << " " << step.action;
    }
    EXPECT_EQ(workflow.stage(state), "closed") << name;
}

const std::vector<Walked> to_approval{
    {"assign", Role::manager, "in_review"}, {"propose", Role::officer, "proposed"},
    {"submit_for_decision", Role::officer, "under_decision"}, {"approve", Role::decider, "decided_approved"}};

std::vector<Walked> approved_then(const std::vector<Walked>& rest) {
    auto steps = to_approval;
    steps.insert(steps.end(), rest.begin(), rest.end());
    return steps;
}

TEST(WorkflowRoad, OfHomeDeliveryIsPaidYearlyInArrears) {   // 2024:1243 32 § 1
    expect_road("home_delivery_grant", approved_then({{"dispatch", Role::officer, "granted"},
        {"register_outcome", Role::officer, "granted"}, {"close", Role::officer, "closed"}, {"archive", Role::officer, "archived"}}));
}

TEST(WorkflowRoad, OfInvestmentIsPaidAsMeasuresAreReported) {   // 2024:1243 32 § 2
    expect_road("investment_support", approved_then({{"dispatch", Role::officer, "ongoing"},
        {"register_claim", Role::officer, "ongoing"}, {"request_change", Role::officer, "ongoing"},
        {"register_claim", Role::officer, "ongoing"}, {"final_report", Role::officer, "final_reported"},
        {"close", Role::officer, "closed"}}));
}

TEST(WorkflowRoad, OfServiceAndOperatingSupportIsPaidWithTheGrant) {   // 2024:1243 32 § 3
    for (const auto* name : {"service_grant", "operating_support"}) {
        expect_road(name, approved_then({{"dispatch", Role::officer, "granted"}, {"prepare_payment", Role::officer, "granted"},
            {"close", Role::officer, "closed"}, {"open_recovery", Role::officer, "closed"}}));
    }
}

TEST(WorkflowRoad, OfAClaimGoesBackFromEveryHandUntilItIsPaid) {   // domain §3.2, §3.5
    expect_road("claim", {{"request_supplement", Role::officer, "awaiting_supplement"}, {"supplement_received", Role::officer, "in_review"},
        {"approve_claim", Role::officer, "approved"}, {"return_claim", Role::finance, "in_review"},
        {"approve_claim", Role::officer, "approved"}, {"attest", Role::finance, "to_pay"},
        {"payment_rejected", Role::finance, "approved"}, {"attest", Role::finance, "to_pay"}, {"mark_paid", Role::finance, "paid"}});
    expect_road("claim", {{"save_claim_review", Role::officer, "in_review"}, {"settle_claim", Role::officer, "settled"}});
    expect_road("direct_payment", {{"return_claim", Role::finance, "cancelled"}});
}

TEST(WorkflowRoad, OfRecoveryHearsFirstAndEndsWithTheDebt) {   // 2024:1243 40-45 §§, FL 25 §
    expect_road("recovery", {{"start_hearing", Role::officer, "hearing"}, {"hearing_done", Role::officer, "in_review"},
        {"propose", Role::officer, "proposed"}, {"submit_for_decision", Role::officer, "under_decision"},
        {"back_to_review", Role::decider, "in_review"}, {"propose", Role::officer, "proposed"},
        {"submit_for_decision", Role::officer, "under_decision"}, {"decide", Role::decider, "decided"},
        {"dispatch", Role::officer, "debt"}, {"register_repayment", Role::finance, "debt"},
        {"reduce_debt", Role::decider, "debt"}, {"settle", Role::finance, "closed"}});
}

TEST(WorkflowRoad, OfAnAppealIsTriedForTimeFirst) {   // FL 45-46 §§
    expect_road("appeal", {{"find_in_time", Role::officer, "in_time"}, {"send_to_court", Role::officer, "at_court"},
        {"register_judgment", Role::officer, "judged"}});
    expect_road("appeal", {{"dismiss_appeal", Role::decider, "dismissed"}});
    expect_road("appeal", {{"find_in_time", Role::officer, "in_time"}, {"reconsider", Role::decider, "reconsidered"}});
}

TEST(WorkflowRoad, OfRejectionDismissalWithdrawalAndBackToReviewIsTheSameInAll) {
    for (const auto* name : {"home_delivery_grant", "investment_support", "operating_support", "service_grant"}) {
        expect_road(name, {{"assign", Role::officer, "in_review"}, {"reassign", Role::manager, "in_review"},
            {"request_supplement", Role::officer, "awaiting_supplement"}, {"remind_supplement", Role::officer, "awaiting_supplement"},
            {"supplement_received", Role::officer, "in_review"}, {"start_hearing", Role::officer, "hearing"},
            {"hearing_done", Role::officer, "in_review"}, {"propose", Role::officer, "proposed"},
            {"submit_for_decision", Role::officer, "under_decision"}, {"back_to_review", Role::decider, "in_review"},
            {"propose", Role::officer, "proposed"}, {"submit_for_decision", Role::officer, "under_decision"},
            {"reject", Role::decider, "decided_rejected"}, {"register_appeal", Role::officer, "decided_rejected"},
            {"dispatch", Role::officer, "closed"}});
        expect_road(name, {{"withdraw", Role::officer, "closed"}});
        expect_road(name, {{"assign", Role::officer, "in_review"}, {"propose_dismissal", Role::officer, "proposed"},
            {"submit_for_decision", Role::officer, "under_decision"}, {"dismiss", Role::decider, "decided_dismissed"},
            {"dispatch", Role::officer, "closed"}});
        expect_road(name, {{"assign", Role::officer, "in_review"}, {"propose", Role::officer, "proposed"},
            {"withdraw", Role::officer, "closed"}});
    }
}

}  // namespace
}  // namespace bygd
