// The bank's answers: what is booked is paid and what is refused is rejected, once whatever file it comes in and in whatever order;
// what does not say what it is waits for a person, who matches it or sets it aside.
#include <gtest/gtest.h>

#include <algorithm>

#include "payouts/bank_answer_actions.hpp"
#include "payouts/claim_store.hpp"
#include "tests/bank_files.hpp"
#include "tests/database/payment_road.hpp"

namespace bygd::testing_house {

namespace {

class BankEntries : public PaymentRoad {
protected:
    // Cases with a payment each in one released run, the day after.
    std::vector<std::string> sent(int many) {
        std::vector<std::string> numbers;
        for (int i = 0; i < many; ++i) numbers.push_back(to_pay());
        run = release("filip", make());
        days(1);
        return numbers;
    }
    // "paid 1 rejected 0 open 0 noted 0 known 0"
    std::string read(const std::string& file, bool dry_run = false) {
        const auto done = import_bank_answer(cast.services(), cast.people.at("eva"), "svar.xml", file, dry_run);
        std::string text;
        for (const auto* what : {"paid", "rejected", "open", "noted", "known"}) {
            text += (text.empty() ? "" : " ") + std::string(what) + " " + std::to_string(done.counts.at(what));
        }
        return text;
    }
    // Why each entry that is open waits, oldest first.
    std::vector<std::string> waiting() {
        std::vector<std::string> why;
        for (const auto& entry : open_entries()) why.insert(why.begin(), entry.why);
        return why;
    }
    std::vector<BankEntry> open_entries() {
        return cast.services().database.read([&](Transaction& tx) { return list_entries(tx, {}, 100); });
    }
    std::string state_of(const std::string& number) { return cast.beside(number, "claim").state; }

