#include "payouts/claim_fact_store.hpp"

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

}  // namespace

void register_claim_facts(FactSources& sources) {
    sources.add("case", {"claim_received", "claim_reviewed", "final_claim"}, read_claim_facts);
}

}  // namespace bygd
