// A voucher (verifikation): what happened to support money, on accounts, with debit and credit that sum to zero. Which
// accounts is the account plan's to say; which roles take part is said here. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "base/money.hpp"
#include "budget/fund.hpp"
#include "payouts/accounting_plan.hpp"

namespace bygd {

struct VoucherLine {
    PostingRole role = PostingRole::cost;
    std::string account;
    PostingObjects objects;
    std::optional<Id<Fund>> fund;
    Money amount;                            // debit more than zero, credit less; never zero
};

struct Voucher {
    Id<Voucher> id;
    std::string series;
    int year = 0;                            // the financial year: a calendar year
    std::int64_t number = 0;                 // 1, 2, 3 ... in series and year, without gaps
    Date booked_on;
    std::string text;
    std::string kind;                        // "grant", "correction", "release", "payment", "recovery", "repayment", "reduction", "write_off", "set_off"
    std::string source_kind;                 // "ledger", "payment", "recovery" (a decision), "recovery_entry"; "reversal", "rebooking" (a voucher)
    std::int64_t source = 0;                 // id of that row
    std::optional<Id<Case>> subject;
    std::string diary_number;                // of it; for pages
    std::optional<Id<Voucher>> corrects;
    std::string reason;                      // of a correction
    Date plan_from;                          // the plan it was made by
    std::optional<Id<User>> made_by;
    std::string made_by_name;
    Instant made_at;
    std::vector<VoucherLine> lines;
    Money debit;                             // and credit, as kept with it

    std::string name() const { return series + " " + std::to_string(year) + "-" + std::to_string(number); }   // "BS 2026-118"
};

Money debit_of(const std::vector<VoucherLine>&);
Money sum_of(const std::vector<VoucherLine>&);      // zero, or it is no voucher

// What happened, before it is a voucher.
struct FundShare {
    Id<Fund> fund;
    std::string code, source;
    Money amount;
};
struct MoneyHappening {
    std::string kind, source_kind;           // as in Voucher
    std::int64_t source = 0;
    Date day;
    std::optional<Id<Case>> subject;
    std::string diary_number, form, reference;   // reference: number of the payment
    std::vector<FundShare> shares;
    Money set_off;                           // of a payment: kept for a debt
    Money interest;                          // of a repayment: over and above the shares
    Money booked_debt, booked_receivable;    // what the accounts hold for the case before this
};

// Empty: it moves nothing in the accounts. Only as much debt or receivable is lowered as was booked: what was granted
// before the accounts began, or while grants were not booked, is cost when it is paid.
std::vector<VoucherLine> lines_of(const MoneyHappening&, const PostingPlan&);

// The lines that take a voucher back.
std::vector<VoucherLine> mirrored(std::vector<VoucherLine>);

// Finance writes; manager and auditor read too. Others are told that there is nothing.
bool may_read_accounts(const Actor&);
void require_accounts_reader(const Actor&);  // throws not_found
void require_accountant(const Actor&);       // finance; throws not_found, forbidden accounting.finance_only

}  // namespace bygd
