// A debt of recovery (återkrav) and the interest on it. Interest runs from the day one month after the decision, at the
// state lending rate of each day and an addition, both dated (2024:1243 41-42 §§; act/365 is our reading, domain §2.4 G10).
// What is paid goes to the interest first. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/money.hpp"
#include "decisions/decision.hpp"

namespace bygd {

struct Payment;

// The whole rate that holds from a day until the next one.
struct InterestRate {
    Date from;
    BasisPoints rate;
};

// For each day from `from` up to, not including, `to`; rounded half up to the öre once. `rates` by day, the first holding
// on `from`.
Money interest(Money debt, Date from, Date to, const std::vector<InterestRate>& rates);

struct RecoveryEntry {
    std::string kind;                        // "repayment", "reduction", "write_off"
    Date booked_on;
    Money debt, interest;                    // the part of each that it takes away
    std::string note;
    std::optional<Id<Payment>> payment;      // a repayment by set-off: what was paid out instead
};

struct RecoveryDebt {
    Money demanded;
    Date decided_on;
    std::vector<RecoveryEntry> entries;      // by day
    Date interest_from() const { return decided_on.plus_months(1); }
};

struct RecoveryBalance {
    Money debt;                              // of the demanded amount
    Money interest;                          // run up and not paid
    bool settled() const { return debt.zero() && interest.zero(); }
};

RecoveryBalance balance_on(const RecoveryDebt&, Date day, const std::vector<InterestRate>& rates);

// What a repayment takes away on its day. Problems: recovery.before_last {day}, recovery.too_much {left}, amount.zero.
RecoveryEntry repayment_of(const RecoveryDebt&, Money amount, Date day, const std::vector<InterestRate>& rates);
// What is left on the day, taken off the books because it will not be paid; what comes in later is for a person to see to.
// Problems: recovery.nothing_left.
RecoveryEntry write_off_of(const RecoveryDebt&, Date day, const std::vector<InterestRate>& rates);
// A reduction (42 § second paragraph) of the debt itself or of the interest. Problems: recovery.too_much {left}, amount.zero.
RecoveryEntry reduction_of(const RecoveryDebt&, Money amount, bool of_interest, Date day, const std::vector<InterestRate>& rates);

}  // namespace bygd
