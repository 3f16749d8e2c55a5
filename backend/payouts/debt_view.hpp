// The debts of recovery as pages and API show them: what is left today, and whether what was agreed on has come.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/services.hpp"
#include "payouts/recovery_store.hpp"

namespace bygd {

inline constexpr std::string_view debt_views[] = {"open", "behind", "handed_over", "ended"};

struct DebtShown {
    DebtLine line;
    std::string reference;                    // that payers write
    RecoveryDebt debt;
    RecoveryBalance left;                     // today
    std::optional<InstalmentPlan> plan;
    Money behind;                             // by the plan; without one, the whole of what is left once interest has begun
};

// Newest first, those before an id if one is given. `view` is one of debt_views; another shows the open ones.
std::vector<DebtShown> debts_shown(const Services&, Transaction&, std::string_view view, std::int64_t before, std::size_t most);

}  // namespace bygd
