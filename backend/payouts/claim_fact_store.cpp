#include "payouts/claim_fact_store.hpp"

#include "payouts/recovery_store.hpp"

namespace bygd {

namespace {

void read_claim_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT id, case_id, final, state, received_on FROM claim WHERE state <> 'cancelled' AND case_id IN " +
                places_for(ids) + " ORDER BY id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& facts = at->second.facts;
                const auto id = row.integer("id");
                const auto day = row.date("received_on");
                facts.push_back({"claim_received", day, id});
                if (row.text("state") != "in_review") facts.push_back({"claim_reviewed", day, id});
                if (row.truth("final")) facts.push_back({"final_claim", day});
            });
}

// Of each recovery with a decision: the last day to pay, unless a plan says otherwise, and each instalment of the newest plan; which
// of them are settled by what has come in since, or because the debt is no debt any more.
void read_debt_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    struct Recovery {
        std::int64_t subject;
        Id<Proceeding> id;
        bool open;
        std::string decided_on;
    };
    const auto recoveries = tx.all(
        "SELECT p.case_id, p.id, p.state, COALESCE(JSON_UNQUOTE(JSON_EXTRACT(p.data, '$.decided_on')), '') AS decided_on FROM proceeding p"
        " WHERE p.kind = 'recovery' AND p.state IN ('debt', 'handed_over', 'closed', 'written_off') AND p.case_id IN " + places_for(ids) +
            " ORDER BY p.id",
        values_of(ids), [](const Row& row) {
            return Recovery{row.integer("case_id"), row.id<Proceeding>("id"), row.text("state") == "debt", row.text("decided_on")};
        });
    for (const auto& each : recoveries) {
        const auto at = found.find(each.subject);
        if (at == found.end() || each.decided_on.empty()) continue;
        auto& facts = at->second.facts;
        const auto day = Date::parse(each.decided_on).plus_months(1).plus_days(-1);
        const auto plan = instalment_plan_of(tx, each.id);
        facts.push_back({"debt_due", day, each.id.value()});
        if (!each.open || plan) facts.push_back({"debt_ended", day, each.id.value()});
        if (!plan) continue;
        Money sum;
        std::int64_t position = 0;
        for (const auto& part : plan->instalments) {
            const auto instance = plan->id * (instalments_most + 1) + ++position;
            sum += part.amount;
            facts.push_back({"instalment_due", part.due_on, instance});
            if (!each.open || sum <= plan->paid) facts.push_back({"instalment_paid", part.due_on, instance});
        }
    }
}

}  // namespace

void register_claim_facts(FactSources& sources) {
    sources.add("case", {"claim_received", "claim_reviewed", "final_claim"}, read_claim_facts);
    sources.add("case", {"debt_due", "debt_ended", "instalment_due", "instalment_paid"}, read_debt_facts);
}

}  // namespace bygd
