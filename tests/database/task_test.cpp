// Tasks as a case lives: made when a timer starts, ended when the thing is done, handed over with the case, back when what
// ended them is taken back; and what an officer marks.
#include <gtest/gtest.h>

#include "aid/de_minimis_register_store.hpp"
#include "base/error.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "cases/task_store.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "providers/outlet_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

struct Office : HouseCast {
    void today(const std::string& day) { clock.set(start_of_stockholm_day(Date::parse(day)) + std::chrono::hours(9)); }
    JobReport run() { return run_job(server.database(), clock, timer_job(services()), clock.today(), {true, {}, {}}); }

    std::vector<Task> tasks(const std::string& number) {
        const auto id = now(number).id.value();
        return services().database.read([&](Transaction& tx) { return tasks_of(tx, "case", {id}); });
    }
    // "dispatch open 2026-03-05, ..." of those in the state.
    std::string told(const std::string& number, const std::string& state = "open") {
        std::string text;
        for (const auto& task : tasks(number)) {
            if (task.state == state) text += (text.empty() ? "" : ", ") + task.timer + " " + task.due_on.iso();
        }
        return text;
    }
    Task task(const std::string& number, const std::string& timer) {
        for (const auto& each : tasks(number)) {
            if (each.timer == timer) return each;
        }
        throw std::runtime_error("no task " + timer);
    }
    Case mark(const std::string& number, const std::string& kind, const std::string& day, const std::string& who = "anna") {
        return mark_case(services(), people.at(who), {number, now(number).version, kind, day, "", false});
    }
    void take_back(const std::string& number, const std::string& kind) {
        mark_case(services(), people.at("anna"), {number, now(number).version, kind, "", "Fel ärende.", true});
    }
    std::vector<std::string> reminders(const std::string& number) {
        return services().database.read([&](Transaction& tx) {
            std::vector<std::string> names;
            for (const auto& each : reminders_of(tx, "case", {case_by_number(tx, number).id.value()})) {
                names.push_back(each.name + " -> " + each.to);
            }
            return names;
        });
    }
    std::string last_event(const std::string& number) {
        return services().database.read([&](Transaction& tx) {
            const auto event = events_of(tx, case_by_number(tx, number).id).back();
            return event.kind + " " + event.text + " " + event.data;
        });
    }
};

template <typename Work>
std::string refusal(Work work) {
    try {
        work();
        return "";
    } catch (const Error& error) {
        std::string said(to_string(error.kind()));
        for (const auto& problem : error.problems()) said += " " + problem.field + ":" + problem.code;
        return said;
    }
}

}  // namespace

TEST(Tasks, ComeWithTheApplicationAndEndWhenTheThingIsDone) {
    Office office;   // 2026-03-02, a Monday
    const auto number = office.register_application("service_grant");
    EXPECT_EQ(office.told(number), "receipt_letter 2026-03-05, completeness_check 2026-03-16");
    EXPECT_FALSE(office.task(number, "receipt_letter").user) << "nobody has the case yet";
    office.take("anna", number, "assign");
    EXPECT_EQ(office.task(number, "receipt_letter").user, office.people.at("anna").id);
    office.today("2026-03-04");
    office.mark(number, "receipt_sent", "2026-03-03");
    EXPECT_EQ(office.told(number), "completeness_check 2026-03-16");
    EXPECT_EQ(office.told(number, "stopped"), "receipt_letter 2026-03-05");
    EXPECT_EQ(office.last_event(number), R"(marked  {"mark":"receipt_sent","marked_on":"2026-03-03"})");
    office.mark(number, "complete", "2026-03-04");
    EXPECT_EQ(office.told(number), "");
    EXPECT_EQ(office.run().counts["made"], 0) << "the delay is shown ten days before the target";
    office.today("2026-05-23");
    EXPECT_EQ(office.run().counts["made"], 1);
    EXPECT_EQ(office.told(number), "delay_notice 2026-06-02");
}

