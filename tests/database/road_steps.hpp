// A case on its road, step by step: after each of them the figures of the case, the fund and the ledger are what they must
// be, the diary has grown by what was done, and the whole house is in order.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "aid/de_minimis_store.hpp"
#include "cases/diary_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

struct Figures {
    int reserved, granted, paid, released;   // whole kronor
};

class OneRoad : public ::testing::Test {
protected:
    // The case, the fund and the chain after a step; the fund bears this one case alone. Reserved is what the case and its
    // proceedings hold together.
    void expect(const std::string& number, const std::string& state, Figures wanted) {
        const auto subject = cast.now(number);
        const auto balance = cast.balance();
        EXPECT_EQ(subject.state, state);
        EXPECT_EQ(held(number), Money::kronor(wanted.reserved)) << state;
        EXPECT_EQ(subject.granted, Money::kronor(wanted.granted)) << state;
        EXPECT_EQ(subject.paid, Money::kronor(wanted.paid)) << state;
        EXPECT_EQ(subject.released, Money::kronor(wanted.released)) << state;
        EXPECT_EQ(balance.reserved, held(number)) << state;
        EXPECT_EQ(balance.granted, subject.granted) << state;
        EXPECT_EQ(balance.paid, subject.paid) << state;
        EXPECT_EQ(balance.released, subject.released) << state;
        EXPECT_EQ(cast.faults(), std::vector<std::string>()) << state;
        const auto events = events_now(number);
        EXPECT_GT(events.size(), events_before_) << "no event for " << state;
        // The letter is made after the step and has its own event, which moves nothing.
        const auto moved = std::find_if(events.rbegin(), events.rend(), [](const auto& event) {
            return event.to_state && event.kind != "proceeding_moved";
        });
        EXPECT_EQ(moved->to_state, subject.state);
        events_before_ = events.size();
    }
    // The case stays where it is while what runs beside it moves.
    void expect_beside(const std::string& number, const std::string& kind, const std::string& beside_state, const std::string& state,
                       Figures wanted) {
        expect(number, state, wanted);
        EXPECT_EQ(cast.beside(number, kind).state, beside_state);
    }
    // What refusal() says, and that it left nothing behind: no event, no money, no new version.
    template <typename Act>
    std::string refused(const std::string& number, Act act) {
        const auto version = cast.now(number).version;
        const auto events = said_none(number);
        const auto balance = cast.balance();
        const auto why = refusal(act);
        EXPECT_EQ(cast.now(number).version, version) << why;
        EXPECT_EQ(said_none(number), events) << why;
        EXPECT_EQ(cast.balance(), balance) << why;
        return why;
    }