    PaymentRun run;
};

TEST_F(BankEntries, book_what_is_booked_on_the_day_it_was) {
    const auto number = sent(1).front();
    const auto file = camt_054("M1", booked("U2026-000001", "100000.00", "B1"));
    EXPECT_EQ(read(file, true), "paid 1 rejected 0 open 0 noted 0 known 0");
    EXPECT_EQ(state_of(number), "to_pay");
    EXPECT_EQ(read(file), "paid 1 rejected 0 open 0 noted 0 known 0");
    EXPECT_EQ(state_of(number), "paid");
    EXPECT_EQ(ledger(number), "reservation 100000.00, grant 100000.00, payment 100000.00");
    const auto payments = cast.services().database.read([&](Transaction& tx) { return payments_of(tx, cast.now(number).id); });
    EXPECT_EQ(payments.front().booked_on, Date(2026, 3, 3));
    EXPECT_EQ(now_of(run).stage(), "settled");
    EXPECT_NE(events_now(number).back().data.find("\"bank_answer\":\"B1\""), std::string::npos);
    EXPECT_EQ(refusal([&] { ask_reversal(cast.services(), cast.people.at("eva"), run.number, now_of(run).version, "Fel."); }),
              "conflict payment_run.all_answered");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, count_once_twice_over_and_in_any_order) {
    const auto numbers = sent(4);
    std::vector<std::string> entries;
    for (int i = 1; i <= 4; ++i) entries.push_back(booked("U2026-00000" + std::to_string(i), "100000.00", "B" + std::to_string(i)));
    EXPECT_EQ(read(camt_054("M1", entries[2] + entries[0] + entries[2])), "paid 2 rejected 0 open 0 noted 0 known 1");
    EXPECT_EQ(read(camt_054("M1", entries[2] + entries[0] + entries[2])), "paid 0 rejected 0 open 0 noted 0 known 3");
    EXPECT_EQ(read(camt_054("M2", entries[3] + entries[2] + entries[1] + entries[0])), "paid 2 rejected 0 open 0 noted 0 known 2");
    for (const auto& number : numbers) EXPECT_EQ(ledger(number), "reservation 100000.00, grant 100000.00, payment 100000.00");
    EXPECT_TRUE(waiting().empty());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, of_two_readings_at_once_each_counts_once) {
    const auto numbers = sent(6);
    std::string forwards, backwards;
    for (int i = 1; i <= 6; ++i) {
        const auto entry = booked("U2026-00000" + std::to_string(i), "100000.00", "B" + std::to_string(i));
        forwards += entry;
        backwards = entry + backwards;
    }
    EXPECT_EQ(at_once({[&] { read(camt_054("M1", forwards)); }, [&] { read(camt_054("M2", backwards)); }}), (std::map<std::string, int>{{"done", 2}}));
    for (const auto& number : numbers) EXPECT_EQ(ledger(number), "reservation 100000.00, grant 100000.00, payment 100000.00");
    EXPECT_EQ(count("SELECT COUNT(*) FROM bank_entry WHERE state = 'done'"), 6);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, reject_and_the_payment_goes_again_under_another_number) {
    const auto number = sent(1).front();
    EXPECT_EQ(read(pain_002("S1", run.number, "U2026-000001")), "paid 0 rejected 1 open 0 noted 1 known 0");
    EXPECT_EQ(state_of(number), "approved");
    EXPECT_EQ(events_now(number).back().text, "Banken: AC03");
    EXPECT_EQ(read(pain_002("S2", run.number, "U2026-000001")), "paid 0 rejected 0 open 0 noted 0 known 2");
    cast.take("eva", number, "attest", {}, "", "claim");
    const auto again = make();
    const auto page = run_page(cast.services(), cast.people.at("eva"), again.number, 0, 10);
    ASSERT_EQ(page.lines.size(), 1U);
    EXPECT_EQ(page.lines.front().end_to_end_id, "U2026-000002");
    release("filip", again);
    days(1);
    // What the bank still says of the old number moves nothing.
    EXPECT_EQ(read(camt_054("M1", booked("U2026-000001", "100000.00", "B1", "2026-03-04"))), "paid 0 rejected 0 open 1 noted 0 known 0");
    EXPECT_EQ(read(camt_054("M2", booked("U2026-000002", "100000.00", "B2", "2026-03-04"))), "paid 1 rejected 0 open 0 noted 0 known 0");
    EXPECT_EQ(waiting(), std::vector<std::string>{"already_rejected"});
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, reject_every_payment_of_a_file_that_is_refused_whole) {
    const auto numbers = sent(3);
    EXPECT_EQ(read(pain_002("S1", run.number, "", "AM10")), "paid 0 rejected 3 open 0 noted 0 known 0");
    for (const auto& number : numbers) EXPECT_EQ(state_of(number), "approved");
    EXPECT_EQ(now_of(run).rejected, 3);
    EXPECT_EQ(read(pain_002("S2", "K2025-000009", "")), "paid 0 rejected 0 open 1 noted 0 known 0");
    EXPECT_EQ(waiting(), std::vector<std::string>{"unknown_file"});
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, that_do_not_fit_wait_for_a_person) {
    sent(2);
    const auto file = camt_054("M1", booked("U2026-000001", "99999.99", "B1") + booked("U2026-000001", "100000.01", "B2") +
                                         booked("U2099-000001", "100000.00", "B3") + booked("", "5.00", "B4") +
                                         booked("U2026-000001", "100000.00", "B5", "2026-03-01") + booked("U2026-000001", "100000.00", "B6", "2027-03-01") +
                                         booked("", "700.00", "B7", "2026-03-03", "CRDT") + booked("U2026-000002", "100000.00", "B8") +
                                         booked("U2026-000002", "100000.00", "B9") + booked("U2026-000002", "100000.00", "B10", "2026-03-03", "CRDT"));
    EXPECT_EQ(read(file), "paid 1 rejected 0 open 9 noted 0 known 0");
    EXPECT_EQ(waiting(), (std::vector<std::string>{"partial", "amount_differs", "unknown_id", "no_id", "day_before_attest", "no_day", "received",
                                                   "already_paid", "returned"}));
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, are_matched_by_hand_or_set_aside_with_a_reason) {
    const auto number = sent(1).front();
    read(camt_054("M1", booked("", "100000.00", "B1") + booked("", "20.00", "B2")));
    const auto entries = open_entries();
    const auto eva = cast.people.at("eva");
    const auto page = entry_page(cast.services(), eva, entries[1].id);
    ASSERT_EQ(page.candidates.size(), 1U);
    EXPECT_EQ(page.candidates.front().end_to_end_id, "U2026-000001");
    EXPECT_EQ(refusal([&] { match_entry(cast.services(), eva, entries[0].id, 1, "U2026-000001"); }), "invalid payment=bank_answer.why.partial");
    EXPECT_EQ(refusal([&] { match_entry(cast.services(), eva, entries[1].id, 1, "X"); }), "invalid payment=bank_answer.why.unknown_id");
    EXPECT_EQ(refusal([&] { match_entry(cast.services(), cast.people.at("maria"), entries[1].id, 1, "U2026-000001"); }), "forbidden payment_run.finance_only");
    EXPECT_EQ(refusal([&] { set_entry_aside(cast.services(), eva, entries[0].id, 1, ""); }), "invalid reason=required");
    EXPECT_EQ(match_entry(cast.services(), eva, entries[1].id, 1, "U2026-000001").state, "done");
    EXPECT_EQ(set_entry_aside(cast.services(), eva, entries[0].id, 1, "Bankens avgift.").answer, "Bankens avgift.");
    EXPECT_EQ(refusal([&] { set_entry_aside(cast.services(), eva, entries[0].id, 2, "Igen."); }), "conflict bank_answer.entry_changed");
    EXPECT_EQ(state_of(number), "paid");
    EXPECT_TRUE(open_entries().empty());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, pay_what_is_left_when_a_debt_is_set_off_and_nothing_before_the_release) {
    to_pay();
    const auto made = make();
    EXPECT_EQ(read(camt_054("M1", booked("U2026-000001", "100000.00", "B1", "2026-03-02"))), "paid 0 rejected 0 open 1 noted 0 known 0");
    EXPECT_EQ(waiting(), std::vector<std::string>{"not_sent"});
    // By hand it is booked all the same: the money is gone. The run it lies in can then not be released.
    match_entry(cast.services(), cast.people.at("eva"), open_entries().front().id, 1, "U2026-000001");
    EXPECT_EQ(refusal([&] { release("filip", made); }), "conflict payment_run.changed");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(BankEntries, are_verified_against_the_payments_they_moved) {
    sent(1);
    read(camt_054("M1", booked("U2026-000001", "100000.00", "B1")));
    set("UPDATE bank_entry SET state = 'open', payment_id = NULL");
    EXPECT_EQ(cast.faults(), std::vector<std::string>{"payments: U2026-000001 is settled in its run without an answer of the bank"});
}

}  // namespace

}  // namespace bygd::testing_house
