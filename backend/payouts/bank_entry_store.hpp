// All SQL about files from the bank and their entries. That an entry counts once is a unique key on what the bank calls it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/bank_entry.hpp"

namespace bygd {

std::optional<BankFile> find_bank_file(Transaction&, std::string_view sha256);
std::optional<BankFile> find_bank_file(Transaction&, Id<BankFile>);
Id<BankFile> insert_bank_file(Transaction&, const BankFile&, Id<User> by);       // throws DuplicateKey: the same bytes are there
void end_bank_file(Transaction&, Id<BankFile>);                                  // it has been read to its end
std::vector<BankFile> newest_bank_files(Transaction&, std::size_t most);

bool entry_known(Transaction&, std::string_view key);
// None: the entry is there already.
std::optional<Id<BankEntry>> insert_entry(Transaction&, const BankEntry&);
// State, what it moved and the answer, of an entry that is open as the person saw it; false: it is not.
bool answer_entry(Transaction&, const BankEntry& answered, Id<User> by, Instant now);
std::optional<BankEntry> find_entry(Transaction&, Id<BankEntry>);

struct EntryFilter {
    std::string state = "open";                                                  // empty: all
    std::optional<Id<BankFile>> file;
    std::int64_t before = 0;                                                     // id of the last seen; 0: from the newest
};
std::vector<BankEntry> list_entries(Transaction&, const EntryFilter&, std::size_t most);
std::map<std::string, std::int64_t, std::less<>> count_entries(Transaction&, std::optional<Id<BankFile>>);   // by state; "paid", "rejected" and "repaid" of those done

std::optional<NamedPayment> named_payment(Transaction&, std::string_view end_to_end_id);
// Those that wait in the run a file was made of, by its MsgId: for a refusal of the whole.
std::vector<std::string> waiting_in_run(Transaction&, std::string_view message_id);
// Payments on their way of just that amount, for the person who matches by hand.
std::vector<NamedPayment> payments_of_amount(Transaction&, Money amount, std::size_t most);

// For verify: what the bank's answers say of payments that do not say the same, in words.
std::vector<std::string> faults_of_bank_entries(Transaction&);

}  // namespace bygd
