#include "decisions/batch_store.hpp"

#include "database/problem_text.hpp"

namespace bygd {

namespace {

AwaitingLine to_awaiting(const Row& row) {
    AwaitingLine line;
    line.id = row.id<Case>("id");
    line.proceeding = static_cast<int>(row.integer("proceeding"));
    line.kind = row.text("kind");
    line.diary_number = row.text("diary_number");
    line.title = row.text("title");
    line.organisation = row.text("organisation");
    line.municipality = row.text("municipality");
    line.form = row.text("form");
    line.form_version = static_cast<int>(row.integer("form_version"));
    line.version = static_cast<int>(row.integer("version"));
    line.fund = row.text_or_empty("fund");
    line.preparer = row.text_or_empty("preparer");
    line.outcome = row.text_or_empty("outcome");
    line.sought = row.money("sought_ore");
    line.proposed = row.money("proposed_ore");
    line.prepared_by = row.maybe_id<User>("prepared_by");
    line.officer = row.maybe_id<User>("officer_id");
    line.received_on = row.date("received_on");
    line.agenda = row.maybe_date("agenda");
    return line;
}

}  // namespace

Id<DecisionBatch> insert_batch(Transaction& tx, const DecisionBatch& batch, const std::vector<BatchLine>& lines) {
    const auto id = tx.insert<DecisionBatch>(
        "INSERT INTO decision_batch (actor_id, meeting_id, reason, no_conflict, others, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        {batch.actor, batch.meeting, batch.reason, batch.no_conflict, batch.others, batch.made_at});
    int position = 0;
    for (const auto& line : lines) {
        tx.execute("INSERT INTO decision_batch_line (batch_id, position, diary_number, proceeding, version_read, problems)"
                   " VALUES (?, ?, ?, ?, ?, '[]')",
                   {id, ++position, line.diary_number, line.proceeding, line.version});
    }
    return id;
}

std::optional<DecisionBatch> find_batch(Transaction& tx, Id<DecisionBatch> id) {
    return tx.one("SELECT b.id, b.actor_id, u.display_name, b.meeting_id, b.reason, b.no_conflict, b.others, b.made_at FROM decision_batch b"
                  " JOIN user_account u ON u.id = b.actor_id WHERE b.id = ?",
                  {id}, [](const Row& row) {
                      return DecisionBatch{row.id<DecisionBatch>("id"), row.id<User>("actor_id"),
                                           row.text("display_name"),    row.maybe_id<BoardMeeting>("meeting_id"),
                                           row.text("reason"),          row.instant("made_at"),
                                           row.integer("no_conflict") != 0, row.text("others")};
                  });
}

std::vector<BatchLine> lines_of(Transaction& tx, Id<DecisionBatch> id) {
    return tx.all("SELECT l.position, l.diary_number, l.proceeding, l.version_read, l.state, l.action, l.problems,"
                  " c.title, o.name AS organisation FROM decision_batch_line l"
                  " LEFT JOIN aid_case c ON c.diary_number = l.diary_number"
                  " LEFT JOIN organisation o ON o.id = c.organisation_id WHERE l.batch_id = ? ORDER BY l.position",
                  {id}, [](const Row& row) {
                      return BatchLine{static_cast<int>(row.integer("position")),
                                       row.text("diary_number"),
                                       static_cast<int>(row.integer("proceeding")),
                                       static_cast<int>(row.integer("version_read")),
                                       row.text("state"),
                                       row.text("action"),
                                       problems_of_text(row.text("problems")),
                                       row.text_or_empty("title"),
                                       row.text_or_empty("organisation")};
                  });
}

void settle_line(Transaction& tx, Id<DecisionBatch> id, const BatchLine& line) {
    tx.execute("UPDATE decision_batch_line SET state = ?, action = ?, problems = ? WHERE batch_id = ? AND position = ?"
               " AND state = 'waiting'",
               {line.state, line.action, problem_text(line.problems), id, line.position});
}

namespace {

constexpr std::string_view awaiting_columns =
    "SELECT c.id, c.diary_number, c.title, o.name AS organisation, m.name AS municipality, c.form, c.form_version, c.version,"
    " f.code AS fund, c.fund_id, u.display_name AS preparer, p.outcome, c.sought_ore, p.prepared_by, c.officer_id,"
    " c.received_on, b.held_on AS agenda, ";
constexpr std::string_view awaiting_rows =
    " JOIN organisation o ON o.id = c.organisation_id JOIN municipality m ON m.code = c.municipality_code"
    " LEFT JOIN fund f ON f.id = c.fund_id";
constexpr std::string_view awaiting_people =
    " LEFT JOIN user_account u ON u.id = p.prepared_by LEFT JOIN board_meeting b ON b.id = i.meeting_id";

constexpr std::string_view awaiting_beside = "d.kind IN ('change', 'non_payment', 'recovery') AND ";

std::string in_states(std::string_view column, const std::vector<std::string>& states, Values& values) {
    std::string sql = std::string(column) + " IN (''";
    for (const auto& state : states) {
        sql += ", ?";
        values.emplace_back(state);
    }
    return sql + ")";
}

// The applications and the proceedings that wait, as one table.
std::string awaiting_table(const DecidingStates& states, Values& values) {
    auto sql = std::string(awaiting_columns) + "0 AS proceeding, 'grant' AS kind, c.proposed_ore FROM aid_case c" +
               std::string(awaiting_rows) + " LEFT JOIN proposal p ON p.case_id = c.id AND p.proceeding_id = 0" +
               " LEFT JOIN board_item i ON i.open_case_id = c.id AND i.proceeding = 0" + std::string(awaiting_people) + " WHERE " +
               in_states("c.state", states.of_case, values);
    sql += " UNION ALL " + std::string(awaiting_columns) + "d.sequence AS proceeding, d.kind, d.proposed_ore FROM proceeding d" +
           " JOIN aid_case c ON c.id = d.case_id" + std::string(awaiting_rows) +
           " LEFT JOIN proposal p ON p.case_id = c.id AND p.proceeding_id = d.id" +
           " LEFT JOIN board_item i ON i.open_case_id = c.id AND i.proceeding = d.sequence" + std::string(awaiting_people) +
           " WHERE " + std::string(awaiting_beside) + in_states("d.state", states.beside, values);
    return sql;
}

}  // namespace

std::vector<AwaitingLine> awaiting_decision(Transaction& tx, const DecidingStates& states, const AwaitingFilter& filter,
                                            std::size_t most) {
    Values values;
    auto sql = "SELECT a.id, a.proceeding, a.kind, a.diary_number, a.title, a.organisation, a.municipality, a.form, a.form_version,"
               " a.version, a.fund, a.preparer, a.outcome, a.sought_ore, a.proposed_ore, a.prepared_by, a.officer_id,"
               " a.received_on, a.agenda FROM (" + awaiting_table(states, values) + ") a WHERE (a.id > ? OR (a.id = ? AND a.proceeding > ?))";
    values.emplace_back(filter.after);
    values.emplace_back(filter.after);
    values.emplace_back(filter.after == Id<Case>() ? -1 : filter.after_proceeding);
    const auto also = [&](std::string_view condition, Value value) {
        sql += std::string(" AND ") + std::string(condition);
        values.push_back(std::move(value));
    };
    if (!filter.kind.empty()) also("a.kind = ?", filter.kind);
    if (!filter.form.empty()) also("a.form = ?", filter.form);
    if (!filter.outcome.empty()) also("a.outcome = ?", filter.outcome);
    if (filter.fund) also("a.fund_id = ?", *filter.fund);
    if (filter.least) also("a.proposed_ore >= ?", *filter.least);
    if (filter.most) also("a.proposed_ore <= ?", *filter.most);
    sql += " ORDER BY a.id, a.proceeding LIMIT ?";
    values.emplace_back(most);
    return tx.all(sql, values, to_awaiting);
}

std::int64_t count_awaiting_decision(Transaction& tx, const DecidingStates& states) {
    Values values;
    auto sql = "SELECT (SELECT COUNT(*) FROM aid_case c WHERE " + in_states("c.state", states.of_case, values) + ")";
    sql += " + (SELECT COUNT(*) FROM proceeding d WHERE " + std::string(awaiting_beside) + in_states("d.state", states.beside, values) + ") AS waiting";
    return *tx.one(sql, values, [](const Row& row) { return row.integer("waiting"); });
}

}  // namespace bygd
