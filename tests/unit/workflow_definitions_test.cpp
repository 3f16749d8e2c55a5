// The definitions that are shipped: no faults against what the rooms really register, who may do what as a whole table,
// and the two-person rules of design.md §4 rule 8 in every one of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "pages/house.hpp"
#include "tests/unit/golden.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {
namespace {

using testing::IsEmpty;

const Role every_role[] = {Role::officer, Role::decider, Role::manager, Role::finance, Role::auditor, Role::administrator};

WorkflowSet shipped() { return load_workflows(BYGD_SOURCE_DIR); }

// The same list the house starts with.
KnownNames registered() { return registered_names(); }

// Every guard holds.
GuardChecks open_doors() {
    GuardChecks checks;
    for (const auto& name : registered().guards) checks.emplace(name, [] { return Problems{}; });
    return checks;
}

TEST(WorkflowDefinitions, AreWithoutFaults) { EXPECT_THAT(shipped().faults(registered()), IsEmpty()); }

TEST(WorkflowDefinitions, AreThoseOfTheFourFormsAndWhatRunsBesideACase) {
    EXPECT_THAT(shipped().names(), testing::ElementsAre("appeal", "change", "claim", "direct_payment", "home_delivery_grant",
                                                        "investment_support", "non_payment", "operating_support", "recovery",
                                                        "service_grant"));
}

// The newest version of each: cases of an older one are moved before they go on.
std::vector<const Workflow*> in_use(const WorkflowSet& set) {
    std::vector<const Workflow*> workflows;
    for (const auto& name : set.names()) workflows.push_back(&set.latest(name));
    return workflows;
}

TEST(WorkflowDefinitions, NameEveryGuardEffectAndFormTheRoomsRegister) {
    std::set<std::string> named;
    const auto set = shipped();
    for (const auto* workflow : in_use(set)) {
        for (const auto& t : workflow->transitions()) {
            named.insert(t.guards.begin(), t.guards.end());
            named.insert(t.effects.begin(), t.effects.end());
            named.insert(t.input);
        }
    }
    for (const auto& [name, plan] : set.plans()) {
        for (const auto& line : plan.lines) {
            for (const auto& target : line.targets) {
                if (!target.opens) continue;
                named.insert(target.opens->effects.begin(), target.opens->effects.end());
                named.insert(target.opens->undo.begin(), target.opens->undo.end());
            }
        }
    }
    const auto known = registered();
    for (const auto& names : {known.guards, known.effects, known.inputs}) {
        for (const auto& name : names) EXPECT_TRUE(named.contains(name)) << name << " is registered and used by no definition";
    }
}

// In one column who, in the next what and where to; "*" asks for a reason, "..." for a form.
std::string table_of(const Workflow& workflow) {
    auto text = workflow.name() + ".v" + std::to_string(workflow.version()) + "\n";
    const auto column = [](std::string word, std::size_t width) { return word.append(width - std::min(width - 1, characters(word)), ' '); };
    for (const auto& state : workflow.states()) {
        text += "  " + column(state.name, 20) + column(state.stage, 9) + state.label.sv + "\n";
        for (const auto role : every_role) {
            std::vector<std::string> actions;
            for (const auto& offer : workflow.offers(state.name, {role}, open_doors())) {
                const auto step = workflow.step({state.name, offer.action, "skäl", {role}}, open_doors());
                actions.push_back(offer.action + (offer.reason == "required" ? "*" : "") + (offer.input.empty() ? "" : "...") +
                                  " -> " + step.to);
            }
            text += "    " + column(std::string(to_string(role)), 16) + (actions.empty() ? "-" : joined(actions, ", ")) + "\n";
        }
    }
    return text;
}

TEST(WorkflowDefinitions, GiveEachRoleInEachStateTheActionsOfTheTable) {
    std::string table;
    const auto set = shipped();
    for (const auto* workflow : in_use(set)) table += table_of(*workflow) + "\n";
    expect_golden("workflow_actions.txt", table);
}

// The table above, asked the other way: whatever is not offered is refused, for every state, action and role.
TEST(WorkflowDefinitions, RefuseWhateverTheyDoNotOffer) {
    const auto set = shipped();
    for (const auto* workflow : in_use(set)) {
        std::set<std::string> actions;
        for (const auto& t : workflow->transitions()) actions.insert(t.action);
        for (const auto& state : workflow->states()) {
            for (const auto role : every_role) {
                std::set<std::string> offered;
                for (const auto& offer : workflow->offers(state.name, {role}, open_doors())) offered.insert(offer.action);
                for (const auto& action : actions) {
                    const auto attempt = [&] { workflow->step({state.name, action, "skäl", {role}}, open_doors()); };
                    if (offered.contains(action)) EXPECT_NO_THROW(attempt()) << workflow->name() << state.name << action;
                    else EXPECT_THROW(attempt(), Error) << workflow->name() << state.name << action;
                }
            }
        }
    }
}

// design.md §4 rule 8, domain §3.1: who prepares does not decide, who decides does not attest.
struct Duty {
    std::string action;
    Roles roles;
    std::vector<std::string> guards;
};

TEST(WorkflowDefinitions, KeepPreparingDecidingAndPayingApart) {
    const Duty duties[] = {
        {"propose", {Role::officer}, {"conflict_declared"}},
        {"approve", {Role::decider}, {"proposal_grants", "conflict_declared", "decider_is_not_preparer", "within_delegation"}},
        {"reject", {Role::decider}, {"proposal_rejects", "conflict_declared", "decider_is_not_preparer", "within_delegation"}},
        {"dismiss", {Role::decider}, {"proposal_dismisses", "conflict_declared", "decider_is_not_preparer", "within_delegation"}},
        {"decide", {Role::decider}, {"conflict_declared", "decider_is_not_preparer", "within_delegation"}},
        {"dispatch", {Role::officer}, {"letter_ready"}},
        {"attest", {Role::finance}, {"conflict_declared", "attester_is_another_person", "payee_confirmed", "no_open_stop"}},
        {"mark_paid", {Role::finance}, {}},
        {"register_repayment", {Role::finance}, {}},
        {"close", {Role::officer}, {"no_open_proceedings"}},
    };
    const auto set = shipped();
    for (const auto& duty : duties) {
        int found = 0;
        for (const auto* workflow : in_use(set)) {
            for (const auto& t : workflow->transitions()) {
                if (t.action != duty.action) continue;
                ++found;
                EXPECT_EQ(t.roles, duty.roles) << workflow->name() << " " << t.action;
                EXPECT_THAT(t.guards, testing::IsSupersetOf(duty.guards)) << workflow->name() << " " << t.action;
            }
        }
        EXPECT_GT(found, 0) << duty.action << " is in no definition";
    }
}

// 2024:1243 28 §: the kommun is heard, and the company looked up, in the three forms for companies and in no other.
TEST(WorkflowDefinitions, AskTheKommunAndTheRegistersAboutCompanies) {
    const auto set = shipped();
    for (const std::string form : {"home_delivery_grant", "investment_support", "operating_support", "service_grant"}) {
        const auto* propose = set.latest(form).find("in_review", "propose");
        EXPECT_THAT(propose->guards, testing::IsSupersetOf({"has_officer", "checklist_complete", "required_documents", "requests_closed"}));
        for (const std::string guard : {"opinions_in", "checks_valid", "de_minimis_fits"}) {
            const bool there = std::count(propose->guards.begin(), propose->guards.end(), guard) > 0;
            EXPECT_EQ(there, form != "home_delivery_grant") << form << " " << guard;
        }
    }
}

TEST(WorkflowDefinitions, AskForAReasonWhenACaseGoesBackOrIsGivenUp) {
    const std::set<std::string> backwards{"back_to_review", "return_claim", "cancel_claim", "withdraw", "cancel", "payment_rejected",
                                          "supplement_overdue", "reduce_debt", "write_off", "hand_over", "dismiss_appeal", "reconsider",
                                          "withdraw_appeal"};
    const auto set = shipped();
    for (const auto* workflow : in_use(set)) {
        for (const auto& t : workflow->transitions()) {
            EXPECT_EQ(t.reason == "required", backwards.contains(t.action)) << workflow->name() << " " << t.action;
        }
    }
}

TEST(WorkflowDefinitions, TellStatesAndButtonsApartInBothLanguages) {
    const auto set = shipped();
    for (const auto* workflow : in_use(set)) {
        EXPECT_THAT(workflow->source(), testing::AnyOf(testing::HasSubstr("2024:1243 "), testing::HasSubstr("FL "))) << workflow->name();
        for (const std::string language : {"sv", "en"}) {
            std::set<std::string> labels;
            for (const auto& state : workflow->states()) {
                EXPECT_TRUE(labels.insert(state.label.in(language)).second) << workflow->name() << " " << state.name;
            }
            for (const auto& state : workflow->states()) {
                std::set<std::string> buttons;
                for (const auto& t : workflow->transitions()) {
                    if (!workflow->find(state.name, t.action) || workflow->find(state.name, t.action) != &t) continue;
                    EXPECT_TRUE(buttons.insert(t.label.in(language)).second) << workflow->name() << " " << t.action;
                }
            }
        }
    }
}

}  // namespace
}  // namespace bygd
