// Move plans: what they read as, every fault by its sentence, and that the shipped ones lead every old case somewhere.
#include "workflows/move_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflows/workflow_set.hpp"

namespace bygd {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Label label(const std::string& text) { return {text, text}; }

Workflow version(int number, const std::string& middle) {
    return {"small", number, "received",
            {{"received", label("Inkommen"), "open"}, {middle, label("Mitt i"), "decided"}, {"closed", label("Avslutad"), "closed"}},
            {{"go", label("Gå"), {"received"}, middle, {Role::officer}, {}, {}, "none", "", "primary"},
             {"end", label("Sluta"), {middle}, "closed", {Role::officer}, {}, {}, "none", "", "primary"}},
            "2024:1243"};
}

Workflow beside() {
    return {"claim", 1, "in_review",
            {{"in_review", label("Granskas"), "open"}, {"paid", label("Betald"), "closed"}},
            {{"pay", label("Betala"), {"in_review"}, "paid", {Role::finance}, {}, {}, "none", "", "primary"}},
            "2024:1243"};
}

const KnownNames known{{}, {"adopt", "let_go"}, {}};

std::string whole() {
    return R"({"workflow": "small", "from": 1, "to": 2, "source": "domain §3.2", "states": [
        {"state": "received", "to": "received"},
        {"state": "granted", "to": "ongoing",
         "opens": {"kind": "claim", "workflow": "claim", "state": "in_review", "effects": ["adopt"], "undo": ["let_go"]}},
        {"state": "closed", "to": "closed"}]})";
}

std::string with(const std::string& old, const std::string& now) {
    auto text = whole();
    const auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), now);
}

WorkflowSet set_with(const std::string& plan) {
    WorkflowSet set;
    set.add({version(1, "granted"), {}}, "small.v1");
    set.add({version(2, "ongoing"), {}}, "small.v2");
    set.add({beside(), {}}, "claim.v1");
    auto reading = read_move_plan(plan);
    const auto name = reading.plan.name();
    set.add(std::move(reading), name);
    return set;
}

std::vector<std::string> faults(const std::string& plan) { return set_with(plan).faults(known); }

TEST(MovePlan, ReadsWhereEachStateGoesAndWhatItOpens) {
    const auto reading = read_move_plan(whole());
    EXPECT_THAT(reading.faults, IsEmpty());
    EXPECT_EQ(reading.plan.name(), "small.v1-v2");
    ASSERT_EQ(reading.plan.lines.size(), 3u);
    EXPECT_EQ(reading.plan.line("received")->targets.front().state, "received");
    const auto& opens = reading.plan.line("granted")->targets.front().opens;
    ASSERT_TRUE(opens);
    EXPECT_EQ(opens->workflow + "/" + opens->state, "claim/in_review");
    EXPECT_EQ(reading.plan.line("nowhere"), nullptr);
    EXPECT_THAT(faults(whole()), IsEmpty());
}

TEST(MovePlan, LeavesAChoiceWithItsReason) {
    const auto plan = with(R"({"state": "received", "to": "received"})",
                           R"({"state": "received", "choose": [{"to": "received"}, {"to": "ongoing"}],
                               "reason": {"sv": "Beslutet kan ha fattats.", "en": "It may be decided."}})");
    const auto reading = read_move_plan(plan);
    EXPECT_THAT(reading.faults, IsEmpty());
    EXPECT_TRUE(reading.plan.line("received")->needs_choice());
    EXPECT_EQ(reading.plan.line("received")->reason.sv, "Beslutet kan ha fattats.");
    EXPECT_NE(reading.plan.line("received")->target("ongoing"), nullptr);
    EXPECT_EQ(reading.plan.line("received")->target("closed"), nullptr);
}

