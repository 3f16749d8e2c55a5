// The engine: steps, buttons, refusals in their order, and every fault of a definition by its sentence.
#include "workflows/workflow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <functional>

#include "workflows/workflow_set.hpp"

namespace bygd {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Label label(const std::string& text) { return {text, text}; }

std::vector<WorkflowState> states() {
    return {{"received", label("Inkommen"), "open"}, {"decided", label("Beslutad"), "decided"},
            {"closed", label("Avslutad"), "closed"}};
}

std::vector<Transition> transitions() {
    return {{"decide", label("Besluta"), {"received"}, "decided", {Role::decider}, {"two_persons", "within_limit"},
             {"write_decision", "commit_funds"}, "none", "decision", "primary"},
            {"close", label("Avsluta"), {"decided"}, "closed", {Role::officer}, {}, {"close_case"}, "optional", "", "secondary"},
            {"withdraw", label("Avskriv"), {"received", "decided"}, "closed", {Role::officer, Role::manager}, {"two_persons"},
             {"close_case"}, "required", "", "danger"}};
}

Workflow small_workflow() { return {"small", 1, "received", states(), transitions(), "2024:1243 30 §"}; }

GuardChecks all_hold() {
    return {{"two_persons", [] { return Problems{}; }}, {"within_limit", [] { return Problems{}; }}};
}

GuardChecks none_hold() {
    return {{"two_persons", [] { return Problems{{"decider", "same_person"}}; }},
            {"within_limit", [] { return Problems{{"decider", "over_limit"}, {"amount", "too_much"}}; }}};
}

// The refusal of an attempt, as kind and problems.
std::pair<ErrorKind, Problems> refusal(const Attempt& attempt, const GuardChecks& checks) {
    try {
        small_workflow().step(attempt, checks);
    } catch (const Error& error) {
        return {error.kind(), error.problems()};
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(Workflow, StepTellsWhereToAndWhatToDoInOrder) {
    const auto step = small_workflow().step({"received", "decide", "", {Role::decider}}, all_hold());
    EXPECT_EQ(step.from, "received");
    EXPECT_EQ(step.to, "decided");
    EXPECT_THAT(step.effects, ElementsAre("write_decision", "commit_funds"));
}

TEST(Workflow, OneOfSeveralRolesIsEnough) {
    EXPECT_EQ(small_workflow().step({"decided", "withdraw", "för dyrt", {Role::finance, Role::manager}}, all_hold()).to, "closed");
}

TEST(Workflow, RefusesAnActionNotFromHereBeforeItLooksAtRoleAndGuards) {
    const auto wrong_place = refusal({"decided", "decide", "", {}}, none_hold());
    EXPECT_EQ(wrong_place.first, ErrorKind::conflict);
    EXPECT_EQ(wrong_place.second, (Problems{{"", "workflow.not_from_here"}}));
    EXPECT_EQ(refusal({"received", "no_such_action", "", {Role::decider}}, all_hold()).first, ErrorKind::conflict);
    EXPECT_EQ(refusal({"no_such_state", "decide", "", {Role::decider}}, all_hold()).first, ErrorKind::conflict);
}

TEST(Workflow, RefusesTheWrongRoleBeforeItLooksAtGuards) {
    const auto wrong_role = refusal({"received", "decide", "", {Role::officer, Role::administrator}}, none_hold());
    EXPECT_EQ(wrong_role.first, ErrorKind::forbidden);
    EXPECT_EQ(wrong_role.second, (Problems{{"", "workflow.not_your_role"}}));
}

TEST(Workflow, TellsTheProblemsOfAllGuardsAndTheMissingReasonAtOnce) {
    const auto decide = refusal({"received", "decide", "", {Role::decider}}, none_hold());
    EXPECT_EQ(decide.first, ErrorKind::invalid);
    EXPECT_EQ(decide.second, (Problems{{"decider", "same_person"}, {"decider", "over_limit"}, {"amount", "too_much"}}));
    const auto withdraw = refusal({"received", "withdraw", "", {Role::officer}}, none_hold());
    EXPECT_EQ(withdraw.second, (Problems{{"decider", "same_person"}, {"reason", "workflow.reason_required"}}));
}

TEST(Workflow, WhiteSpaceIsNoReason) {
    const auto blank = refusal({"received", "withdraw", " \t\r\n\u00a0", {Role::officer}}, all_hold());
    EXPECT_EQ(blank.second, (Problems{{"reason", "workflow.reason_required"}}));
    EXPECT_EQ(small_workflow().step({"decided", "close", "", {Role::officer}}, all_hold()).to, "closed") << "optional";
}

TEST(Workflow, NeverStepsPastAGuardThatIsNotBound) {
    const GuardChecks half{{"two_persons", [] { return Problems{}; }}};
    EXPECT_THROW(small_workflow().step({"received", "decide", "", {Role::decider}}, half), std::logic_error);
    EXPECT_THROW(small_workflow().offers("received", {Role::decider}, half), std::logic_error);
}

TEST(Workflow, OffersTheButtonsOfStateAndRolesInTheOrderOfTheDefinition) {
    const auto offers = small_workflow().offers("decided", {Role::officer}, none_hold());
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_EQ(offers[0].action, "close");
    EXPECT_EQ(offers[0].reason, "optional");
    EXPECT_THAT(offers[0].blocked_by, IsEmpty());
    EXPECT_EQ(offers[1].action, "withdraw");
    EXPECT_EQ(offers[1].reason, "required");
    EXPECT_EQ(offers[1].style, "danger");
    EXPECT_EQ(offers[1].blocked_by, (Problems{{"decider", "same_person"}}));
    const auto decide = small_workflow().offers("received", {Role::decider}, all_hold());
    ASSERT_EQ(decide.size(), 1U);
    EXPECT_EQ(decide[0].input, "decision");
    EXPECT_EQ(decide[0].label.in("sv"), "Besluta");
    EXPECT_THAT(small_workflow().offers("received", {Role::auditor}, all_hold()), IsEmpty());
    EXPECT_THAT(small_workflow().offers("closed", {Role::officer}, all_hold()), IsEmpty());
}

TEST(Workflow, AsksOnlyTheGuardsOfTheButtonsItOffers) {
    int asked = 0;
    const GuardChecks counting{{"two_persons", [&] { ++asked; return Problems{}; }},
                               {"within_limit", [&] { ++asked; return Problems{}; }}};
    small_workflow().offers("decided", {Role::finance}, counting);
    EXPECT_EQ(asked, 0);
    small_workflow().offers("decided", {Role::officer}, counting);
    EXPECT_EQ(asked, 1);
}

TEST(Workflow, KnowsStagesAndLabels) {
    const auto workflow = small_workflow();
    EXPECT_EQ(workflow.stage("decided"), "decided");
    EXPECT_EQ(workflow.state_label("closed").in("sv"), "Avslutad");
    EXPECT_EQ(workflow.action_label("withdraw", "en"), "Avskriv");
    EXPECT_EQ(workflow.action_label("gone_in_v2", "sv"), "gone_in_v2") << "old events stay readable";
    EXPECT_THROW(workflow.stage("no_such_state"), std::logic_error);
    EXPECT_THROW(workflow.state_label(""), std::logic_error);
}

TEST(Workflow, DrawsItselfAsMermaid) {
    EXPECT_EQ(small_workflow().mermaid(),
              "%% small v1: 2024:1243 30 §\n"
              "stateDiagram-v2\n"
              "    [*] --> received\n"
              "    received : Inkommen\n"
              "    decided : Beslutad\n"
              "    closed : Avslutad\n"
              "    received --> decided : Besluta\n"
              "    decided --> closed : Avsluta\n"
              "    received --> closed : Avskriv\n"
              "    decided --> closed : Avskriv\n"
              "    closed --> [*]\n");
}

// One mistake made in the sound definition above, and the sentences that tell it.
struct Mistake {
    std::string name;
    std::function<void(std::string& initial, std::vector<WorkflowState>&, std::vector<Transition>&)> make;
    std::vector<std::string> told;
};
void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class WorkflowFaults : public testing::TestWithParam<Mistake> {};

TEST_P(WorkflowFaults, AreToldInOneSentenceEach) {
    std::string initial = "received";
    auto some_states = states();
    auto some_transitions = transitions();
    GetParam().make(initial, some_states, some_transitions);
    const KnownNames known{{"two_persons", "within_limit"}, {"write_decision", "commit_funds", "close_case"}, {"decision"}};
    std::vector<std::string> expected;
    for (const auto& sentence : GetParam().told) expected.push_back("small.v1: " + sentence);
    EXPECT_EQ(Workflow("small", 1, initial, some_states, some_transitions).faults(known), expected);
}

using S = std::vector<WorkflowState>;
using T = std::vector<Transition>;
const std::vector<Mistake> mistakes{
    Mistake{"none", [](auto&, S&, T&) {}, {}},
    Mistake{"unknown_guard", [](auto&, S&, T& t) { t[0].guards = {"two_person"}; }, {"decide names the unknown guard two_person"}},
    Mistake{"unknown_effect", [](auto&, S&, T& t) { t[1].effects = {"shut"}; }, {"close names the unknown effect shut"}},
    Mistake{"effect_twice", [](auto&, S&, T& t) { t[0].effects.push_back("commit_funds"); },
            {"decide names the effect commit_funds twice"}},
    Mistake{"unknown_form", [](auto&, S&, T& t) { t[2].input = "letter"; }, {"withdraw asks for the unknown form letter"}},
    Mistake{"state_twice", [](auto&, S& s, T&) { s.push_back(s[1]); }, {"state decided stands twice"}},
    Mistake{"odd_stage", [](auto&, S& s, T&) { s[0].stage = "waiting"; },
            {"state received has no stage open, decided or closed"}},
    Mistake{"state_without_label", [](auto&, S& s, T&) { s[0].label.en.clear(); }, {"state received lacks a label"}},
    Mistake{"action_without_label", [](auto&, S&, T& t) { t[1].label.sv.clear(); }, {"close lacks a label"}},
    Mistake{"initial_missing", [](auto& initial, S&, T&) { initial = "new"; },
            {"the initial state new is missing", "state received cannot be reached", "state decided cannot be reached",
             "state closed cannot be reached"}},
    Mistake{"from_unknown", [](auto&, S&, T& t) { t[1].from.push_back("ongoing"); }, {"close leaves from the unknown state ongoing"}},
    Mistake{"to_unknown", [](auto&, S&, T& t) { t[1].to = "archived"; }, {"close goes to the unknown state archived"}},
    Mistake{"from_nowhere", [](auto&, S&, T& t) { t[1].from.clear(); }, {"close leaves from nowhere"}},
    Mistake{"no_role", [](auto&, S&, T& t) { t[1].roles.clear(); }, {"close is for no role"}},
    Mistake{"action_twice", [](auto&, S&, T& t) { t[1].action = "withdraw"; }, {"withdraw leaves twice from decided"}},
    Mistake{"odd_reason", [](auto&, S&, T& t) { t[1].reason = "maybe"; }, {"close has the odd reason maybe"}},
    Mistake{"odd_style", [](auto&, S&, T& t) { t[1].style = "green"; }, {"close has the odd style green"}},
    Mistake{"unreachable", [](auto&, S&, T& t) { t[0].to = "closed"; }, {"state decided cannot be reached"}},
    Mistake{"no_way_out", [](auto&, S&, T& t) { t[1].from = {"received"}; t[2].from = {"received"}; },
            {"state decided has no way out and is not closed"}},
    Mistake{"a_step_back_to_itself_is_no_way_out", [](auto&, S&, T& t) { t[1].from = {"received", "decided"}; t[1].to = "decided";
                                                                           t[2].from = {"received"}; },
            {"state decided has no way out and is not closed"}},
    Mistake{"round_in_a_ring", [](auto&, S& s, T& t) { s.push_back({"paused", {"Vilar", "Paused"}, "decided"});
                                                      t[1].to = "paused"; t[2].from = {"received"};
                                                      t.push_back(t[1]); t[3].from = {"paused"}; t[3].to = "decided"; },
            {"state decided never leads to a closed state", "state paused never leads to a closed state"}},
    Mistake{"several_at_once", [](auto&, S& s, T& t) { s[2].stage = "shut"; t[0].roles.clear(); t[0].guards = {"x", "y"}; },
            {"state closed has no stage open, decided or closed", "decide is for no role", "decide names the unknown guard x",
             "decide names the unknown guard y", "state received never leads to a closed state",
             "state decided never leads to a closed state", "state closed has no way out and is not closed"}},
};
INSTANTIATE_TEST_SUITE_P(Each, WorkflowFaults, testing::ValuesIn(mistakes), [](const auto& each) { return each.param.name; });

// --- files ----------------------------------------------------------------------------------------------------------

const char* const sound_file = R"({"name": "tiny", "version": 1, "source": "2024:1243 30 §", "initial": "open",
  "states": [{"name": "open", "label": {"sv": "Öppet", "en": "Open"}, "stage": "open"},
             {"name": "shut", "label": {"sv": "Stängt", "en": "Shut"}, "stage": "closed"}],
  "transitions": [{"action": "shut", "label": {"sv": "Stäng", "en": "Shut"}, "from": ["open"], "to": "shut",
                   "roles": ["officer"], "guards": [], "effects": []}]})";

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(WorkflowFile, IsReadWithItsDefaults) {
    const auto reading = read_workflow(sound_file);
    EXPECT_THAT(reading.faults, IsEmpty());
    const auto& transition = reading.workflow.transitions().at(0);
    EXPECT_EQ(transition.roles, Roles{Role::officer});
    EXPECT_EQ(transition.reason, "none");
    EXPECT_EQ(transition.input, "");
    EXPECT_EQ(transition.style, "secondary");
    EXPECT_EQ(reading.workflow.state_label("open").in("sv"), "Öppet");
    EXPECT_EQ(reading.workflow.source(), "2024:1243 30 §");
}

TEST(WorkflowFile, AMisspeltMemberIsNotPassedOver) {
    EXPECT_THAT(read_workflow(with(sound_file, "\"guards\"", "\"gaurds\"")).faults,
                ElementsAre("shut: has the unknown member \"gaurds\"", "shut: lacks the list \"guards\""));
    EXPECT_THAT(read_workflow(with(sound_file, "\"guards\": []", "\"guards\": [\"g\"], \"guards\": []")).faults,
                ElementsAre("has the member \"guards\" twice in one place"));
}

TEST(WorkflowFile, TellsAllThatIsWrongAtOnce) {
    auto text = with(sound_file, "\"version\": 1", "\"version\": \"1\"");
    text = with(text, "\"stage\": \"closed\"", "\"stage\": 3");
    text = with(text, "{\"sv\": \"Stäng\", \"en\": \"Shut\"}", "{\"sv\": \"Stäng\"}");
    text = with(text, "[\"officer\"]", "[\"boss\", 7]");
    EXPECT_THAT(read_workflow(text).faults,
                ElementsAre("lacks \"version\" as a whole number", "state shut: has a \"stage\" that is not text",
                            "shut: label: lacks \"en\"", "shut: has something that is not text in \"roles\"",
                            "shut: is for the unknown role boss"));
}

TEST(WorkflowFile, AnythingElseIsAFaultAndNeverACrash) {
    for (const auto* text : {"", "{", "[]", "null", "7", "{\"states\": [7], \"transitions\": [[]]}", "\xff\xfe",
                             "{\"states\": {\"a\": 1}, \"transitions\": [{\"label\": 3, \"from\": \"open\", \"roles\": {}}]}"}) {
        EXPECT_FALSE(read_workflow(text).faults.empty()) << text;
    }
}

// A folder of its own for one test.
class WorkflowFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("bygdestod-workflows-" + std::to_string(getpid()) + "-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void put(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    std::filesystem::path folder_;
};

TEST_F(WorkflowFolder, KeepsVersionsSideBySide) {
    put("tiny.v1.json", sound_file);
    put("tiny.v2.json", with(sound_file, "\"version\": 1", "\"version\": 2"));
    put("tiny.v10.json", with(sound_file, "\"version\": 1", "\"version\": 10"));
    put("other.v1.json", with(sound_file, "tiny", "other"));
    put("notes.txt", "not a definition");
    const auto set = WorkflowSet::load(folder_);
    EXPECT_THAT(set.faults({}), IsEmpty());
    EXPECT_THAT(set.names(), ElementsAre("other", "tiny"));
    EXPECT_EQ(set.all().size(), 4U);
    EXPECT_EQ(set.get("tiny", 2).version(), 2);
    EXPECT_EQ(set.latest("tiny").version(), 10) << "by number, not by letter";
    EXPECT_THROW(set.get("tiny", 3), std::logic_error);
    EXPECT_THROW(set.latest("none"), std::logic_error);
}

TEST_F(WorkflowFolder, TellsTheFaultsOfAllFilesAtOnce) {
    put("broken.v1.json", "{\"name\"");
    put("renamed.v1.json", sound_file);
    put("roles.v1.json", with(with(sound_file, "tiny", "roles"), "officer", "boss"));
    put("tiny.v1.json", sound_file);
    const auto faults = WorkflowSet::load(folder_).faults({});
    EXPECT_THAT(faults, testing::Contains(testing::StartsWith("broken.v1: is not JSON: ")));
    EXPECT_THAT(faults, testing::IsSupersetOf({"broken.v1: does not say which workflow it is", "renamed.v1: says it is tiny.v1", "roles.v1: shut: is for the unknown role boss",
                                               "roles.v1: shut is for no role", "tiny.v1: stands twice"}));
}

TEST_F(WorkflowFolder, AnEmptyOrMissingFolderIsNotInOrder) {
    EXPECT_THAT(WorkflowSet::load(folder_).faults({}), ElementsAre("no workflow definition in " + folder_.string()));
    EXPECT_THROW(WorkflowSet::load(folder_ / "none"), std::runtime_error);
}

}  // namespace
}  // namespace bygd
