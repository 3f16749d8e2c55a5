// All SQL about funds, balances and the ledger. move_money is the only way money moves: one conditional update of the
// balance row and one appended ledger row in the caller's transaction, and of a case its part budgets and commitments. The condition is in the update itself, so that two
// servers cannot both take the last krona (design.md §4 rule 5; trust.md §1.1).
#pragma once

#include <optional>
#include <vector>

#include "budget/fund.hpp"
#include "database/transaction.hpp"

namespace bygd {

Id<Fund> insert_fund(Transaction&, const Fund&);                          // throws DuplicateKey: the code is taken
std::optional<Fund> find_fund(Transaction&, Id<Fund>);
std::optional<Fund> find_fund(Transaction&, std::string_view code);

struct FundLine {
    Fund fund;
    FundBalance balance;
};
std::vector<FundLine> list_funds(Transaction&, std::optional<int> year);   // newest year first
std::optional<FundBalance> balance_of(Transaction&, Id<Fund>);
void require_fund_open(Transaction&, const Fund&);                         // throws invalid amount=fund.closed {code, year}
std::vector<int> fund_years(Transaction&);                                 // newest first

// Throws Error invalid: fund.not_enough {left, wanted} for a reservation (on "fund") or a withdrawal (on "amount") the
// fund cannot bear, fund.part_not_enough {part, left, wanted} when a part budget cannot, authorisation.not_enough when a
// grant would break the authorisation, fund.closed {code, year} for what is new in a closed fund and fund.closed_year {code,
// last day} for what is booked in a closed year; conflict fund.out_of_step when a later movement has nothing to move, which only a fault of ours or a
// tampered row can cause.
void move_money(Transaction&, const LedgerEntry&);

std::vector<LedgerEntry> ledger_of_case(Transaction&, Id<Case>);           // oldest first
std::vector<LedgerEntry> ledger_of_fund(Transaction&, Id<Fund>, std::int64_t after_id, std::size_t most);

// An entry as people read it.
struct LedgerLine {
    LedgerEntry entry;
    std::string diary_number;        // of the case; empty for what concerns the fund alone
    std::string actor_name;
    std::string other_code;          // of the fund at the other end of a move
    std::string reference;           // of the decision
};
// Newest first, those before an id if one is given.
std::vector<LedgerLine> ledger_lines(Transaction&, Id<Fund>, std::optional<std::int64_t> before_id, std::size_t most);

// Grants, payments and releases booked from the first of January of `year`: on the funds of that year, and on all others.
struct BookedSums {
    std::vector<BookedSum> own, others;
    Money own_debt, others_debt;     // outstanding now
};
BookedSums booked_since(Transaction&, int year);
std::vector<std::string> faults_of_fund_years(Transaction&);               // for verify

}  // namespace bygd
