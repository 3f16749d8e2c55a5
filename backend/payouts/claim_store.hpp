// All SQL about claims, their expenditure rows and payments.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/claim.hpp"
#include "payouts/claim_calculation.hpp"
#include "payouts/claim_finding.hpp"

namespace bygd {

Id<Claim> insert_claim(Transaction&, const Claim&);                 // gives the sequence within the case
void save_claim(Transaction&, const Claim&);                        // state, approved, payable, calculation, prepared_by
// The proceeding a claim is examined and paid in; none: it is in the case itself, as before claims ran beside it. False
// when it stands so already.
bool save_claim_proceeding(Transaction&, Id<Claim>, std::optional<Id<Proceeding>>);
std::vector<Claim> claims_of(Transaction&, Id<Case>);               // oldest first
std::optional<Claim> open_claim(Transaction&, Id<Case>);            // in_review or approved: at most one a case
std::optional<Claim> find_claim(Transaction&, Id<Claim>);

void insert_expenditure(Transaction&, Id<Claim>, const std::vector<Expenditure>&);
void save_review(Transaction&, Id<Claim>, const std::vector<Expenditure>&);
std::vector<Expenditure> expenditure_of(Transaction&, Id<Claim>);
// Invoices of other claims than `but`, of this case and of any other, that may be those of the rows by their numbers. Cancelled
// claims do not count.
std::vector<KnownInvoice> known_invoices(Transaction&, Id<Case>, Id<Claim> but, const std::vector<Expenditure>&);
// Approved so far in this case per cost line, over claims that are approved or paid.
struct LineTotal {
    std::string cost_line;
    Money approved;
};
std::vector<LineTotal> approved_by_line(Transaction&, Id<Case>);
ClaimMoney claim_money(Transaction&, const Case&);                  // over claims that are approved or paid

Id<Payment> insert_payment(Transaction&, const Payment&);
std::string next_end_to_end_id(Transaction&, int year);             // "U2026-000118", gap-free
void book_payment_row(Transaction&, const Payment&, Date booked_on, Id<User> by);   // conflict when not attested any more
void reject_payment_row(Transaction&, const Payment&);              // by the bank; conflict when not attested any more
std::optional<Payment> open_payment(Transaction&, Id<Case>);        // attested, not yet paid
std::vector<Payment> payments_of(Transaction&, Id<Case>);

// Where a payout stands: to_review (officer), to_attest and to_pay (finance), paid, cancelled; "waiting" is the first three.
inline constexpr std::string_view payout_stages[] = {"waiting", "to_review", "to_attest", "to_pay", "paid", "cancelled"};

// One line of /payouts.
struct PayoutLine {
    Id<Claim> claim;
    int proceeding = 0;                                             // its sequence in the case: for the next step
    std::int64_t cursor = 0;                                        // of this line, in the list it was read in
    std::string diary_number, title, organisation, form, stage, kind;
    Money set_off;                                                  // taken out of it for a debt of recovery
    Money claimed, payable;                                         // payable is zero before the claim is examined
    std::optional<PayeeAccount> payee;                              // frozen at attestation; before it, the recipient's
    bool payee_pending = false;                                     // a changed account waits for a second person
    std::string end_to_end_id;                                      // empty before attestation
    Date received_on;
    std::optional<Date> booked_on;
};
struct PayoutFilter {
    std::string stage = "waiting";                                  // one of payout_stages
    std::optional<int> year;                                        // booked of what is paid, else received
    std::optional<std::int64_t> after;                              // cursor of the last line seen
};
// What waits comes oldest first, what is done newest first.
std::vector<PayoutLine> list_payouts(Transaction&, const PayoutFilter&, std::size_t most);
struct PayoutCount {
    std::int64_t payouts = 0;
    Money payable;
};
std::map<std::string, PayoutCount, std::less<>> count_payouts(Transaction&, std::optional<int> year);   // by every stage
int first_payout_year(Transaction&, int otherwise);

}  // namespace bygd
