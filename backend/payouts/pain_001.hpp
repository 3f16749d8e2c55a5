// A file of credit transfers to a bank: ISO 20022 pain.001.001.09, or .03 for a bank that has not moved (domain §7.6).
// Pure: the same transfers under the same profile give the same bytes, so that the hash of the file can be kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"

namespace bygd {

// What one bank wants of the file: data in schemas/bank.
struct BankProfile {
    std::string name;
    std::string message;                 // "pain.001.001.09" or "pain.001.001.03"
    std::string debtor_name, organisation_number, town, country, iban, bic;
};

// Reads a profile. Throws Error invalid with every problem at once: required, bank_profile.message, iban.format,
// iban.check_digits, bank_profile.bic, each on its field.
BankProfile read_bank_profile(std::string_view json);

// An IBAN without spaces, its check digits right. Throws Error invalid: iban.format, iban.check_digits.
std::string parse_iban(std::string_view text, std::string_view field = "iban");

enum class CreditorKind { bankgiro, plusgiro, account, iban };

struct CreditTransfer {
    std::string end_to_end_id;           // at most 35 characters, unique for ever
    Money amount;
    std::string name, town, country;     // of the payee; from November 2026 the bank demands town and country
    CreditorKind kind = CreditorKind::bankgiro;
    std::string clearing;                // four digits, of an account only
    std::string number;                  // digits; of an iban the whole
    std::string ocr;                     // a reference with a check digit; else
    std::string text;                    // free text, at most 140 characters
};

struct CreditTransferFile {
    std::string message_id;              // at most 35 characters
    std::string created;                 // "2026-11-23T14:05:00", Stockholm
    Date pay_on;
    std::vector<CreditTransfer> transfers;
};

// Throws Error invalid, all problems at once on transfer_1_amount and so on: payment_file.empty, payment_file.id,
// payment_file.repeated_id, payment_file.amount, payment_file.currency, payment_file.number, payment_file.ocr, required
// (name, town), payment_file.text, payment_file.character for what XML cannot hold.
std::string write_pain_001(const BankProfile&, const CreditTransferFile&);

}  // namespace bygd
