#include "budget/fund_decision_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view decision_columns =
    "d.id, d.kind, d.fund_id, d.to_fund_id, d.part_budget_id, d.authorisation_id, d.amount_ore, d.decided_on, d.reference, d.text,"
    " d.corrects_id, d.actor_id, d.made_at";

FundDecision to_decision(const Row& row) {
    FundDecision found;
    found.id = row.id<FundDecision>("id");
    found.matter = fund_matter_of(row.text("kind")).value();
    found.fund = row.maybe_id<Fund>("fund_id");
    found.to_fund = row.maybe_id<Fund>("to_fund_id");
    found.part = row.maybe_id<PartBudget>("part_budget_id");
    found.authorisation = row.maybe_id<Authorisation>("authorisation_id");
    found.amount = row.money("amount_ore");
    found.decided_on = row.date("decided_on");
    found.reference = row.text("reference");
    found.text = row.text("text");
    found.corrects = row.maybe_id<FundDecision>("corrects_id");
    found.actor = row.maybe_id<User>("actor_id");
    found.made_at = row.instant("made_at");
    return found;
}

std::string lines_where(const std::string& where, std::size_t most) {
    return "SELECT " + std::string(decision_columns) +
           ", f.code, t.code AS to_code, p.form, m.name AS municipality, a.source, a.year, u.display_name, n.id AS corrected_by"
           " FROM fund_decision d LEFT JOIN fund f ON f.id = d.fund_id LEFT JOIN fund t ON t.id = d.to_fund_id"
           " LEFT JOIN part_budget p ON p.id = d.part_budget_id LEFT JOIN municipality m ON m.code = p.municipality_code"
           " LEFT JOIN commitment_authorisation a ON a.id = d.authorisation_id LEFT JOIN user_account u ON u.id = d.actor_id"
           " LEFT JOIN fund_decision n ON n.corrects_id = d.id WHERE " + where + " ORDER BY d.id DESC LIMIT " + std::to_string(most);
}

FundDecisionLine to_line(const Row& row) {
    FundDecisionLine line;
    line.decision = to_decision(row);
    line.code = row.text_or_empty("code");
    line.to_code = row.text_or_empty("to_code");
    line.form = row.text_or_empty("form");
    line.municipality = row.text_or_empty("municipality");
    line.source = row.text_or_empty("source");
    line.year = static_cast<int>(row.maybe_integer("year").value_or(0));
    line.actor_name = row.text_or_empty("display_name");
    line.corrected_by = row.maybe_id<FundDecision>("corrected_by");
    return line;
}

}  // namespace

Id<FundDecision> insert_fund_decision(Transaction& tx, const FundDecision& d) {
    return tx.insert<FundDecision>(
        "INSERT INTO fund_decision (kind, fund_id, to_fund_id, part_budget_id, authorisation_id, amount_ore, decided_on, reference, text,"
        " corrects_id, actor_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {to_string(d.matter), d.fund, d.to_fund, d.part, d.authorisation, d.amount, d.decided_on, d.reference, d.text, d.corrects, d.actor,
         d.made_at});
}

std::optional<FundDecision> find_fund_decision(Transaction& tx, Id<FundDecision> id) {
    return tx.one("SELECT " + std::string(decision_columns) + " FROM fund_decision d WHERE d.id = ?", {id}, to_decision);
}

std::optional<std::int64_t> entry_of_decision(Transaction& tx, Id<FundDecision> decision, Id<Fund> fund) {
    return tx.one("SELECT id FROM ledger_entry WHERE decision_id = ? AND fund_id = ?", {decision, fund},
                  [](const Row& row) { return row.integer("id"); });
}

std::vector<FundDecisionLine> decisions_of_fund(Transaction& tx, Id<Fund> id, std::optional<std::int64_t> before, std::size_t most) {
    Values values{id, id};
    if (before) values.emplace_back(*before);
    return tx.all(lines_where(std::string("(d.fund_id = ? OR d.to_fund_id = ?)") + (before ? " AND d.id < ?" : ""), most), values, to_line);
}

std::vector<FundDecisionLine> decisions_of_authorisations(Transaction& tx, std::size_t most) {
    return tx.all(lines_where("d.authorisation_id IS NOT NULL", most), {}, to_line);
}

std::optional<Date> authorisation_decided_on(Transaction& tx, Id<Authorisation> id) {
    return tx.one("SELECT decided_on FROM fund_decision WHERE authorisation_id = ? ORDER BY decided_on DESC LIMIT 1", {id},
                  [](const Row& row) { return row.date("decided_on"); });
}

std::vector<std::string> faults_of_fund_decisions(Transaction& tx) {
    return tx.all("SELECT d.id FROM fund_decision d LEFT JOIN fund_decision o ON o.id = d.corrects_id LEFT JOIN"
                  " (SELECT decision_id, COUNT(*) AS many, MIN(amount_ore) AS least_ore, MAX(amount_ore) AS most_ore,"
                  " SUM(IF(kind = 'allocation', amount_ore, -amount_ore)) AS sum_ore FROM ledger_entry WHERE decision_id IS NOT NULL"
                  " GROUP BY decision_id) e ON e.decision_id = d.id WHERE d.kind IN ('allocation', 'withdrawal', 'move')"
                  " AND (e.many IS NULL OR e.many <> IF(d.kind = 'move', 2, 1) OR e.least_ore <> ABS(d.amount_ore - COALESCE(o.amount_ore, 0))"
                  " OR e.most_ore <> ABS(d.amount_ore - COALESCE(o.amount_ore, 0)) OR (d.kind = 'move' AND e.sum_ore <> 0))", {},
                  [](const Row& row) {
                      return "fund decision " + std::to_string(row.integer("id")) + ": its ledger rows are not what was decided";
                  });
}

}  // namespace bygd
