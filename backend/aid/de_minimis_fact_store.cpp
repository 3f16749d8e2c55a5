#include "aid/de_minimis_fact_store.hpp"

namespace bygd {

namespace {

void read_de_minimis_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT g.id, g.case_id, g.granted_on, g.corrects_id, g.made_at, g.register_by, r.registered_on"
            " FROM de_minimis_grant g LEFT JOIN de_minimis_registration r ON r.grant_id = g.id"
            " LEFT JOIN de_minimis_registration f ON f.grant_id = g.corrects_id"
            " WHERE g.register_by IS NOT NULL AND (g.corrects_id IS NULL OR f.grant_id IS NOT NULL) AND g.case_id IN " +
                places_for(ids) + " ORDER BY g.id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& facts = at->second.facts;
                const auto id = row.integer("id");
                const auto day = row.null("corrects_id") ? row.date("granted_on") : stockholm_day(row.instant("made_at"));
                facts.push_back({"aid_to_register", day, id, row.date("register_by")});
                if (const auto done = row.maybe_date("registered_on")) facts.push_back({"aid_registered", *done, id});
            });
}

}  // namespace

void register_de_minimis_facts(FactSources& sources) {
    sources.add("case", {"aid_to_register", "aid_registered"}, read_de_minimis_facts);
}

}  // namespace bygd
