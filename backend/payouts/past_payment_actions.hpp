// Writes down a payment that was made before it was known here, and books it: a manager or finance asks, another person of finance
// books. Booking makes the claim, the payment and the entry of the ledger as if it had been paid now, on the day it was paid.
#pragma once

#include "base/services.hpp"
#include "payouts/past_payment.hpp"

namespace bygd {

bool may_ask_past_payment(const Actor&);
bool may_book_past_payment(const Actor&);

// Throws not_found; forbidden past_payment.not_yours; invalid as read_past_payment, and payee=payment.no_payee; conflict
// past_payment.open when one waits already, claim.open when something is on its way to be paid, past_payment.nothing_granted.
PastPayment ask_past_payment(const Services&, const Actor&, const std::string& diary_number, const Typed& typed);

// `version`: of the case, as the person read it. Throws as above; conflict past_payment.same_person, payment.same_person for who
// took part in the case, past_payment.settled, case.changed; invalid booked_on=fund.closed_year {code, day}.
void book_past_payment(const Services&, const Actor&, const std::string& diary_number, int version, Id<PastPayment>);
void withdraw_past_payment(const Services&, const Actor&, const std::string& diary_number, int version, Id<PastPayment>);

}  // namespace bygd
