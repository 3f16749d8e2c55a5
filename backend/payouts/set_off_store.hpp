// All SQL about set-offs. Rows are appended, never changed: the payment says what became of them.
#pragma once

#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/set_off.hpp"

namespace bygd {

void insert_set_off(Transaction&, const SetOff&);
std::vector<SetOff> set_offs_of(Transaction&, Id<Payment>);
std::map<std::int64_t, std::vector<SetOff>> set_offs_by_payment(Transaction&, Id<Case> paying);   // by payment id

// A recovery in the state "debt" of a case of the organisation, oldest first.
struct DebtPlace {
    Id<Case> subject;
    int sequence;
};
std::vector<DebtPlace> debts_of_organisation(Transaction&, Id<Organisation>, std::string_view legal_basis,
                                             const std::vector<std::string>& forms);

}  // namespace bygd
