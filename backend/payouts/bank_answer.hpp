// What a bank answers: pain.002 (taken or refused), camt.053 (statement) and camt.054 (notification), of the versions in
// use (domain §7.6). Pure. Written by others: a document type, too much, too deep or no XML at all is refused whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"

namespace bygd {

enum class BankAnswerKind { status, statement, notification };       // pain.002, camt.053, camt.054
std::string_view to_string(BankAnswerKind);

enum class BankSays {
    taken,        // the bank has the order: nothing is paid yet
    refused,      // the payment will not be made
    paid,         // booked from our account
    received,     // booked to our account: a repayment, or a payment come back
    waiting       // seen by the bank, not booked: never counted as paid
};
std::string_view to_string(BankSays);

struct BankAnswerEntry {
    BankSays says = BankSays::waiting;
    std::string message_id;              // pain.002: of our own file; empty in a camt
    std::string end_to_end_id;           // empty: told of the whole file, or not told
    std::optional<Money> amount;         // none: only a sum of several, or another currency
    std::optional<Date> booked_on;       // of what is booked
    std::string bank_reference;          // the bank's own, empty when it gives none
    std::string reason;                  // "AC03 Invalid account"
    std::string reference;               // OCR or text of the payer
    std::string key;                     // the same for the same movement, whatever file it comes in
};

struct BankAnswer {
    BankAnswerKind kind = BankAnswerKind::status;
    std::string message_id;              // the bank's, of this file
    std::vector<BankAnswerEntry> entries;
};

// Throws Error invalid on `file`: bank_answer.not_xml, bank_answer.document_type, bank_answer.too_large,
// bank_answer.too_deep, bank_answer.unknown (no pain.002, camt.053 or camt.054), bank_answer.no_message_id;
// and amount.* and date.* of an entry.
BankAnswer read_bank_answer(std::string_view xml);

}  // namespace bygd
