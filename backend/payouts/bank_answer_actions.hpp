// Reads the bank's answers into payments: what is booked is paid, what is refused is rejected, each in one transaction with its entry,
// so that it counts once whatever file it comes in. What does not say by itself what it is waits for a person in finance.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/services.hpp"
#include "payouts/bank_entry.hpp"
#include "payouts/bank_entry_store.hpp"

namespace bygd {

struct AnswerImport {
    std::optional<Id<BankFile>> file;         // none: a dry run
    std::string kind, message_id;
    int entries = 0;
    std::map<std::string, int, std::less<>> counts;   // "paid", "rejected", "repaid", "noted", "open", "known" of the entries read now
    bool dry_run = false;
};
// A file that is read again, or was cut short, goes on with what is new in it. Throws Error not_found, forbidden; invalid on `file` as
// read_bank_answer does.
AnswerImport import_bank_answer(const Services&, const Actor&, std::string_view name, std::string_view bytes, bool dry_run);

// Answers for what waits. Throws not_found, forbidden, conflict bank_answer.entry_changed; invalid on `payment` (required,
// bank_answer.why.unknown_id, .unknown_reference, .amount_differs ...), on `reason` (required).
BankEntry match_entry(const Services&, const Actor&, Id<BankEntry>, int version, std::string_view payment);
BankEntry set_entry_aside(const Services&, const Actor&, Id<BankEntry>, int version, std::string_view reason);

// A debt that money which has come in may be the repayment of.
struct DebtToPay {
    std::string reference, diary_number, organisation;
    Money left;
};
struct EntryPage {
    BankEntry entry;
    std::vector<NamedPayment> candidates;     // on their way, of the same amount
    std::vector<DebtToPay> debts;             // open, and no smaller than the amount
};
EntryPage entry_page(const Services&, const Actor&, Id<BankEntry>);

}  // namespace bygd
