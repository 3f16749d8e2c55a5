// Timers as the region sets them: when a task falls due, what stops it, what a pause does, and what a wrong row says.
#include "jobs/timer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/fact_source.hpp"

namespace bygd {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Date day(const std::string& iso) { return Date::parse(iso); }

const TimerSet& house_timers() {
    static const auto set = TimerSet::load(std::string(BYGD_SOURCE_DIR) + "/schemas/parameters/timers.json");
    return set;
}

// The task of one timer on the facts; none when it does not run.
std::optional<WantedTask> task_of(const std::string& timer, const SubjectFacts& facts, const std::string& today) {
    for (const auto& task : wanted_tasks(house_timers().all(), facts, day(today))) {
        if (task.timer->name == timer) return task;
    }
    return std::nullopt;
}

struct Line {
    const char *timer, *fact, *on, *appears, *due, *paragraph;
};
// The defaults of the region, domain §3.6. 2026: Easter is 5 April, midsommarafton 19 June, 6 June a Saturday.
const std::vector<Line> lines = {
    {"receipt_letter", "received", "2026-03-02", "2026-03-02", "2026-03-05", "3 arbetsdagar"},
    {"receipt_letter", "received", "2026-04-02", "2026-04-02", "2026-04-09", "över påsk"},
    {"completeness_check", "received", "2026-03-02", "2026-03-02", "2026-03-16", "10 arbetsdagar"},
    {"supplement_reminder", "supplement_sent", "2026-03-02", "2026-03-09", "2026-03-09", "7 dagar"},
    {"delay_notice", "complete", "2026-03-02", "2026-05-21", "2026-05-31", "11 § FL, 90 dagar"},
    {"decision_within_received", "received", "2026-03-02", "2026-07-02", "2026-09-02", "12 § FL"},
    {"decision_within_received", "received", "2026-08-31", "2026-12-28", "2027-02-28", "12 § FL: månadens sista dag"},
    {"decision_within_complete", "complete", "2026-03-10", "2026-07-10", "2026-09-10", "12 § FL"},
    {"decision_demanded", "decision_demanded", "2026-09-03", "2026-09-03", "2026-10-01", "12 § FL: fyra veckor"},
    {"decision_demanded", "decision_demanded", "2026-11-26", "2026-11-26", "2026-12-28", "12 § FL: 24 december är ledig"},
    {"dispatch", "decision_made", "2026-06-17", "2026-06-17", "2026-06-23", "3 arbetsdagar över midsommar"},
    {"payout_review", "claim_received", "2026-03-02", "2026-03-02", "2026-04-01", "30 dagar"},
    {"debt_unpaid", "debt_due", "2026-04-01", "2026-04-08", "2026-04-08", "3 arbetsdagar över påsk"},
    {"instalment_missing", "instalment_due", "2026-04-30", "2026-05-04", "2026-05-04", "nästa arbetsdag"},
    {"no_claim_yet", "granted", "2026-03-02", "2026-09-02", "2026-09-02", "6 månader"},
    {"final_report", "period_ends", "2026-12-31", "2026-11-01", "2026-12-31", "slutdagen, 60 dagar före"},
    {"follow_up_visit", "grant_closed", "2026-03-02", "2027-01-31", "2027-03-02", "12 månader"},
    {"service_plan_expiring", "plan_expires", "2026-12-31", "2026-06-30", "2026-12-31", "6 månader före"},
};

TEST(Timer, FallsDueAsTheRegionHasSet) {
    for (const auto& line : lines) {
        SubjectFacts facts;
        facts.form = "investment_support";
        facts.facts = {{line.fact, day(line.on)}};
        const auto task = task_of(line.timer, facts, "2026-03-02");
        ASSERT_TRUE(task) << line.timer;
        EXPECT_EQ(task->due_on.iso(), line.due) << line.timer << " " << line.on << " " << line.paragraph;
        EXPECT_EQ(task->appears_on.iso(), line.appears) << line.timer << " " << line.on;
    }
}

TEST(Timer, OfAYearlyCheckRunsOnceEachYear) {
    SubjectFacts facts;
    facts.form = "operating_support";
    facts.facts = {{"operating_year", day("2025-03-10"), 2025}, {"operating_year", day("2026-01-01"), 2026},
                   {"sgei_checked", day("2025-11-03"), 2025}};
    const auto task = task_of("sgei_check", facts, "2026-05-01");
    ASSERT_TRUE(task);
    EXPECT_EQ(task->instance, 2026);
    EXPECT_EQ(task->due_on.iso(), "2026-12-01");
    facts.facts.push_back({"sgei_checked", day("2026-10-01"), 2026});
    EXPECT_FALSE(task_of("sgei_check", facts, "2026-11-01"));
}

TEST(Timer, StopsByTheFactOfItsOwnInstanceOrByOneForAll) {
    SubjectFacts facts;
    facts.form = "service_grant";
    facts.facts = {{"supplement_sent", day("2026-03-02"), 7, day("2026-03-16")},
                   {"supplement_sent", day("2026-03-04"), 8, day("2026-03-14")}};
    const auto due = [&] {
        std::vector<std::string> days;
        for (const auto& task : wanted_tasks(house_timers().all(), facts, day("2026-03-20"))) {
            if (task.timer->name == "supplement_due") days.push_back(std::to_string(task.instance) + " " + task.due_on.iso());
        }
        return days;
    };
    EXPECT_THAT(due(), ElementsAre("7 2026-03-16", "8 2026-03-16"));   // 14 March is a Saturday
    facts.facts.push_back({"supplement_closed", day("2026-03-12"), 7});
    EXPECT_THAT(due(), ElementsAre("8 2026-03-16"));
    facts.facts.push_back({"decided", day("2026-03-13")});
    EXPECT_THAT(due(), IsEmpty());
}

TEST(Timer, GoesToTheOfficerOfTheCaseOrToTheRole) {
    SubjectFacts facts;
    facts.facts = {{"received", day("2026-03-02")}};
    EXPECT_FALSE(task_of("receipt_letter", facts, "2026-03-02")->user);
    EXPECT_EQ(task_of("receipt_letter", facts, "2026-03-02")->role, Role::officer);
    facts.officer = Id<User>(4);
    EXPECT_EQ(task_of("receipt_letter", facts, "2026-03-02")->user, Id<User>(4));
}

struct PauseLine {
    const char *from, *to, *today, *due;
    bool still;
    const char* why;
};
// Complete 2026-03-02: six months end on 2026-09-02.
const std::vector<PauseLine> pause_lines = {
    {"2026-04-01", "2026-04-15", "2026-07-01", "2026-09-16", false, "two weeks are added"},
    {"2026-04-01", "2026-04-01", "2026-07-01", "2026-09-02", false, "answered the same day: nothing"},
    {"2026-02-01", "2026-03-12", "2026-07-01", "2026-09-12", false, "only the days after the start count"},
    {"2026-09-01", "2026-09-11", "2026-10-01", "2026-09-12", false, "begun the day before the end"},
    {"2026-09-02", "2026-09-11", "2026-10-01", "2026-09-02", false, "begun on the last day: too late"},
    {"2026-08-30", "", "2026-09-20", "2026-09-23", true, "still owed: stands still"},
    {"2026-09-10", "", "2026-09-20", "2026-09-02", false, "asked after the time had run out"},
};

TEST(Timer, StandsStillWhileTheApplicantOwesAnAnswer) {
    for (const auto& line : pause_lines) {
        SubjectFacts facts;
        facts.facts = {{"complete", day("2026-03-02")}};
        Pause pause{day(line.from), std::nullopt, "komplettering"};
        if (*line.to) pause.to = day(line.to);
        facts.pauses = {pause};
        const auto task = task_of("decision_within_complete", facts, line.today);
        ASSERT_TRUE(task);
        EXPECT_EQ(task->due_on.iso(), line.due) << line.why;
        EXPECT_EQ(task->standing_still, line.still) << line.why;
        EXPECT_FALSE(line.still && reminder_due(*task, day(line.today))) << line.why;
    }
}

TEST(Timer, OfTheLawCountsFromTheApplicationWithoutPause) {
    SubjectFacts facts;
    facts.facts = {{"received", day("2026-03-02")}};
    facts.pauses = {{day("2026-04-01"), day("2026-05-01"), ""}};
    EXPECT_EQ(task_of("decision_within_received", facts, "2026-07-02")->due_on.iso(), "2026-09-02");
}

TEST(Timer, PausesThatOverlapCountOnce) {
    const auto pauses = merged({{day("2026-04-10"), day("2026-04-20"), "b"}, {day("2026-04-01"), day("2026-04-12"), "a"},
                                {day("2026-05-01"), std::nullopt, "c"}}, day("2026-05-04"));
    ASSERT_THAT(pauses, SizeIs(2));
    EXPECT_EQ(pauses[0].to->iso(), "2026-04-20");
    EXPECT_EQ(pauses[1].to->iso(), "2026-05-04");
    EXPECT_EQ(days_paused(pauses, day("2026-03-01"), day("2026-06-01")), 22);
    EXPECT_EQ(days_paused(pauses, day("2026-04-15"), day("2026-05-02")), 6);
    EXPECT_EQ(end_with_pauses(pauses, day("2026-03-01"), day("2026-04-25")).iso(), "2026-05-17");   // both: 19 and 3 days
}

std::string reminder_on(const WantedTask& task, const std::string& today) {
    const auto* due = reminder_due(task, day(today));
    return due ? due->reminder->name : "";
}

TEST(Timer, RemindsOfTheNewestOnly) {
    SubjectFacts facts;
    facts.form = "investment_support";
    facts.facts = {{"period_ends", day("2026-12-31")}};
    const auto report = task_of("final_report", facts, "2026-10-01").value();
    EXPECT_EQ(reminder_on(report, "2026-10-31"), "");
    EXPECT_EQ(reminder_on(report, "2026-11-01"), "sixty_days");
    EXPECT_EQ(reminder_on(report, "2026-12-01"), "thirty_days");
    EXPECT_EQ(reminder_on(report, "2026-12-24"), "seven_days");
    EXPECT_EQ(reminder_on(report, "2026-12-31"), "seven_days");
    EXPECT_EQ(reminder_on(report, "2027-01-04"), "late");
    facts.facts = {{"aid_to_register", day("2026-10-01"), 3, day("2026-10-29")}};
    const auto register_it = task_of("de_minimis_registration", facts, "2026-10-01").value();
    EXPECT_EQ(reminder_on(register_it, "2026-10-14"), "");
    EXPECT_EQ(reminder_on(register_it, "2026-10-15"), "ten_days");
    EXPECT_EQ(reminder_on(register_it, "2026-10-22"), "fifteen_days");
    EXPECT_EQ(reminder_on(register_it, "2026-10-29"), "twenty_days");
    EXPECT_EQ(register_it.due_on.iso(), "2026-10-29");
    facts.facts = {{"received", day("2026-03-02")}};
    const auto demand = task_of("decision_within_received", facts, "2026-03-02").value();
    EXPECT_EQ(reminder_on(demand, "2026-07-01"), "");
    EXPECT_EQ(reminder_on(demand, "2026-07-02"), "four_months");
    EXPECT_EQ(reminder_on(demand, "2026-08-02"), "five_months");
    EXPECT_EQ(reminder_on(demand, "2026-09-02"), "six_months");
}

// Editable by adding a row: a new length holds for what starts from its first day on.
constexpr const char* two_rows = R"({"timers": [
  {"name": "t", "label": {"sv": "s", "en": "e"}, "says": {"sv": "s", "en": "e"}, "starts": "a", "stops": ["b"],
   "length": {"count": 3, "unit": "days"}, "for": {"role": "officer"}, "valid_from": "2020-01-01",
   "valid_to": "2026-06-30", "source": "x", "paragraph": "y"},
  {"name": "t", "label": {"sv": "s", "en": "e"}, "says": {"sv": "s", "en": "e"}, "starts": "a", "stops": ["b"],
   "length": {"count": 5, "unit": "days"}, "for": {"role": "manager"}, "valid_from": "2026-07-01",
   "source": "x", "paragraph": "y"}]})";

