// Conditions through the actions: made with the decision, carried on by a change, in the way of payment and closing, settled
// by an officer, told of by tasks.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "cases/task_store.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/decision_store.hpp"
#include "documents/document_store.hpp"
#include "jobs/job_run_actions.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

struct Office : HouseCast {
    Fields with(Fields rows) const {
        auto fields = proposal();
        for (const auto* name : {"condition_1_kind", "condition_1_text", "condition_2_kind", "condition_2_text"}) fields.erase(name);
        fields.merge(rows);
        return fields;
    }
    std::string granted(const std::string& form, const Fields& rows) {
        const auto number = in_review(form);
        take("anna", number, "propose", with(rows));
        take("anna", number, "submit_for_decision");
        take("david", number, "approve");
        take("anna", number, "dispatch");
        return number;
    }
    std::vector<Condition> conditions(const std::string& number) {
        return services().database.read([&](Transaction& tx) { return conditions_of(tx, case_by_number(tx, number).id); });
    }
    // "Bygglov. open; Rapport. met" of those that are not replaced.
    std::string told(const std::string& number) {
        std::string text;
        for (const auto& one : conditions(number)) {
            if (one.status != "replaced") text += (text.empty() ? "" : "; ") + one.duty.text + " " + one.status;
        }
        return text;
    }
    Condition condition(const std::string& number, const std::string& text) {
        for (const auto& one : conditions(number)) {
            if (one.duty.text == text && one.status != "replaced") return one;
        }
        throw std::runtime_error("no condition " + text);
    }
    void settle(const std::string& who, const std::string& number, const std::string& text, const std::string& status,
                const std::string& note = "Sett på plats.") {
        declare(who, number);
        const auto one = condition(number, text);
        settle_condition(services(), people.at(who), {one.id, one.version, status, note, std::nullopt, "", ""});
    }
    DiaryEvent last_event(const std::string& number) {
        return services().database.read([&](Transaction& tx) { return events_of(tx, case_by_number(tx, number).id).back(); });
    }
    void today(const std::string& day) { clock.set(start_of_stockholm_day(Date::parse(day)) + std::chrono::hours(9)); }
    std::string tasks(const std::string& number, const std::string& state = "open") {
        run_job(server.database(), clock, timer_job(services()), clock.today(), {true, {}, {}});
        std::string text;
        for (const auto& task : services().database.read([&](Transaction& tx) {
                 return tasks_of(tx, "case", {case_by_number(tx, number).id.value()});
             })) {
            if (task.state == state && task.timer.starts_with("condition_")) text += task.timer + " " + task.due_on.iso() + ";";
        }
        return text;
    }
};

const Fields permit{{"condition_1_kind", "permit"}, {"condition_1_text", "Bygglov."}, {"condition_1_blocks_payment", "1"},
                    {"condition_2_kind", "report"}, {"condition_2_text", "Rapport."}, {"condition_2_due_rule", "fixed"},
                    {"condition_2_due_on", "2026-09-01"}};

template <typename Work>
std::string refused(Work work) {
    try {
        work();
    } catch (const Error& error) {
        std::string text;
        for (const auto& problem : error.problems()) text += (text.empty() ? "" : "; ") + problem.field + " " + problem.code;
        return text;
    }
    return "not refused";
}

}  // namespace

