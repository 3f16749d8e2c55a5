// A payment that was made before it was known here (tidigare utbetalning): in an earlier year or another system. It is booked on
// the case and its fund as any payment is, but no run pays it. Pure values.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "payouts/claim.hpp"

namespace bygd {

struct PastPayment {
    Id<PastPayment> id;
    Id<Case> subject;
    Money amount;
    Date paid_on;
    std::string reference, text;         // the voucher of the payment; why it is written down now
    std::string state = "asked";         // "booked", "withdrawn"
    Id<User> asked_by;
    std::string asked_name;
    Instant asked_at;
    std::optional<Id<User>> settled_by;
    std::string settled_name;
    std::optional<Instant> settled_at;
};

// Reads amount, paid_on, reference and text. `most`: what is left to pay; `first`: the day of the decision. Throws Error invalid:
// amount.*, amount.zero, past_payment.over {most}, date.*, claim.later_than_today, past_payment.before_decision {first}, required,
// text.too_long.
PastPayment read_past_payment(const Typed& typed, Money most, Date first, Date today);

}  // namespace bygd
