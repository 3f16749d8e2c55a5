#include "providers/plan_fact_store.hpp"

namespace bygd {

namespace {

void read_plan_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT CAST(code AS SIGNED) AS id, name FROM municipality WHERE CAST(code AS SIGNED) IN " + places_for(ids),
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("id"));
                if (at != found.end()) at->second.label = row.text("name");
            });
    tx.each("SELECT p.id, CAST(p.municipality_code AS SIGNED) AS municipality, p.valid_to,"
            " (SELECT COUNT(*) FROM service_plan l WHERE l.municipality_code = p.municipality_code"
            " AND l.valid_to > p.valid_to) AS later FROM service_plan p WHERE CAST(p.municipality_code AS SIGNED) IN " +
                places_for(ids) + " ORDER BY p.id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("municipality"));
                if (at == found.end()) return;
                const auto id = row.integer("id");
                const auto day = row.date("valid_to");
                at->second.facts.push_back({"plan_expires", day, id});
                if (row.integer("later") > 0) at->second.facts.push_back({"plan_renewed", day, id});
            });
}

}  // namespace

void register_plan_facts(FactSources& sources) {
    sources.add("municipality", {"plan_expires", "plan_renewed"}, read_plan_facts);
}

}  // namespace bygd
