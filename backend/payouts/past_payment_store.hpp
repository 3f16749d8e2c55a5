// All SQL about payments that were made before they were known here.
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/past_payment.hpp"

namespace bygd {

Id<PastPayment> insert_past_payment(Transaction&, const PastPayment&);   // throws DuplicateKey: one is open in the case
std::vector<PastPayment> past_payments_of(Transaction&, Id<Case>);       // newest first
std::vector<PastPayment> open_past_payments(Transaction&, std::size_t most);
std::optional<PastPayment> find_past_payment(Transaction&, Id<PastPayment>);
// False when it is settled already; of `booked` also by the person who asked.
bool settle_past_payment(Transaction&, Id<PastPayment>, std::string_view state, Id<User> by, Instant at, std::optional<Id<Payment>>);

}  // namespace bygd
