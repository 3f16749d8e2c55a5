// The plan by which a debt is paid in parts (avbetalningsplan), agreed with who owes it. The plan moves no money and stops no
// interest: it says when what should have come. Pure.
#pragma once

#include <optional>
#include <vector>

#include "payouts/claim.hpp"

namespace bygd {

struct Instalment {
    Date due_on;
    Money amount;
};

// Equal parts of whole kronor a month apart, the last with what is left over: sums to the debt.
std::vector<Instalment> monthly_instalments(Money debt, int count, Date first);

inline constexpr int instalments_most = 60;

// Reads instalments (how many, 0: no plan any more) and first_due_on. Problems on their fields: number.range {0, 60},
// required, date.*, instalment.past.
std::vector<Instalment> read_instalments(const Typed&, Money debt, Date today);

// The plan that holds, and what has come in since it was agreed.
struct InstalmentPlan {
    std::int64_t id = 0;
    Instant made_at;
    std::vector<Instalment> instalments;                    // by day
    Money paid;

    Money behind(Date day) const;                           // should have come the day before or earlier, and has not
    std::optional<Instalment> next_unpaid() const;          // the first not wholly paid, with what is left of it
};

}  // namespace bygd
