// The reconciliation of payments (avstämning): what the ledger, the bank and the accounts each say was paid, by day and fund. What is
// set off against a debt never reaches the bank, and is left out of all three. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"

namespace bygd {

enum class MoneySide { ledger, bank, accounts };

// What one side says of one payment.
struct MoneyTrace {
    MoneySide side = MoneySide::ledger;
    Date day;
    std::string fund;                        // code; empty: the bank told of a payment nobody knows
    Money amount;
    std::string reference, diary_number;     // of the payment; may be empty
    std::int64_t entry = 0;                  // of the bank
    std::string voucher;                     // "BS-2026-118"
};

struct SideSums {
    Money ledger, bank, accounts;
    void add(const MoneyTrace&);
    bool agree() const { return ledger == bank && bank == accounts; }
    bool operator==(const SideSums&) const = default;
};

struct ReconciledPayment {
    std::string reference, diary_number, voucher;
    std::int64_t entry = 0;
    SideSums sums;
};

struct ReconciledDay {
    Date day;
    std::string fund;
    SideSums sums;
    std::vector<ReconciledPayment> payments;   // by reference; those without one last
    bool agrees() const;                     // each payment does too: two faults may sum to nothing
};

std::vector<ReconciledDay> reconcile(const std::vector<MoneyTrace>&);   // by day and fund

}  // namespace bygd
