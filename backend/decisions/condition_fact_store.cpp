#include "decisions/condition_fact_store.hpp"

namespace bygd {

namespace {

void read_condition_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT c.id, c.case_id, c.owner, c.status, c.due_on, d.decided_on FROM decision_condition c"
            " JOIN decision d ON d.id = c.decision_id WHERE c.due_on IS NOT NULL AND c.case_id IN " + places_for(ids) + " ORDER BY c.id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& facts = at->second.facts;
                const auto id = row.integer("id");
                const auto day = row.date("decided_on");
                facts.push_back({"condition_for_" + row.text("owner"), day, id, row.date("due_on")});
                if (row.text("status") != "open") facts.push_back({"condition_settled", day, id});
            });
}

// What a closed case still owes may fall due years later.
std::vector<std::int64_t> closed_cases_that_owe(Transaction& tx, Date closed_before, std::int64_t after, std::size_t most) {
    return tx.all("SELECT DISTINCT d.case_id AS id FROM decision_condition d JOIN aid_case c ON c.id = d.case_id"
                  " WHERE d.status = 'open' AND d.due_on IS NOT NULL AND c.stage = 'closed' AND c.closed_on < ?"
                  " AND d.case_id > ?"
                  " ORDER BY d.case_id LIMIT " + std::to_string(most),
                  {closed_before, after}, [](const Row& row) { return row.integer("id"); });
}

std::map<std::int64_t, std::string> texts(Transaction& tx, const std::vector<std::int64_t>& ids) {
    std::map<std::int64_t, std::string> found;
    tx.each("SELECT id, text FROM decision_condition WHERE id IN " + places_for(ids), values_of(ids),
            [&](const Row& row) { found[row.integer("id")] = row.text("text"); });
    return found;
}

}  // namespace

void register_condition_facts(FactSources& sources) {
    sources.add("case", {"condition_for_recipient", "condition_for_officer", "condition_settled"}, read_condition_facts);
    sources.follow("case", closed_cases_that_owe);
    for (const auto* fact : {"condition_for_recipient", "condition_for_officer"}) sources.name(fact, texts);
}

}  // namespace bygd
