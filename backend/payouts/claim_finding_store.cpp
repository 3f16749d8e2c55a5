#include "payouts/claim_finding_store.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

ClaimFinding to_finding(const Row& row) {
    return {row.text("code"), row.text("weight") == "serious" ? FindingWeight::serious : FindingWeight::warning,
            nlohmann::json::parse(row.text("facts")).get<std::vector<std::string>>(), row.text("rule"), row.text("acknowledged")};
}

std::string named(const Row& row) {
    return row.text("diary_number") + " claim " + std::to_string(row.integer("claim_no")) + " row " + std::to_string(row.integer("row_no"));
}

}  // namespace

void insert_findings(Transaction& tx, Id<Claim> claim, const std::vector<Expenditure>& rows, const std::vector<RowFindings>& findings,
                     Id<User> by, Instant now) {
    const auto review = 1 + tx.number("SELECT COALESCE(MAX(review), 0) FROM claim_finding WHERE claim_id = ?", {claim});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const auto& finding : findings[i]) {
            tx.execute("INSERT INTO claim_finding (claim_id, expenditure_id, review, code, weight, facts, rule, acknowledged, made_by,"
                       " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       {claim, rows[i].id, review, finding.code, to_string(finding.weight), nlohmann::json(finding.values).dump(),
                        finding.rule, finding.acknowledged, by, now});
        }
    }
}

std::map<std::int64_t, RowFindings> findings_of_review(Transaction& tx, Id<Claim> claim) {
    std::map<std::int64_t, RowFindings> found;
    const auto newest = tx.number("SELECT COALESCE(MAX(review), 0) FROM claim_finding WHERE claim_id = ?", {claim});
    tx.each("SELECT expenditure_id, code, weight, facts, rule, acknowledged FROM claim_finding WHERE claim_id = ? AND review = ?"
            " ORDER BY id", {claim, newest}, [&](const Row& row) { found[row.integer("expenditure_id")].push_back(to_finding(row)); });
    return found;
}

std::vector<std::string> unanswered_findings(Transaction& tx) {
    return tx.all("SELECT s.diary_number, c.sequence AS claim_no, e.sequence AS row_no FROM claim_finding f"
                  " JOIN expenditure e ON e.id = f.expenditure_id JOIN claim c ON c.id = f.claim_id"
                  " JOIN aid_case s ON s.id = c.case_id WHERE f.weight = 'serious' AND f.acknowledged = '' AND e.approved_ore > 0"
                  " AND c.state IN ('approved', 'paid')"
                  " AND f.review = (SELECT MAX(last.review) FROM claim_finding last WHERE last.claim_id = f.claim_id)"
                  " ORDER BY f.id", {}, named);
}

std::vector<std::string> rows_that_do_not_add_up(Transaction& tx) {
    return tx.all("SELECT s.diary_number, c.sequence AS claim_no, e.sequence AS row_no FROM expenditure e"
                  " JOIN claim c ON c.id = e.claim_id JOIN aid_case s ON s.id = c.case_id WHERE e.net_ore IS NOT NULL"
                  " AND e.amount_ore <> e.net_ore AND e.amount_ore <> e.net_ore + e.vat_ore ORDER BY e.id", {}, named);
}

}  // namespace bygd
