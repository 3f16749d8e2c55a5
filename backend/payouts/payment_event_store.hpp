// All SQL about the list of what is done with payment runs and the bank's answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/payment_event.hpp"

namespace bygd {

void append_payment_event(Transaction&, PaymentEvent event);                        // sequence and hashes are given here
std::vector<PaymentEvent> payment_events_about(Transaction&, std::string_view subject);             // oldest first
std::vector<PaymentEvent> payment_events_after(Transaction&, std::int64_t sequence, std::size_t most);

struct PaymentEventHead {
    std::int64_t sequence = 0;
    std::string hash;
};
PaymentEventHead payment_event_head(Transaction&);                                  // throws std::logic_error when it is gone

}  // namespace bygd
