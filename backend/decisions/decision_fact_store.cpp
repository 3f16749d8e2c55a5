#include "decisions/decision_fact_store.hpp"

#include <algorithm>

namespace bygd {

namespace {

void add_period(SubjectFacts& subject, Date decided_on, std::optional<Date> from, std::optional<Date> to) {
    std::erase_if(subject.facts, [](const auto& fact) { return fact.name == "period_ends" || fact.name == "operating_year"; });
    if (!to) return;
    subject.facts.push_back({"period_ends", *to});
    if (subject.form != "operating_support") return;
    const auto first = std::max(decided_on, from.value_or(decided_on));
    for (int year = first.year(); year <= to->year(); ++year) {
        subject.facts.push_back({"operating_year", std::max(first, Date(year, 1, 1)), year});
    }
}

// Oldest first: the newest grant says the period.
void read_decision_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT d.id, d.case_id, d.outcome, d.decided_on, d.period_from, d.period_to, s.dispatched_on"
            " FROM decision d LEFT JOIN dispatch s ON s.decision_id = d.id WHERE d.case_id IN " + places_for(ids) +
                " ORDER BY d.case_id, d.sequence",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& subject = at->second;
                const auto id = row.integer("id");
                const auto day = row.date("decided_on");
                subject.facts.push_back({"decision_made", day, id});
                if (const auto sent = row.maybe_date("dispatched_on")) subject.facts.push_back({"decision_dispatched", *sent, id});
                const auto outcome = row.text("outcome");
                if (outcome != "approved" && outcome != "partly_approved") return;
                add_period(subject, day, row.maybe_date("period_from"), row.maybe_date("period_to"));
            });
}

}  // namespace

void register_decision_facts(FactSources& sources) {
    sources.add("case", {"decision_made", "decision_dispatched", "period_ends", "operating_year"},
                read_decision_facts);
}

}  // namespace bygd