TEST(Conditions, StandInTheDecisionAndAreRowsFromThen) {
    Office office;
    const auto number = office.in_review("service_grant");
    office.take("anna", number, "propose", office.with(permit));
    EXPECT_TRUE(office.conditions(number).empty()) << "proposed is not decided";
    office.take("anna", number, "submit_for_decision");
    office.take("david", number, "approve");
    EXPECT_EQ(office.told(number), "Bygglov. open; Rapport. open");
    const auto decision = office.services().database.read([&](Transaction& tx) { return latest_decision(tx, office.now(number).id); });
    EXPECT_EQ(decision->conditions, "Bygglov.\nRapport.");
    EXPECT_EQ(nlohmann::json::parse(decision->snapshot).at("conditions").dump(),
              R"([{"blocks_payment":true,"due_on":null,"evidence":"","kind":"permit","owner":"recipient","text":"Bygglov."},)"
              R"({"blocks_payment":false,"due_on":"2026-09-01","evidence":"","kind":"report","owner":"recipient","text":"Rapport."}])");
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

// What was proposed before there were rows is decided on as its text says, line by line.
TEST(Conditions, OfAnOlderProposalAreItsLines) {
    Office office;
    const auto number = office.in_review("service_grant");
    office.take("anna", number, "propose", office.with(permit));
    office.server.owner().transact([&](Transaction& tx) {
        tx.execute("UPDATE proposal SET duties = NULL, conditions = 'Redovisa.\n\n Skylt. '");
    });
    office.take("anna", number, "submit_for_decision");
    office.take("david", number, "approve");
    EXPECT_EQ(office.told(number), "Redovisa. open; Skylt. open");
}

TEST(Conditions, OfARejectionAreNone) {
    Office office;
    const auto number = office.in_review("service_grant");
    auto fields = office.with(permit);
    fields["proposal_outcome"] = "rejected";
    fields["no_hearing_reason"] = "Behövs inte.";
    office.take("anna", number, "propose", fields);
    office.take("anna", number, "submit_for_decision");
    office.take("david", number, "reject");
    EXPECT_EQ(office.told(number), "");
}

// 2024:1243 31 §.
TEST(Conditions, OfOperatingSupportAreDemandedAtTheProposal) {
    Office office;
    const auto number = office.in_review("operating_support");
    EXPECT_EQ(refused([&] { office.take("anna", number, "propose", office.with({{"conditions", "Öppet minst 20 timmar."}})); }),
              "conditions condition.mandatory; conditions condition.mandatory");
    EXPECT_EQ(refused([&] {
                  office.take("anna", number, "propose", office.with({{"condition_1_kind", "assortment"}, {"condition_1_text", "Minst 1 000 artiklar."}}));
              }),
              "conditions condition.mandatory");
    office.take("anna", number, "propose", office.proposal());
    EXPECT_EQ(office.now(number).state, "proposed");
}

TEST(Conditions, BlockPaymentUntilTheyAreMet) {
    Office office;
    const auto number = office.granted("service_grant", permit);
    office.take("anna", number, "prepare_payment");
    EXPECT_EQ(refused([&] { office.take("eva", number, "attest", {}, "", "claim"); }), "conditions condition.blocks_payment");
    office.settle("anna", number, "Bygglov.", "breached", "Byggnadsnämnden har avslagit.");
    EXPECT_EQ(refused([&] { office.take("eva", number, "attest", {}, "", "claim"); }), "conditions condition.blocks_payment_breached");
    office.settle("anna", number, "Bygglov.", "met", "Bygglovet kom 2026-03-10.");
    EXPECT_EQ(office.last_event(number).kind, "condition_settled");
    EXPECT_EQ(office.last_event(number).text, "Bygglovet kom 2026-03-10.");
    office.take("eva", number, "attest", {}, "", "claim");
    EXPECT_EQ(office.beside(number, "claim").state, "to_pay");
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

TEST(Conditions, BlockTheExaminationOfAClaimFromTheirDay) {
    Office office;
    const auto number = office.granted("investment_support", {{"condition_1_kind", "permit"}, {"condition_1_text", "Bygglov."},
                                                             {"condition_1_blocks_payment", "1"}, {"condition_1_due_on", "2026-03-20"}});
    const auto day = office.clock.today().iso();
    office.take("anna", number, "register_claim",
                {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", "17"},
                 {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", "80000.00"}, {"final", "1"}});
    office.file(number, "final_report");
    office.today("2026-03-20");
    EXPECT_EQ(refused([&] { office.take("anna", number, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim"); }),
              "conditions condition.blocks_payment_due");
    office.settle("anna", number, "Bygglov.", "waived", "Kommunen kräver inget lov längre.");
    office.take("anna", number, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim");
    EXPECT_EQ(office.beside(number, "claim").state, "approved");
}

TEST(Conditions, OfAChangeCarryOnHowTheSameOnesWent) {
    Office office;
    const auto number = office.granted("investment_support", permit);
    office.settle("anna", number, "Bygglov.", "met", "Kom 2026-03-10.");
    office.take("anna", number, "request_change", {{"asked_on", office.clock.today().iso()}, {"request_text", "Mer tid."}});
    auto same = permit;
    same.merge(Fields{{"proposal_outcome", "approved"}, {"amount", "100000.00"}, {"reasons", "Ryms."}, {"period_from", "2026-01-01"},
                      {"period_to", "2027-12-31"}});
    EXPECT_EQ(refused([&] { office.take("anna", number, "propose", same, "", "change"); }), "amount change.nothing_changes");
    auto fields = same;
    fields["condition_2_due_on"] = "2027-02-01";
    fields["condition_3_text"] = "Skylt.";
    office.take("anna", number, "propose", fields, "", "change");
    office.take("anna", number, "submit_for_decision", {}, "", "change");
    EXPECT_EQ(office.told(number), "Bygglov. met; Rapport. open") << "a change that is proposed changes nothing";
    office.take("david", number, "decide", {}, "", "change");
    EXPECT_EQ(office.told(number), "Bygglov. met; Rapport. open; Skylt. open");
    const auto all = office.conditions(number);
    ASSERT_EQ(all.size(), 5u);
    EXPECT_EQ(all[0].status + " " + all[1].status, "replaced replaced");
    EXPECT_EQ(all[2].carried_from, all[0].id);
    EXPECT_EQ(all[2].note, "Kom 2026-03-10.");
    EXPECT_EQ(all[3].duty.due_on, Date(2027, 2, 1));
    EXPECT_FALSE(all[4].carried_from);
    EXPECT_EQ(refused([&] {
                  settle_condition(office.services(), office.people.at("anna"), {all[1].id, all[1].version, "met", "Kom.", std::nullopt, "", ""});
              }),
              "status condition.replaced");
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

TEST(Conditions, AreSettledByOneOfTwoOfficersAtOnce) {
    Office office;
    const auto number = office.granted("service_grant", permit);
    office.declare("anna", number);
    office.declare("bo", number);
    const auto read = office.condition(number, "Rapport.");
    const auto as = [&](const char* who, const char* status) {
        return refused([&] { settle_condition(office.services(), office.people.at(who), {read.id, read.version, status, "Läst.", std::nullopt, "", ""}); });
    };
    EXPECT_EQ(as("anna", "met"), "not refused");
    EXPECT_EQ(as("bo", "breached"), " condition.changed");
    EXPECT_EQ(office.told(number), "Bygglov. open; Rapport. met");
}

TEST(Conditions, AreSettledByOfficersWithoutConflictAlone) {
    Office office;
    const auto number = office.granted("service_grant", permit);
    office.add_person("rut", Role::auditor);
    office.add_person("adam", Role::administrator);
    const auto one = office.condition(number, "Rapport.");
    const auto as = [&](const char* who) {
        return refused([&] { settle_condition(office.services(), office.people.at(who), {one.id, one.version, "met", "Läst.", std::nullopt, "", ""}); });
    };
    for (const auto* who : {"eva", "david", "rut"}) EXPECT_EQ(as(who), " case.officers_only") << who;
    EXPECT_EQ(as("adam"), " not_found");
    EXPECT_EQ(as("bo"), "conflict conflict.undeclared");
    declare_conflict(office.services(), office.people.at("bo"), number, true, "Min syster äger butiken.");
    EXPECT_EQ(as("bo"), "conflict conflict.yours");
    EXPECT_EQ(as("anna"), "not refused");
}

TEST(Conditions, AreShownByADocumentOfTheCase) {
    Office office;
    const auto number = office.granted("service_grant", permit), other = office.in_review("service_grant");
    const auto foreign = office.services().database.read([&](Transaction& tx) { return documents_of(tx, case_by_number(tx, other).id).front(); });
    const auto one = office.condition(number, "Rapport.");
    EXPECT_EQ(refused([&] {
                  settle_condition(office.services(), office.people.at("anna"), {one.id, one.version, "met", "", foreign.document.id, "", ""});
              }),
              "document condition.document");
    EXPECT_EQ(refused([&] {
                  settle_condition(office.services(), office.people.at("anna"), {one.id, one.version, "met", "", std::nullopt, "a.exe", "MZ"});
              }).substr(0, 5),
              "file ");
    const auto line = settle_condition(office.services(), office.people.at("anna"),
                                       {one.id, one.version, "met", "", std::nullopt, "rapport.pdf", demo_pdf("Rapport")});
    EXPECT_EQ(line.document, "rapport.pdf");
    EXPECT_EQ(line.condition.version, one.version + 1);
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

TEST(Conditions, ThatAreLateStandInTheWayOfClosingAndOthersLiveOn) {
    Office office;
    const auto number = office.granted("service_grant", {{"condition_1_kind", "report"}, {"condition_1_text", "Rapport."}, {"condition_1_due_on", "2026-06-01"},
                                                        {"condition_2_kind", "keep_business"}, {"condition_2_text", "Driv vidare."},
                                                        {"condition_2_due_on", "2031-06-01"}});
    office.today("2026-06-02");
    EXPECT_EQ(refused([&] { office.take("anna", number, "close"); }), "conditions condition.due");
    office.settle("anna", number, "Rapport.", "met");
    office.take("anna", number, "close");
    const auto facts = nlohmann::json::parse(office.last_event(number).data);
    EXPECT_EQ(facts.at("open_conditions"), "1");
    EXPECT_EQ(facts.at("open_conditions_until"), "2031-06-01");
    office.settle("anna", number, "Driv vidare.", "breached", "Butiken stängde 2027.");
    EXPECT_EQ(office.told(number), "Rapport. met; Driv vidare. breached");
}

TEST(Conditions, BringATaskBeforeTheirDayThatEndsWhenTheyAreSettled) {
    Office office;
    const auto number = office.granted("service_grant", permit);
    EXPECT_EQ(office.tasks(number), "");
    office.today("2026-08-01");
    EXPECT_EQ(office.tasks(number), "") << "thirty-one days before";
    office.today("2026-08-02");
    EXPECT_EQ(office.tasks(number), "condition_of_recipient 2026-09-01;");
    office.settle("anna", number, "Rapport.", "breached", "Kom aldrig.");
    EXPECT_EQ(office.tasks(number), "");
    EXPECT_EQ(office.tasks(number, "stopped"), "condition_of_recipient 2026-09-01;");
    office.settle("anna", number, "Rapport.", "open", "Fel ärende.");
    EXPECT_EQ(office.tasks(number), "condition_of_recipient 2026-09-01;") << "taken back";
}

// Years after a case is closed what it still owes is asked for.
TEST(Conditions, OfAClosedCaseBringTheirTaskYearsLater) {
    Office office;
    const auto number = office.granted("service_grant", {{"condition_1_kind", "keep_business"}, {"condition_1_text", "Driv vidare."},
                                                        {"condition_1_due_on", "2031-06-01"}});
    office.take("anna", number, "close");
    office.today("2031-05-20");
    EXPECT_EQ(office.tasks(number), "condition_of_recipient 2031-06-01;");
}

// 33 § 4: non-payment on that ground refers to a condition that is marked as breached.
TEST(Conditions, ThatAreBreachedAreTheGroundOfNonPayment) {
    Office office;
    const auto number = office.granted("investment_support", permit);
    office.take("anna", number, "open_stop", {{"found_on", office.clock.today().iso()}, {"request_text", "Ingen rapport."}});
    office.take("anna", number, "start_hearing", {{"question", "Vi överväger."}, {"due_on", office.clock.today().plus_days(14).iso()}}, "", "non_payment");
    office.take("anna", number, "hearing_done", {{"answered_on", office.clock.today().iso()}, {"answer", "Ja."}}, "", "non_payment");
    const Fields fields{{"ground", "condition_breached"}, {"amount", "50000.00"}, {"reasons", "Rapporten kom aldrig."}};
    EXPECT_EQ(refused([&] { office.take("anna", number, "propose", fields, "", "non_payment"); }), "ground condition.none_breached");
    office.settle("anna", number, "Rapport.", "breached", "Kom aldrig.");
    office.take("anna", number, "propose", fields, "", "non_payment");
    office.take("anna", number, "submit_for_decision", {}, "", "non_payment");
    office.take("david", number, "decide", {}, "", "non_payment");
    const auto decision = office.services().database.read([&](Transaction& tx) { return latest_decision(tx, office.now(number).id); });
    EXPECT_EQ(nlohmann::json::parse(decision->snapshot).at("calculation").at("breached").dump(), R"(["Rapport."])");
    EXPECT_EQ(office.told(number), "Bygglov. open; Rapport. breached") << "a decision not to pay leaves what else is demanded";
}

}  // namespace bygd::testing_house
