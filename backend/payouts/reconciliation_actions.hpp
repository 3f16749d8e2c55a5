// The reconciliation as it may be read: by finance, managers and auditors.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "payouts/reconciliation.hpp"

namespace bygd {

struct Actor;

inline constexpr int reconciliation_days_most = 92;
inline constexpr std::size_t reconciliation_rows_most = 20'000;   // of each side

struct ReconciliationSpan {
    Date from, to;
};
// As typed; empty: from the first of this month through today. Throws invalid from=date.*, to=date.*, to=reconciliation.order,
// to=reconciliation.too_long {days}.
ReconciliationSpan read_reconciliation_span(const std::string& from, const std::string& to, Date today);
// Throws not_found; invalid to=reconciliation.too_many {rows}.
std::vector<ReconciledDay> reconciliation(const Services&, const Actor&, ReconciliationSpan);

}  // namespace bygd
