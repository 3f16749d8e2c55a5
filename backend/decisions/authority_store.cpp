#include "decisions/authority_store.hpp"

namespace bygd {

namespace {

#define AUTHORITY_COLUMNS "a.decision_id, a.basis, a.delegation_id, a.on_behalf_of, a.item_id, a.reference"

DecisionAuthority to_authority(const Row& row) {
    return {row.id<Decision>("decision_id"),    row.text("basis"), row.maybe_id<DelegationRow>("delegation_id"),
            row.maybe_id<User>("on_behalf_of"), row.maybe_id<BoardItem>("item_id"), row.text("reference")};
}

constexpr std::string_view decision_lines =
    "SELECT d.id, COALESCE(r.position, 0) AS position, d.decided_on, c.diary_number, o.name AS organisation, c.form,"
    " c.form_version, d.outcome, d.kind, d.amount_ore, u.display_name AS decided_by, u.title, h.display_name AS on_behalf_of,"
    " a.reference FROM decision_authority a JOIN decision d ON d.id = a.decision_id"
    " JOIN aid_case c ON c.id = d.case_id JOIN organisation o ON o.id = c.organisation_id"
    " JOIN user_account u ON u.id = d.decided_by LEFT JOIN user_account h ON h.id = a.on_behalf_of"
    " LEFT JOIN delegation_report r ON r.decision_id = d.id";

DelegatedDecision to_line(const Row& row) {
    DelegatedDecision line;
    line.decision = row.id<Decision>("id");
    line.position = static_cast<int>(row.integer("position"));
    line.decided_on = row.date("decided_on");
    line.diary_number = row.text("diary_number");
    line.organisation = row.text("organisation");
    line.form = row.text("form");
    line.form_version = static_cast<int>(row.integer("form_version"));
    line.outcome = row.text("outcome");
    line.kind = row.text("kind");
    line.amount = row.money("amount_ore");
    line.decided_by = row.text("decided_by");
    line.title = row.text("title");
    line.on_behalf_of = row.text_or_empty("on_behalf_of");
    line.reference = row.text("reference");
    return line;
}

}  // namespace

void insert_authority(Transaction& tx, const DecisionAuthority& a) {
    tx.execute("INSERT INTO decision_authority (decision_id, basis, delegation_id, on_behalf_of, item_id, reference)"
               " VALUES (?, ?, ?, ?, ?, ?)",
               {a.decision, a.basis, a.row, a.on_behalf_of, a.item, a.reference});
}

std::optional<DecisionAuthority> authority_of(Transaction& tx, Id<Decision> id) {
    return tx.one("SELECT " AUTHORITY_COLUMNS " FROM decision_authority a WHERE a.decision_id = ?", {id}, to_authority);
}

std::vector<DecisionAuthority> authorities_of(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT " AUTHORITY_COLUMNS " FROM decision_authority a JOIN decision d ON d.id = a.decision_id"
                  " WHERE d.case_id = ? ORDER BY d.sequence",
                  {id}, to_authority);
}

std::vector<DelegatedDecision> unreported_decisions(Transaction& tx, Date until) {
    return tx.all(std::string(decision_lines) + " WHERE a.basis = 'delegation' AND r.decision_id IS NULL"
                                                " AND d.decided_on <= ? ORDER BY d.decided_on, d.id",
                  {until}, to_line);
}

std::int64_t count_unreported(Transaction& tx, Date until) {
    return tx.number("SELECT COUNT(*) FROM decision_authority a JOIN decision d ON d.id = a.decision_id"
                     " LEFT JOIN delegation_report r ON r.decision_id = d.id"
                     " WHERE a.basis = 'delegation' AND r.decision_id IS NULL AND d.decided_on <= ?",
                     {until});
}

std::vector<DelegatedDecision> reported_decisions(Transaction& tx, Id<BoardMeeting> id) {
    return tx.all(std::string(decision_lines) + " WHERE r.meeting_id = ? ORDER BY r.position", {id}, to_line);
}

void take_report_turn(Transaction& tx) {
    tx.execute("UPDATE delegation_turn SET turns = turns + 1 WHERE id = 2");
}

std::int64_t report_decisions(Transaction& tx, Id<BoardMeeting> id, Date until) {
    return tx.execute(
        "INSERT INTO delegation_report (decision_id, meeting_id, position)"
        " SELECT d.id, ?, ROW_NUMBER() OVER (ORDER BY d.decided_on, d.id) FROM decision_authority a"
        " JOIN decision d ON d.id = a.decision_id LEFT JOIN delegation_report r ON r.decision_id = d.id"
        " WHERE a.basis = 'delegation' AND r.decision_id IS NULL AND d.decided_on <= ?",
        {id, until});
}

}  // namespace bygd
