// A run of payments (betalningskörning): attested payments that finance sends to the bank in one file. One person collects
// them, another releases them; the file is made once, then. Plain values and who may see them; no I/O.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payouts/claim.hpp"
#include "payouts/pain_001.hpp"

namespace bygd {

struct Document;

inline constexpr std::size_t run_payments_most = 10'000;   // of one file to a bank

struct PaymentRun {
    Id<PaymentRun> id;
    std::string number;                       // "K2026-000012": the MsgId of its file, unique for ever
    std::string profile;                      // of schemas/bank
    Date pay_on;
    std::string state = "prepared";           // "released", "withdrawn" (before), "reversed" (after)
    int payments = 0;
    Money sum;
    Id<User> made_by;
    Instant made_at;
    std::optional<Id<User>> released_by;
    std::optional<Instant> released_at;
    std::optional<Id<Document>> document;     // the file
    std::string sha256;                       // of it
    std::optional<Id<User>> sent_by;          // who fetched it to send it: once
    std::optional<Instant> sent_at;
    std::optional<Id<User>> reversal_asked_by;
    std::optional<Instant> reversal_asked_at;
    std::string reversal_reason;
    std::optional<Id<User>> ended_by;
    std::optional<Instant> ended_at;
    int version = 1;
    std::string made_by_name, released_by_name, sent_by_name, reversal_asked_by_name, ended_by_name;   // for pages
    int paid = 0, rejected = 0;               // of its payments, by the bank

    // Where it stands for people: "prepared", "released" (to be sent), "sent", "settled" (the bank has answered for each
    // payment), "withdrawn", "reversed".
    std::string stage() const;
};

// A payment as it is, or would be, paid by a run.
struct PayableLine {
    Id<Payment> payment;
    Id<Case> subject;
    std::string diary_number, title, organisation, town, end_to_end_id;
    std::optional<PayeeAccount> payee;
    Money amount;                             // to the recipient: what is set off stays here
    Instant attested_at;
    bool payee_changed = false;               // the recipient has another account now than was attested
    bool doubtful = false;                    // something may stand in the way: the guards of the case say what
    std::string outcome = "waiting";          // in its run: "paid", "rejected", "freed"
    Problems why;                             // it cannot be paid now
};

// What keeps a line out by itself: payment_run.set_off_whole, payment_run.payee_changed, payment_run.no_town.
Problems problems_of_line(const PayableLine&);

CreditTransferFile transfer_file(const PaymentRun&, const std::vector<PayableLine>&, Instant released_at);

// The bank's profiles by name: schemas/bank. The first is offered first.
class BankProfiles {
public:
    BankProfiles() = default;
    // Throws std::runtime_error with every fault of every file, "; " between.
    static BankProfiles load(const std::filesystem::path& folder);
    const BankProfile* find(std::string_view name) const;       // null when there is none
    const std::map<std::string, BankProfile, std::less<>>& all() const { return profiles_; }

private:
    std::map<std::string, BankProfile, std::less<>> profiles_;
};

bool may_read_runs(const Actor&);             // finance, manager, auditor
bool may_read_run_files(const Actor&);        // auditor: always; finance fetches one once, to send it
void require_run_reader(const Actor&);        // throws not_found
void require_run_maker(const Actor&);         // finance; throws not_found, forbidden payment_run.finance_only

std::string run_url(const PaymentRun&);

}  // namespace bygd