TEST(TimerSet, TakesTheRowThatHeldOnTheDayOfTheStart) {
    const auto set = TimerSet::parse(two_rows);
    EXPECT_THAT(set.faults({"a", "b"}, {}), IsEmpty());
    SubjectFacts facts;
    facts.facts = {{"a", day("2026-06-30"), 1}, {"a", day("2026-07-01"), 2}};
    const auto tasks = wanted_tasks(set.all(), facts, day("2026-07-02"));
    ASSERT_THAT(tasks, SizeIs(2));
    EXPECT_EQ(tasks[0].due_on.iso(), "2026-07-03");
    EXPECT_EQ(tasks[1].due_on.iso(), "2026-07-06");
    EXPECT_EQ(set.find("t", day("2026-01-01"))->length.count, 3);
    EXPECT_EQ(set.find("t", day("2030-01-01"))->length.count, 5);
    EXPECT_EQ(set.find("u", day("2030-01-01")), nullptr);
    EXPECT_THAT(set.newest(), SizeIs(1));
}

std::string faults_with(const std::string& from, const std::string& to) {
    std::string text = two_rows;
    text.replace(text.find(from), from.size(), to);
    std::string said;
    for (const auto& fault : TimerSet::parse(text).faults({"a", "b"}, {"investment_support"})) said += fault + "\n";
    return said;
}

