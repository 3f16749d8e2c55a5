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

enum class ClaimIs { none, in_review, approved, attested };

struct Model {
    std::string state;
    bool officer = false, proposal = false, grants = false, reserved = false;
    bool decided = false, granted = false, dispatched = false, closed = false;
    ClaimIs claim = ClaimIs::none;

    auto key() const {
        return std::tie(state, officer, proposal, grants, reserved, decided, granted, dispatched, closed, claim);
    }
    bool operator<(const Model& other) const { return key() < other.key(); }
};

const std::map<std::string, bool (*)(const Model&)> guards{
    {"has_officer", [](const Model& m) { return m.officer; }},
    {"checklist_complete", [](const Model&) { return true; }},
    {"required_documents", [](const Model&) { return true; }},
    {"proposal_grants", [](const Model& m) { return m.proposal && m.grants; }},
    {"proposal_rejects", [](const Model& m) { return m.proposal && !m.grants; }},
    {"decider_is_not_preparer", [](const Model&) { return true; }},
    {"within_delegation", [](const Model&) { return true; }},
    {"letter_ready", [](const Model& m) { return m.decided; }},
    {"attester_is_another_person", [](const Model&) { return true; }},
    {"payee_confirmed", [](const Model&) { return true; }},
    {"no_open_claim", [](const Model& m) { return m.claim == ClaimIs::none; }},
};

// Each says whether it could be done on such a case at all, and does it.
bool opens_claim(Model& m, ClaimIs as) {
    const bool may = m.claim == ClaimIs::none && m.granted && m.dispatched;
    m.claim = as;
    return may;
}

bool moves_claim(Model& m, ClaimIs from, ClaimIs to) {
    const bool may = m.claim == from;
    m.claim = to;
    return may;
}

const std::map<std::string, bool (*)(Model&)> effects{
    {"assign_officer", [](Model& m) { m.officer = true; return true; }},
    {"write_proposal", [](Model& m) { m.proposal = true; return !m.decided; }},
    {"reserve_funds", [](Model& m) { const bool may = m.proposal && !m.reserved; m.reserved = m.grants; return may; }},
    {"release_reservation", [](Model& m) { m.reserved = false; return !m.granted; }},
    {"write_decision", [](Model& m) { const bool may = m.proposal && !m.decided; m.decided = true; return may; }},
    {"write_withdrawal", [](Model& m) { const bool may = !m.decided; m.decided = true; return may; }},
    {"commit_funds", [](Model& m) { const bool may = m.reserved && m.decided; m.reserved = false; m.granted = true; return may; }},
    {"dispatch_letter", [](Model& m) { const bool may = m.decided && !m.dispatched; m.dispatched = true; return may; }},
    {"register_claim", [](Model& m) { return opens_claim(m, ClaimIs::in_review); }},
    {"register_home_delivery_outcome", [](Model& m) { return opens_claim(m, ClaimIs::in_review); }},
    {"create_direct_payment", [](Model& m) { return opens_claim(m, ClaimIs::approved); }},
    {"approve_claim", [](Model& m) { return moves_claim(m, ClaimIs::in_review, ClaimIs::approved); }},
    {"reopen_claim", [](Model& m) { return moves_claim(m, ClaimIs::approved, ClaimIs::in_review); }},
    {"cancel_claim", [](Model& m) { const bool may = m.claim == ClaimIs::in_review || m.claim == ClaimIs::approved;
                                    m.claim = ClaimIs::none; return may; }},
    {"attest_payment", [](Model& m) { return moves_claim(m, ClaimIs::approved, ClaimIs::attested); }},
    {"book_payment", [](Model& m) { return moves_claim(m, ClaimIs::attested, ClaimIs::none); }},
    {"release_unspent", [](Model& m) { const bool may = m.claim == ClaimIs::none; m.granted = false; return may; }},
    {"close_case", [](Model& m) { const bool may = !m.closed; m.closed = true; return may; }},
};

