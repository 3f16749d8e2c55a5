// All SQL about payment runs and their lines. That a payment is in one live run only is a unique key; every other guard is
// a conditional write, and says by its answer whether it held (design.md §4 rule 5).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/payment_run.hpp"

namespace bygd {

// Attested payments that no live run holds, oldest first. `today`: a condition that falls due that day may stand in the way.
std::vector<PayableLine> payable_lines(Transaction&, Date today, std::size_t most, Id<Payment> after = {});
std::int64_t count_payable(Transaction&);

std::string next_run_number(Transaction&, int year);              // "K2026-000012", gap-free
// Holds the payments for a run. False: one of them is attested no more. Throws DuplicateKey: one is in another live run.
bool hold_payments(Transaction&, const std::vector<PayableLine>&);
Id<PaymentRun> insert_run(Transaction&, const PaymentRun&, const std::vector<PayableLine>&);

std::optional<PaymentRun> find_run(Transaction&, std::string_view number);
std::vector<PaymentRun> runs_before(Transaction&, Id<PaymentRun> before, std::size_t most);   // newest first; 0: all
std::vector<PayableLine> run_lines(Transaction&, Id<PaymentRun>, Date today, int after_position, std::size_t most);

// Each is one conditional write; false: the run has changed since, or may not go that way by this person.
bool release_run_row(Transaction&, const PaymentRun&, Id<User> by, Instant now, Id<Document>, std::string_view sha256);
bool send_run_row(Transaction&, const PaymentRun&, Id<User> by, Instant now);
bool withdraw_run_row(Transaction&, const PaymentRun&, Id<User> by, Instant now);
bool ask_reversal_row(Transaction&, const PaymentRun&, Id<User> by, Instant now, std::string_view reason);
bool decline_reversal_row(Transaction&, const PaymentRun&);
bool reverse_run_row(Transaction&, const PaymentRun&, Id<User> by, Instant now);

// Bumps the payments that still wait in the run. True: they are as many as the run has.
bool touch_payments(Transaction&, const PaymentRun&);
// The payments of the run that wait are free for another run. The cases they are of.
std::vector<PayableLine> free_payments(Transaction&, Id<PaymentRun>, Date today);

// The live run that holds a payment.
struct RunHold {
    Id<PaymentRun> run;
    std::string number, state;
    bool sent = false;                                            // its file was fetched
    Money amount;                                                 // of the payment in the file
};
std::optional<RunHold> run_hold_of(Transaction&, Id<Payment>);
// The live runs that hold payments, by EndToEndId of the payment.
std::map<std::string, std::string, std::less<>> runs_by_payment(Transaction&, const std::vector<std::string>& end_to_end_ids);
// What the bank has said of a payment in its live run: "paid" or "rejected".
void settle_run_line(Transaction&, Id<Payment>, std::string_view outcome);

// For verify: each payment that more than one live run holds, or a paid one whose run says otherwise, in words.
std::vector<std::string> faults_of_run_lines(Transaction&);

}  // namespace bygd