TEST(TimerSet, TellsEveryFaultOfTheFile) {
    EXPECT_THAT(faults_with("\"stops\"", "\"stop\""), HasSubstr("unknown member stop"));
    EXPECT_THAT(faults_with("[\"b\"]", "[]"), HasSubstr("nothing stops it"));
    EXPECT_THAT(faults_with("[\"b\"]", "[\"c\"]"), HasSubstr("unknown fact c"));
    EXPECT_THAT(faults_with("\"starts\": \"a\"", "\"starts\": \"c\""), HasSubstr("unknown fact c"));
    EXPECT_THAT(faults_with("\"unit\": \"days\"", "\"unit\": \"weeks\""), HasSubstr("unknown unit weeks"));
    EXPECT_THAT(faults_with("\"officer\"", "\"king\""), HasSubstr("unknown role"));
    EXPECT_THAT(faults_with("\"count\": 3", "\"count\": -3"), HasSubstr("a count is from 0"));
    EXPECT_THAT(faults_with("\"2026-06-30\"", "\"2026-07-01\""), HasSubstr("two rows on one day"));
    EXPECT_THAT(faults_with("\"starts\": \"a\"", "\"forms\": [\"x\"], \"starts\": \"a\""), HasSubstr("unknown form x"));
    EXPECT_THAT(TimerSet::parse("{").faults({}, {}), SizeIs(1));
}

TEST(TimerSet, OfTheHouseIsLookedAtForAsLongAsItsLongestTimer) {
    EXPECT_GE(house_timers().longest_days(), 366);        // the visit a year after closing
    EXPECT_LT(house_timers().longest_days(), 2 * 366);
}

}  // namespace
}  // namespace bygd