// What must be true of a case wherever it stands.
void expect_in_order(const Workflow& workflow, const Model& m, const std::string& road) {
    const auto& stage = workflow.stage(m.state);
    EXPECT_EQ(m.closed, stage == "closed") << road;
    EXPECT_EQ(m.decided, stage != "open") << road;
    EXPECT_FALSE(m.reserved && m.granted) << road;
    EXPECT_EQ(m.claim == ClaimIs::in_review, m.state == "claim_in_review") << road;
    EXPECT_EQ(m.claim == ClaimIs::approved, m.state == "claim_approved") << road;
    EXPECT_EQ(m.claim == ClaimIs::attested, m.state == "to_pay") << road;
    if (stage != "open") EXPECT_FALSE(m.reserved) << road;
    if (m.closed) EXPECT_FALSE(m.granted) << "money left behind: " << road;
}

// The cases that come of one step; two where the officer chooses what to propose, none where a guard refuses.
std::vector<Model> after(const Transition& t, const Model& before, const std::string& road) {
    for (const auto& name : t.guards) {
        if (!guards.at(name)(before)) return {};
    }
    std::vector<Model> results;
    for (const bool grants : {true, false}) {
        auto m = before;
        m.state = t.to;
        if (t.action == "propose") m.grants = grants;
        for (const auto& name : t.effects) EXPECT_TRUE(effects.at(name)(m)) << name << " cannot be done: " << road;
        results.push_back(m);
        if (t.action != "propose") break;
    }
    return results;
}

struct Walk {
    std::map<Model, std::string> roads;              // every case met, and one road there
    std::map<Model, std::set<Model>> came_from;
};

Walk walk(const Workflow& workflow) {
    Walk walk;
    std::deque<Model> waiting{{.state = workflow.initial()}};
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
        if (model.closed && ending.insert(model).second) waiting.push_back(model);
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
                         testing::Values("home_delivery_grant", "investment_support", "operating_support", "service_grant"),
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
        {"register_outcome", Role::officer, "claim_in_review"}, {"approve_claim", Role::officer, "claim_approved"},
        {"attest", Role::finance, "to_pay"}, {"mark_paid", Role::finance, "paid"}, {"close", Role::officer, "closed"}}));
}

TEST(WorkflowRoad, OfInvestmentIsPaidAsMeasuresAreReported) {   // 2024:1243 32 § 2
    expect_road("investment_support", approved_then({{"dispatch", Role::officer, "ongoing"},
        {"register_claim", Role::officer, "claim_in_review"}, {"approve_claim", Role::officer, "claim_approved"},
        {"return_claim", Role::finance, "claim_in_review"}, {"approve_claim", Role::officer, "claim_approved"},
        {"attest", Role::finance, "to_pay"}, {"mark_paid", Role::finance, "ongoing"},
        {"register_claim", Role::officer, "claim_in_review"}, {"cancel_claim", Role::officer, "ongoing"},
        {"close", Role::officer, "closed"}}));
}

TEST(WorkflowRoad, OfServiceAndOperatingSupportIsPaidWithTheGrant) {   // 2024:1243 32 § 3
    for (const auto* name : {"service_grant", "operating_support"}) {
        expect_road(name, approved_then({{"dispatch", Role::officer, "granted"},
            {"prepare_payment", Role::officer, "claim_approved"}, {"return_claim", Role::finance, "granted"},
            {"prepare_payment", Role::officer, "claim_approved"}, {"attest", Role::finance, "to_pay"},
            {"mark_paid", Role::finance, "paid"}, {"close", Role::officer, "closed"}}));
    }
}

TEST(WorkflowRoad, OfRejectionWithdrawalAndBackToReviewIsTheSameInAll) {
    for (const auto* name : {"home_delivery_grant", "investment_support", "operating_support", "service_grant"}) {
        expect_road(name, {{"assign", Role::officer, "in_review"}, {"reassign", Role::manager, "in_review"},
            {"propose", Role::officer, "proposed"}, {"submit_for_decision", Role::officer, "under_decision"},
            {"back_to_review", Role::decider, "in_review"}, {"propose", Role::officer, "proposed"},
            {"submit_for_decision", Role::officer, "under_decision"}, {"reject", Role::decider, "decided_rejected"},
            {"dispatch", Role::officer, "closed"}});
        expect_road(name, {{"withdraw", Role::officer, "closed"}});
        expect_road(name, {{"assign", Role::officer, "in_review"}, {"propose", Role::officer, "proposed"},
            {"withdraw", Role::officer, "closed"}});
    }
}

}  // namespace
}  // namespace bygd