TEST(Tasks, FollowTheDecisionToTheDispatchAndTheRegister) {
    Office office;
    const auto number = office.under_decision("investment_support");
    office.take("david", number, "approve");
    EXPECT_EQ(office.told(number), "dispatch 2026-03-05, de_minimis_registration 2026-03-30");
    EXPECT_EQ(office.told(number, "stopped"), "receipt_letter 2026-03-05, completeness_check 2026-03-16");
    office.take("anna", number, "dispatch");
    EXPECT_EQ(office.told(number), "de_minimis_registration 2026-03-30");
    const auto grant = office.services().database.read([](Transaction& tx) {
        RegisterFilter filter;
        filter.today = Date(2026, 3, 2);
        return list_register(tx, filter, 1).at(0).grant.id;
    });
    register_aid(office.services(), office.people.at("anna"), grant, {{"external_id", "E-1"}, {"registered_on", "2026-03-02"}});
    EXPECT_EQ(office.told(number), "");
    office.today("2026-09-02");
    office.run();
    EXPECT_EQ(office.told(number), "no_claim_yet 2026-09-02");
    office.today("2027-10-31");   // the period of the grant ends on 2027-12-31: sixty days are not yet left
    office.run();
    EXPECT_EQ(office.told(number), "no_claim_yet 2026-09-02");
    office.today("2027-11-01");
    office.run();
    EXPECT_EQ(office.told(number), "no_claim_yet 2026-09-02, final_report 2027-12-31");
    office.take("anna", number, "close");
    // Nothing of the grant was paid: what the register says of it is to be corrected. Everything else has ended.
    EXPECT_EQ(office.told(number), "de_minimis_registration 2027-11-29");
    EXPECT_TRUE(office.faults().empty());
}

TEST(Tasks, AreHandedOverWithTheCase) {
    Office office;
    const auto number = office.register_application("service_grant");
    office.take("anna", number, "assign");
    office.take("anna", number, "reassign", {{"officer", std::to_string(office.people.at("bo").id.value())}});
    for (const auto& task : office.tasks(number)) EXPECT_EQ(task.user, office.people.at("bo").id) << task.timer;
}

TEST(Tasks, ComeBackWhenWhatEndedThemIsTakenBack) {
    Office office;
    const auto number = office.register_application("service_grant");
    office.mark(number, "receipt_sent", "2026-03-02");
    EXPECT_EQ(office.told(number), "completeness_check 2026-03-16");
    office.take_back(number, "receipt_sent");
    EXPECT_EQ(office.told(number), "receipt_letter 2026-03-05, completeness_check 2026-03-16");
    office.mark(number, "complete", "2026-03-02");
    office.today("2026-05-25");
    office.run();
    EXPECT_EQ(office.told(number), "receipt_letter 2026-03-05, delay_notice 2026-05-31");
    office.mark(number, "complete", "2026-03-10");   // it was later: what started from the wrong day is cancelled
    EXPECT_EQ(office.told(number, "cancelled"), "delay_notice 2026-05-31");
    office.today("2026-05-29");
    office.run();
    EXPECT_EQ(office.told(number), "receipt_letter 2026-03-05, delay_notice 2026-06-08");
}

TEST(Tasks, ArePersonsToFinishWithAWordInTheDiary) {
    Office office;
    office.add_person("rut", Role::auditor);
    const auto number = office.register_application("service_grant");
    office.take("anna", number, "assign");
    const auto task = office.task(number, "receipt_letter");
    const auto finish = [&](const std::string& who, int version, const std::string& note) {
        return refusal([&] { finish_task(office.services(), office.people.at(who), {task.id, version, note}); });
    };
    EXPECT_EQ(finish("rut", task.version, "x"), "forbidden :task.not_yours");
    EXPECT_EQ(finish("eva", task.version, "x"), "forbidden :task.not_yours");
    EXPECT_EQ(finish("anna", task.version - 1, "x"), "conflict :task.changed");
    EXPECT_EQ(finish("anna", task.version, " "), "invalid note:required");
    EXPECT_EQ(finish("anna", task.version, std::string(501, 'x')), "invalid note:text.too_long");
    EXPECT_EQ(finish("anna", task.version, "Ringde sökanden."), "");
    EXPECT_EQ(finish("anna", task.version + 1, "Igen"), "conflict :task.ended");
    EXPECT_EQ(office.last_event(number),
              R"(task_done Ringde sökanden. {"task":"Skicka mottagningsbrev","task_due_on":"2026-03-05"})");
    EXPECT_EQ(office.run().counts["made"], 0) << "what a person has done stays done";
    EXPECT_EQ(office.told(number, "done"), "receipt_letter 2026-03-05");
    EXPECT_TRUE(office.faults().empty());
}