TEST(MovePlan, EveryFaultHasItsSentence) {
    struct Wrong {
        std::string old, now, sentence;
    };
    const Wrong wrongs[] = {
        {R"({"state": "received", "to": "received"},)", "", "small.v1-v2: the state received goes nowhere"},
        {R"("state": "closed", "to")", R"("state": "received", "to")", "small.v1-v2: the state received stands twice"},
        {R"("state": "closed", "to")", R"("state": "lost", "to")", "small.v1-v2: the old version has no state lost"},
        {R"("to": "closed")", R"("to": "shut")", "small.v1-v2: closed goes to the unknown state shut"},
        {R"("to": "closed")", R"("to": "ongoing")", "small.v1-v2: closed is closed but ongoing is decided"},
        {R"("from": 1)", R"("from": 7)", "small.v7-v2: there is no version 7"},
        {R"("from": 1)", R"("from": 7)", "small.v7-v2: leads to no newer version"},
        {R"("to": 2)", R"("to": 9)", "small.v1-v9: there is no version 9"},
        {R"("workflow": "claim")", R"("workflow": "nothing")", "small.v1-v2: granted opens the unknown workflow nothing"},
        {R"("state": "in_review")", R"("state": "gone")", "small.v1-v2: granted opens claim in the unknown state gone"},
        {R"("state": "in_review")", R"("state": "paid")", "small.v1-v2: granted opens claim in paid, which is closed"},
        {R"(["adopt"])", R"(["steal"])", "small.v1-v2: granted names the unknown effect steal"},
        {R"("undo": ["let_go"])", R"("undo": [])", "small.v1-v2: granted opens what cannot be undone, or undoes what it does not do"},
        {R"("kind": "claim")", R"("kind": "")", "small.v1-v2: granted opens something of no kind"},
        {R"("source")", R"("sauce")", "small.v1-v2: has the unknown member \"sauce\""},
        {R"("source")", R"("sauce")", "small.v1-v2: lacks \"source\""},
        {R"("to": "closed")", R"("choose": [{"to": "closed"}], "reason": {"sv": "a", "en": "b"})",
         "small.v1-v2: closed: leaves nothing to choose between"},
        {R"("to": "closed")", R"("choose": [{"to": "closed"}, {"to": "closed"}], "reason": {"sv": "a", "en": "b"})",
         "small.v1-v2: closed has closed to choose twice"},
        {R"("to": "closed")", R"("choose": [{"to": "closed"}, {"to": "ongoing"}])", "small.v1-v2: closed does not say why there is a choice"},
    };
    for (const auto& wrong : wrongs) EXPECT_THAT(faults(with(wrong.old, wrong.now)), Contains(wrong.sentence)) << wrong.now;
}

TEST(MovePlan, TellsAllFaultsAtOnce) {
    const auto plan = R"({"workflow": "small", "from": 1, "to": 2, "source": "x", "states": [{"state": "received", "to": "gone"}]})";
    EXPECT_THAT(faults(plan), ElementsAre("small.v1-v2: received goes to the unknown state gone",
                                          "small.v1-v2: the state granted goes nowhere",
                                          "small.v1-v2: the state closed goes nowhere"));
    EXPECT_THAT(read_move_plan("{").faults, testing::Not(IsEmpty()));
}

// What a retired version names may be gone; an older one that cases are still in must be whole.
TEST(MovePlan, RetiresTheVersionItLeadsFrom) {
    const auto set = set_with(whole());
    EXPECT_TRUE(set.retired("small", 1));
    EXPECT_FALSE(set.retired("small", 2));
    EXPECT_FALSE(set.retired("claim", 1));
    EXPECT_EQ(set.latest("small").version(), 2);
    WorkflowSet other;
    auto old = version(1, "granted");
    other.add({Workflow("small", 1, old.initial(), old.states(),
                        {{"go", label("Gå"), {"received"}, "granted", {Role::officer}, {"gone_guard"}, {}, "none", "", "primary"},
                         {"end", label("Sluta"), {"granted"}, "closed", {Role::officer}, {}, {}, "none", "", "primary"}}, "x"), {}},
              "small.v1");
    other.add({version(2, "ongoing"), {}}, "small.v2");
    other.add({beside(), {}}, "claim.v1");
    EXPECT_THAT(other.faults(known), ElementsAre("small.v1: go names the unknown guard gone_guard"));
    other.add(read_move_plan(whole()), "small.v1-v2");
    EXPECT_THAT(other.faults(known), IsEmpty());
}

TEST(MovePlan, NeverRetiresTheNewest) {
    auto set = set_with(whole());
    set.add(read_move_plan(R"({"workflow": "small", "from": 2, "to": 1, "source": "x", "states": [
        {"state": "received", "to": "received"}, {"state": "ongoing", "to": "granted"}, {"state": "closed", "to": "closed"}]})"), "small.v2-v1");
    EXPECT_THAT(set.faults(known), Contains("small.v2: is the newest version, and a plan leads away from it"));
}

TEST(MovePlan, ShippedPlansTakeTheOldVersionsOfTheFourForms) {
    const auto folder = std::string(BYGD_SOURCE_DIR) + "/workflows/";
    const auto set = WorkflowSet::load(folder + "definitions", folder + "moves");
    std::vector<std::string> names;
    for (const auto& [name, plan] : set.plans()) names.push_back(name);
    EXPECT_THAT(names, ElementsAre("home_delivery_grant.v1-v2", "investment_support.v1-v2", "operating_support.v1-v2", "service_grant.v1-v2"));
    for (const auto* workflow : set.all()) {
        // What runs beside a case is over in weeks: a claim of the old version ends as it began.
        const bool of_a_form = workflow->name().ends_with("_grant") || workflow->name().ends_with("_support");
        const bool older = workflow->version() < set.latest(workflow->name()).version();
        EXPECT_EQ(set.retired(workflow->name(), workflow->version()), older && of_a_form) << workflow->name();
    }
}

}  // namespace
}  // namespace bygd
