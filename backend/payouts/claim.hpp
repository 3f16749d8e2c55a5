// Claims for payment and the payments made on them. A claim is "expenditure" (investeringsstöd: rows of invoices), "direct"
// (servicebidrag, särskilt driftstöd: paid with the grant) or "yearly" (hemsändningsbidrag: after the year), 2024:1243 32 §.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/swedish_numbers.hpp"
#include "cases/proceeding.hpp"

namespace bygd {

struct Expenditure {
    Id<Expenditure> id;
    int sequence = 0;
    std::string cost_line;               // of the form
    std::string supplier, invoice_number;
    Date invoice_on, paid_on;
    Money amount;                        // claimed, after deduction of VAT where it may be deducted
    std::optional<Money> approved;       // none: not examined yet
    std::string reason;                  // why less than the whole was approved
};

struct Claim {
    Id<Claim> id;
    Id<Case> subject;
    std::optional<Id<Proceeding>> proceeding;   // in which it is examined and paid
    int sequence = 0;                    // 1, 2, 3 within the case
    std::string kind;                    // "expenditure", "direct", "yearly"
    bool final = false;                  // the last one: what is left is released at closing
    std::string state;                   // "in_review", "approved", "paid", "cancelled"
    Money claimed;                       // sum of rows, or the net cost of the year
    Money approved;                      // of claimed
    Money payable;                       // support to pay now
    std::string calculation;             // JSON: how payable came to be
    Date received_on;
    Id<User> prepared_by;
};

struct Payment {
    Id<Payment> id;
    Id<Case> subject;
    Id<Claim> claim;
    std::string end_to_end_id;           // "U2026-000118": unique for ever
    Money amount;
    PayeeAccount payee;
    std::string state;                   // "attested", "paid", "rejected"
    Id<User> prepared_by, attested_by;
    Instant attested_at;
    std::optional<Date> booked_on;
    int version = 1;
};

using Typed = std::map<std::string, std::string, std::less<>>;

// Reads rows typed as row_1_cost_line, row_1_supplier, row_1_invoice_number, row_1_invoice_on, row_1_paid_on, row_1_amount
// and so on; a row with nothing typed is skipped. Problems on their fields: required, date.*, amount.*, claim.cost_line,
// claim.before_application (25 §: an invoice from before the application came in), claim.paid_before_invoice,
// claim.later_than_today, claim.no_rows, claim.duplicate_row {row}.
std::vector<Expenditure> read_expenditure(const Typed&, const std::vector<std::string>& cost_lines, Date application_received,
                                          Date today);

// Reads approved_<sequence> and reason_<sequence> for each row. Problems: amount.*, claim.over_row {amount},
// claim.reason_required when less than the whole is approved.
std::vector<Expenditure> read_review(const Typed&, std::vector<Expenditure> rows);

Money sum_of_claimed(const std::vector<Expenditure>&);
Money sum_of_approved(const std::vector<Expenditure>&);

}  // namespace bygd