TEST(Marks, AreTheOfficersAndNeedTheNewestVersion) {
    Office office;
    office.add_person("adam", Role::administrator);
    const auto number = office.register_application("service_grant");
    EXPECT_EQ(refusal([&] { office.mark(number, "complete", "2026-03-02", "david"); }), "forbidden :case.officers_only");
    EXPECT_EQ(refusal([&] { office.mark(number, "complete", "2026-03-02", "adam"); }), "not_found :not_found");
    EXPECT_EQ(refusal([&] { office.mark(number, "complete", "i går"); }), "invalid marked_on:date.format");
    EXPECT_EQ(refusal([&] { office.mark(number, "decision_demanded", "2026-03-02"); }),
              "invalid marked_on:case.mark.demand_early");
    EXPECT_EQ(refusal([&] { office.take_back(number, "complete"); }), "invalid mark:case.mark.none");
    EXPECT_EQ(refusal([&] {
                  mark_case(office.services(), office.people.at("anna"), {number, 99, "complete", "2026-03-02", "", false});
              }),
              "conflict :case.changed");
}

TEST(Marks, OfADemandStartFourWeeks) {
    Office office;
    const auto number = office.register_application("service_grant");
    office.take("anna", number, "assign");
    office.today("2026-09-03");
    office.mark(number, "decision_demanded", "2026-09-03");
    EXPECT_EQ(office.task(number, "decision_demanded").due_on.iso(), "2026-10-01");
    EXPECT_EQ(office.reminders(number).front(), "six_months -> manager") << "of the six months, whose task came too";
    EXPECT_EQ(refusal([&] { office.mark(number, "decision_demanded", "2026-09-03"); }), "invalid mark:case.mark.demand_once");
    const auto clock = office.services().database.read(
        [&](Transaction& tx) { return clock_of(office.services(), tx, case_by_number(tx, number), office.clock.today()); });
    EXPECT_EQ(clock.answer_by->iso(), "2026-10-01");
    office.mark(number, "demand_answered", "2026-09-03");
    EXPECT_EQ(office.task(number, "decision_demanded").state, "stopped");
}

TEST(Reminders, AreMadeOnceAndTheNewestOnly) {
    Office office;
    const auto number = office.register_application("service_grant");
    office.take("anna", number, "assign");
    office.today("2026-07-02");
    office.run();
    EXPECT_EQ(office.reminders(number), std::vector<std::string>{"four_months -> responsible"});
    office.run();
    EXPECT_EQ(office.reminders(number).size(), 1u);
    office.today("2026-09-10");   // nothing ran for two months: of five and six months only the newer is told
    office.run();
    EXPECT_EQ(office.reminders(number), (std::vector<std::string>{"four_months -> responsible", "six_months -> manager"}));
}

TEST(ServicePlans, ThatExpireAreATaskOfTheirKommun) {
    Office office;
    office.services().database.transact([](Transaction& tx) {
        insert_service_plan(tx, {Id<ServicePlan>(), "2023", "Serviceplan", Date(2022, 1, 1), Date(2026, 8, 31), 1});
    });
    EXPECT_EQ(office.run().counts["made"], 1);
    const auto lines = office.services().database.read([&](Transaction& tx) {
        TaskFilter filter;
        filter.today = office.clock.today();
        return list_tasks(tx, filter, 10);
    });
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].municipality, "Malung-Sälen");
    EXPECT_EQ(lines[0].task.role, Role::manager);
    EXPECT_EQ(lines[0].task.due_on.iso(), "2026-08-31");
    office.services().database.transact([](Transaction& tx) {
        insert_service_plan(tx, {Id<ServicePlan>(), "2023", "Ny", Date(2026, 9, 1), Date(2030, 8, 31), 1});
    });
    EXPECT_EQ(office.run().counts["ended"], 1);
}

}  // namespace bygd::testing_house
