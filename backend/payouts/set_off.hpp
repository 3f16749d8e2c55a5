// Set-off (kvittning): support demanded back is taken out of another payment to the same recipient (2024:1243 43 §; which
// support, and under which ordinance, is data of the legal basis). Finance says it with the attestation; until the bank has
// paid or refused, that part of the debt is held and nobody else may take it; with the payment it becomes a repayment in
// the case of the debt, which gets its own diary event.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/case_action.hpp"
#include "payouts/claim.hpp"
#include "payouts/recovery.hpp"

namespace bygd {

// A debt that the payment of a case may be set off against.
struct OpenDebt {
    Id<Case> subject;                        // the case of the debt
    Id<Proceeding> recovery;
    std::string diary_number;
    int sequence = 0;                        // of the recovery in its case
    Money left;                              // debt and interest on the day, less what other payments hold
    std::string field() const;               // "set_off_RUN-2025-0007-3": where the amount is typed
};

// What is taken out of one payment for one debt.
struct SetOff {
    Id<Payment> payment;
    Id<Case> subject;                        // the case of the debt
    Id<Proceeding> recovery;
    std::string diary_number;
    int sequence = 0;
    Money amount;
};

Money sum_of(const std::vector<SetOff>&);

// Oldest first; none when the ordinance of the paying case knows no set-off. A debt with nothing left is not among them.
std::vector<OpenDebt> debts_to_set_off(const Services&, Transaction&, const Case& paying, Date day);

// The amounts typed for the debts, for a payment of `payable`. Problems on their fields: amount.*, set_off.too_much {left},
// set_off.over_payment {payable} for all of them together, set_off.no_debt for a debt that is not there any more.
struct TypedSetOff {
    OpenDebt debt;
    Money amount;
};
std::vector<TypedSetOff> read_set_offs(const ActionInput&, const std::vector<OpenDebt>&, Money payable);

// With the attestation: keeps what was typed and takes the cases of the debts, so that two payments at once never hold
// the same krona.
void hold_set_offs(ActionContext&, const Payment&);
// With the booking: each becomes a repayment of that day, or of the last entry's where that is later.
void book_set_offs(ActionContext&, const Payment&, Date booked_on);
// What payments on their way hold of a debt.
Money held_by_payments(Transaction&, Id<Proceeding> recovery);

}  // namespace bygd
