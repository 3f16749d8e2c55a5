#include "decisions/batch_store.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

std::string to_text(const Problems& problems) {
    auto all = nlohmann::json::array();
    for (const auto& problem : problems) all.push_back({problem.field, problem.code, problem.values});
    return all.dump();
}

Problems problems_of(const std::string& text) {
    Problems problems;
    for (const auto& each : nlohmann::json::parse(text)) {
        problems.push_back({each.at(0), each.at(1), each.at(2).get<std::vector<std::string>>()});
    }
    return problems;
}

AwaitingLine to_awaiting(const Row& row) {
    AwaitingLine line;
    line.id = row.id<Case>("id");
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
        "INSERT INTO decision_batch (actor_id, meeting_id, reason, made_at) VALUES (?, ?, ?, ?)",
        {batch.actor, batch.meeting, batch.reason, batch.made_at});
    int position = 0;
    for (const auto& line : lines) {
        tx.execute("INSERT INTO decision_batch_line (batch_id, position, diary_number, proceeding, version_read, problems)"
                   " VALUES (?, ?, ?, ?, ?, '[]')",
                   {id, ++position, line.diary_number, line.proceeding, line.version});
    }
    return id;
}

std::optional<DecisionBatch> find_batch(Transaction& tx, Id<DecisionBatch> id) {
    return tx.one("SELECT b.id, b.actor_id, u.display_name, b.meeting_id, b.reason, b.made_at FROM decision_batch b"
                  " JOIN user_account u ON u.id = b.actor_id WHERE b.id = ?",
                  {id}, [](const Row& row) {
                      return DecisionBatch{row.id<DecisionBatch>("id"), row.id<User>("actor_id"),
                                           row.text("display_name"),    row.maybe_id<BoardMeeting>("meeting_id"),
                                           row.text("reason"),          row.instant("made_at")};
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
                                       problems_of(row.text("problems")),
                                       row.text_or_empty("title"),
                                       row.text_or_empty("organisation")};
                  });
}

void settle_line(Transaction& tx, Id<DecisionBatch> id, const BatchLine& line) {
    tx.execute("UPDATE decision_batch_line SET state = ?, action = ?, problems = ? WHERE batch_id = ? AND position = ?"
               " AND state = 'waiting'",
               {line.state, line.action, to_text(line.problems), id, line.position});
}

std::vector<AwaitingLine> awaiting_decision(Transaction& tx, const std::vector<std::string>& states,
                                            const AwaitingFilter& filter, std::size_t most) {
    std::string sql =
        "SELECT c.id, c.diary_number, c.title, o.name AS organisation, m.name AS municipality, c.form, c.form_version,"
        " c.version, f.code AS fund, u.display_name AS preparer, p.outcome, c.sought_ore, c.proposed_ore, p.prepared_by,"
        " c.officer_id, c.received_on, b.held_on AS agenda FROM aid_case c"
        " JOIN organisation o ON o.id = c.organisation_id JOIN municipality m ON m.code = c.municipality_code"
        " LEFT JOIN proposal p ON p.case_id = c.id AND p.proceeding_id = 0 LEFT JOIN user_account u ON u.id = p.prepared_by"
        " LEFT JOIN fund f ON f.id = c.fund_id LEFT JOIN board_item i ON i.open_case_id = c.id AND i.proceeding = 0"
        " LEFT JOIN board_meeting b ON b.id = i.meeting_id WHERE c.id > ? AND c.state IN (''";
    Values values{filter.after};
    for (const auto& state : states) {
        sql += ", ?";
        values.emplace_back(state);
    }
    sql += ")";
    const auto also = [&](std::string_view condition, Value value) {
        sql += std::string(" AND ") + std::string(condition);
        values.push_back(std::move(value));
    };
    if (!filter.form.empty()) also("c.form = ?", filter.form);
    if (!filter.outcome.empty()) also("p.outcome = ?", filter.outcome);
    if (filter.fund) also("c.fund_id = ?", *filter.fund);
    if (filter.least) also("c.proposed_ore >= ?", *filter.least);
    if (filter.most) also("c.proposed_ore <= ?", *filter.most);
    sql += " ORDER BY c.id LIMIT ?";
    values.emplace_back(most);
    return tx.all(sql, values, to_awaiting);
}

}  // namespace bygd
