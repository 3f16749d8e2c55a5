// What an entry of a file from the bank comes to: a payment is booked as paid, or rejected, or a person has to look. Plain values and
// the judgement itself; no I/O.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "payouts/bank_answer.hpp"
#include "payouts/claim.hpp"
#include "payouts/payment_run.hpp"

namespace bygd {

struct BankFile {
    Id<BankFile> id;
    std::string name, kind, message_id, sha256;
    Id<Document> document;
    int entries = 0;
    bool whole = false;                       // read to its end
    std::string imported_by;                  // name
    Instant imported_at;
};

struct BankEntry {
    Id<BankEntry> id;
    Id<BankFile> file;
    int position = 0;
    BankAnswerEntry told;
    std::string state = "open";               // "done", "noted", "set_aside"
    std::string why;                          // open: what keeps it from being matched
    std::optional<Id<Payment>> payment;       // that it moved
    std::optional<Id<Proceeding>> recovery;   // whose debt it paid
    std::string payment_reference, diary_number;   // of that payment
    std::string answer, answered_by;          // of a person, who matched it or set it aside
    std::optional<Instant> answered_at;
    int version = 1;
};

// The payment that an entry names, as it stands.
struct NamedPayment {
    Id<Payment> payment;
    std::string end_to_end_id, diary_number, state;
    int case_version = 1, proceeding = 0;
    Money to_recipient;
    Instant attested_at;
    std::string run;                          // number of the live run; empty: in none
    bool released = false;                    // that run is
};

// The debt of recovery that an incoming entry names by its reference, as it stands.
struct NamedDebt {
    Id<Proceeding> recovery;
    std::string diary_number;
    int case_version = 1, proceeding = 0;
    bool open = false;
    Date earliest;                            // that a repayment may be booked
    Money left;                               // debt and interest on the day of the entry, less what payments hold
};

enum class BankVerdict { pay, reject, repay, note, ask };
struct Judgement {
    BankVerdict verdict = BankVerdict::note;
    std::string why;                          // to ask: "unknown_id", "amount_differs", "partial" ...
};
// Whether an entry says by itself what has become of a payment. `named` null: the house knows no such payment.
Judgement judge(const BankAnswerEntry&, const NamedPayment* named, Date today);
// As judge, of the payment a person says it is: neither its number nor its run need be told by the bank.
Judgement judge_by_hand(const BankAnswerEntry&, const NamedPayment&, Date today);

// Whether money that has come in with the reference of a debt is its repayment.
Judgement judge_repayment(const BankAnswerEntry&, const NamedDebt&, Date today);

// The whole file refused, told in one line, as one entry for each of its payments.
std::vector<BankAnswerEntry> for_each_payment(const BankAnswerEntry& whole, const std::vector<std::string>& end_to_end_ids);

// At most so many characters, whole ones: what a bank writes has no length we can trust.
std::string at_most(std::string_view text, std::size_t characters);

}  // namespace bygd
