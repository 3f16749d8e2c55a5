#include "payouts/reconciliation_actions.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "database/pool.hpp"
#include "payouts/reconciliation_store.hpp"
#include "payouts/voucher.hpp"

namespace bygd {

ReconciliationSpan read_reconciliation_span(const std::string& from, const std::string& to, Date today) {
    Problems problems;
    const auto day = [&](const std::string& typed, const char* field, Date otherwise) {
        if (typed.empty()) return otherwise;
        try {
            return Date::parse(typed, field);
        } catch (const Error& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
            return otherwise;
        }
    };
    const auto last = day(to, "to", today);
    const ReconciliationSpan span{day(from, "from", Date(last.year(), last.month(), 1)), last};
    if (problems.empty() && span.to < span.from) problems.push_back({"to", "reconciliation.order"});
    if (problems.empty() && span.from.plus_days(reconciliation_days_most) <= span.to) {
        problems.push_back({"to", "reconciliation.too_long", {std::to_string(reconciliation_days_most)}});
    }
    require_none(std::move(problems));
    return span;
}

std::vector<ReconciledDay> reconciliation(const Services& services, const Actor& actor, ReconciliationSpan span) {
    require_accounts_reader(actor);
    const auto traces = services.database.read([&](Transaction& tx) { return money_traces(tx, span.from, span.to, reconciliation_rows_most + 1); });
    for (const auto side : {MoneySide::ledger, MoneySide::bank, MoneySide::accounts}) {
        const auto many = std::count_if(traces.begin(), traces.end(), [&](const auto& trace) { return trace.side == side; });
        if (static_cast<std::size_t>(many) <= reconciliation_rows_most) continue;
        throw Error(ErrorKind::invalid, {{"to", "reconciliation.too_many", {std::to_string(reconciliation_rows_most)}}});
    }
    return reconcile(traces);
}

}  // namespace bygd
