// All SQL about claims, their expenditure rows and payments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/claim.hpp"

namespace bygd {

Id<Claim> insert_claim(Transaction&, const Claim&);                 // gives the sequence within the case
void save_claim(Transaction&, const Claim&);                        // state, approved, payable, calculation, prepared_by
std::vector<Claim> claims_of(Transaction&, Id<Case>);               // oldest first
std::optional<Claim> open_claim(Transaction&, Id<Case>);            // in_review or approved: at most one a case
std::optional<Claim> find_claim(Transaction&, Id<Claim>);

void insert_expenditure(Transaction&, Id<Claim>, const std::vector<Expenditure>&);
void save_review(Transaction&, Id<Claim>, const std::vector<Expenditure>&);
std::vector<Expenditure> expenditure_of(Transaction&, Id<Claim>);
// The diary number of another claim of any case that holds this invoice; cancelled claims do not count.
std::optional<std::string> invoice_elsewhere(Transaction&, Id<Claim> but, std::string_view supplier,
                                             std::string_view invoice_number);
// Approved so far in this case per cost line, over claims that are approved or paid.
struct LineTotal {
    std::string cost_line;
    Money approved;
};
std::vector<LineTotal> approved_by_line(Transaction&, Id<Case>);

Id<Payment> insert_payment(Transaction&, const Payment&);
std::string next_end_to_end_id(Transaction&, int year);             // "U2026-000118", gap-free
void book_payment_row(Transaction&, const Payment&, Date booked_on, Id<User> by);   // conflict when not attested any more
std::optional<Payment> open_payment(Transaction&, Id<Case>);        // attested, not yet paid
std::vector<Payment> payments_of(Transaction&, Id<Case>);

// One line of /payouts: what waits for attestation or payment, or was paid.
struct PayoutLine {
    Id<Claim> claim;
    std::string diary_number, title, organisation, form, state;     // state of the case
    std::string claim_state;
    Money payable;
    std::string end_to_end_id;                                      // empty before attestation
    std::optional<Date> booked_on;
};
std::vector<PayoutLine> list_payouts(Transaction&, std::string_view claim_state, std::optional<Id<Claim>> before,
                                     std::size_t most);             // newest first

}  // namespace bygd
