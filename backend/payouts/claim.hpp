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

struct Document;

// An invoice that was paid, a flat rate the form allows, or something given in kind (own labour, material).
inline constexpr std::string_view expenditure_kinds[] = {"invoice", "flat_rate", "in_kind"};

struct Expenditure {
    Id<Expenditure> id;
    int sequence = 0;
    std::string kind = "invoice";        // one of expenditure_kinds
    std::string cost_line;               // of the form
    std::string supplier;                // of in kind: who gave it; of a flat rate: none
    std::string supplier_number;         // organisation number, ten digits; empty: not said
    std::string invoice_number;
    Date invoice_on, paid_on;            // of in kind both the day it was given, of a flat rate the day of the claim
    std::optional<Money> net;            // none: registered before net and VAT were kept apart
    Money vat;
    Money amount;                        // claimed: net, and VAT too where it may not be deducted
    std::optional<Money> approved;       // none: not examined yet
    std::string reason;                  // why less than the whole was approved
    std::optional<Id<Document>> document, payment_document;   // the invoice and the proof that it was paid
    std::string question;                // what the recipient is to be asked about the row; empty: nothing

    bool invoice() const { return kind == "invoice"; }
};

struct Claim {
    Id<Claim> id;
    Id<Case> subject;
    std::optional<Id<Proceeding>> proceeding;   // in which it is examined and paid
    int sequence = 0;                    // 1, 2, 3 within the case
    std::string kind;                    // "expenditure", "direct", "yearly"
    bool final = false;                  // the last one: what is left is released at closing
    bool advance = false;                // before anything is shown; settled by the claims after it
    std::string state;                   // "in_review", "approved", "paid", "cancelled"
    Money claimed;                       // sum of rows, the net cost of the year, or the support asked in advance
    Money in_kind;                       // financing in kind, against the rows in kind
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

// A share of the rows on other lines that a form pays without invoices.
struct FlatRate {
    BasisPoints share;
    std::vector<std::string> of;         // lines it is a share of; empty: every other line
};

// What the rows of a claim are read against.
struct ClaimReading {
    std::vector<std::string> cost_lines;
    bool vat_counts = false;             // the recipient may not deduct VAT, so that it is a cost (9 §)
    Date today;
    std::vector<std::int64_t> documents;                     // of the case, that a row may point at
    std::map<std::string, FlatRate, std::less<>> flat_rates; // by line; most forms have none
};

inline constexpr int claim_rows_most = 200;   // the form of their review must fit limits::form_fields

// Reads rows typed as row_1_kind, _cost_line, _supplier, _supplier_number, _invoice_number, _invoice_on, _paid_on, _net, _vat,
// _document, _payment_document, row_2_kind and so on; a row with nothing typed is skipped. _amount instead of _net is what
// counts of the row with nothing said of VAT. What is shown of the cost is taken in as it came; whether it may be supported is
// for the review to say (claim_finding). Problems on their fields: required, text.too_long, organisation_number.*, date.*, amount.*, choice.unknown,
// claim.cost_line, claim.later_than_today, claim.zero, claim.document, claim.no_flat_rate, claim.over_flat_rate {most}, claim.no_rows,
// claim.duplicate_row {row}, claim.too_many_rows {most}.
std::vector<Expenditure> read_expenditure(const Typed&, const ClaimReading&);

// Reads in_kind_financing, which must be what the rows in kind come to: amount.*, claim.in_kind_unmatched {sum}.
Money read_in_kind(const Typed&, const std::vector<Expenditure>&, Problems&);

Money sum_of_claimed(const std::vector<Expenditure>&);
Money sum_of_approved(const std::vector<Expenditure>&);
Money sum_of_kind(const std::vector<Expenditure>&, std::string_view kind);   // claimed

}  // namespace bygd