    void to_granted(const std::string& number, const std::string& granted_state) {
        expect(number, "received", {0, 0, 0, 0});
        cast.take("anna", number, "assign");
        expect(number, "in_review", {0, 0, 0, 0});
        cast.answer_all(number);
        cast.look_up_and_ask(number);
        cast.take("anna", number, "propose", cast.proposal());
        expect(number, "proposed", {100'000, 0, 0, 0});
        cast.take("anna", number, "submit_for_decision");
        expect(number, "under_decision", {100'000, 0, 0, 0});
        cast.take("david", number, "approve");
        expect(number, "decided_approved", {0, 100'000, 0, 0});
        cast.take("anna", number, "dispatch");
        expect(number, granted_state, {0, 100'000, 0, 0});
    }
    // Without looking at each step.
    std::string granted(const std::string& form) {
        const auto number = cast.under_decision(form);
        cast.take("david", number, "approve");
        cast.take("anna", number, "dispatch");
        return number;
    }
    void claim(const std::string& number, const std::string& amount, const std::string& invoice, bool last = false) {
        const auto day = cast.clock.today().iso();
        std::map<std::string, std::string, std::less<>> fields{
            {"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", invoice},
            {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", amount}};
        if (last) fields["final"] = "1";
        cast.take("anna", number, "register_claim", fields);
        if (last) cast.file(number, "final_report");
    }
    void attest_and_pay(const std::string& number, const std::string& state, int paid) {
        cast.take("eva", number, "attest", {}, "", "claim");
        expect_beside(number, "claim", "to_pay", state, {0, 100'000, 0, 0});
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        expect_beside(number, "claim", "paid", state, {0, 100'000, paid, 0});
    }
    std::string paid_grant(const std::string& form = "service_grant") {
        const auto number = granted(form);
        cast.take("anna", number, "prepare_payment");
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        return number;
    }
    // Of what runs beside the case: the hearing before anything adverse (FL 25 §), asked for and answered.
    void hear(const std::string& number, const std::string& kind) {
        const auto today = cast.clock.today();
        cast.take("anna", number, "start_hearing", {{"question", "Vi överväger detta."}, {"due_on", today.plus_days(14).iso()}}, "", kind);
        cast.take("anna", number, "hearing_done", {{"answered_on", today.iso()}, {"answer", "Vi håller inte med."}}, "", kind);
    }
    void open_stop(const std::string& number) {
        cast.take("anna", number, "open_stop", {{"found_on", cast.clock.today().iso()}, {"request_text", "Butiken har stängt."}});
    }
    void propose_stop(const std::string& number, const std::string& amount) {
        cast.take("anna", number, "propose", {{"ground", "not_used"}, {"amount", amount}, {"reasons", "Stödet har inte använts."}},
                  "", "non_payment");
    }
    void stop(const std::string& number, const std::string& amount) {
        open_stop(number);
        hear(number, "non_payment");
        propose_stop(number, amount);
        cast.take("anna", number, "submit_for_decision", {}, "", "non_payment");
        cast.take("david", number, "decide", {}, "", "non_payment");
        cast.take("anna", number, "dispatch", {}, "", "non_payment");
    }
    // Aid of minor importance by the register's rows of the case, after their corrections.
    Money kept_aid(const std::string& number) const {
        return cast.services().database.read([&](Transaction& tx) {
            Money kept;
            for (const auto& row : own_aid_of_case(tx, case_by_number(tx, number).id)) {
                kept += row.kronor.value();
                for (const auto& each : corrections_of(tx, row.id)) kept += each.kronor.value();
            }
            return kept;
        });
    }
    void days(int many) { cast.clock.set(cast.clock.now() + std::chrono::hours(24 * many)); }

    // "grant 100000.00, payment 40000.00": the rows of the ledger about a case, oldest first.
    std::string ledger(const std::string& number) const {
        std::string text;
        for (const auto& entry : rows_of(number)) {
            text += (text.empty() ? "" : ", ") + std::string(to_string(entry.movement)) + " " + entry.amount.plain();
        }
        return text;
    }
    // "moved in_review -> proposed" of the newest step of the case or beside it.
    std::string last_step(const std::string& number) const {
        const auto events = events_now(number);
        const auto step = std::find_if(events.rbegin(), events.rend(), [](const auto& event) { return event.action.has_value(); });
        return step->kind + " " + *step->action + " " + step->from_state.value_or("") + " -> " + step->to_state.value_or("");
    }
    std::vector<DiaryEvent> events_now(const std::string& number) const {
        return cast.services().database.read([&](Transaction& tx) { return events_of(tx, case_by_number(tx, number).id); });
    }

    HouseCast cast;

private:
    Money held(const std::string& number) const {
        auto sum = cast.now(number).reserved;
        for (const auto& each : cast.services().database.read(
                 [&](Transaction& tx) { return proceedings_of(tx, case_by_number(tx, number).id); })) {
            sum += each.reserved;
        }
        return sum;
    }
    std::vector<LedgerEntry> rows_of(const std::string& number) const {
        return cast.services().database.read([&](Transaction& tx) { return ledger_of_case(tx, case_by_number(tx, number).id); });
    }
    // Who takes a step says first that there is no conflict, in an event of its own that stands.
    std::size_t said_none(const std::string& number) const {
        const auto events = events_now(number);
        return static_cast<std::size_t>(
            std::count_if(events.begin(), events.end(), [](const auto& event) { return event.kind != "conflict_declared"; }));
    }

    std::size_t events_before_ = 0;
};

}  // namespace bygd::testing_house
