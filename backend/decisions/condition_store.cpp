#include "decisions/condition_store.hpp"

#include "base/text.hpp"

namespace bygd {

namespace {

const Date never(2199, 12, 31);

constexpr std::string_view columns =
    "d.id, d.case_id, d.decision_id, d.sequence, d.kind, d.text, d.due_on, d.evidence, d.owner, d.blocks_payment, d.status,"
    " d.status_by, d.status_at, d.note, d.document_id, d.carried_from, d.version";

constexpr std::string_view line_columns =
    ", c.diary_number, c.title, c.form, o.name AS organisation, m.name AS municipality, u.display_name AS officer,"
    " s.display_name AS settled_by, f.name AS document FROM decision_condition d JOIN aid_case c ON c.id = d.case_id"
    " JOIN organisation o ON o.id = c.organisation_id JOIN municipality m ON m.code = c.municipality_code"
    " LEFT JOIN user_account u ON u.id = c.officer_id LEFT JOIN user_account s ON s.id = d.status_by"
    " LEFT JOIN document f ON f.id = d.document_id";

Condition to_condition(const Row& row) {
    Condition found;
    found.id = row.id<Condition>("id");
    found.subject = row.id<Case>("case_id");
    found.decision = row.id<Decision>("decision_id");
    found.sequence = static_cast<int>(row.integer("sequence"));
    found.duty.kind = row.text("kind");
    found.duty.text = row.text("text");
    found.duty.due_on = row.maybe_date("due_on");
    found.duty.due_rule = found.duty.due_on ? "fixed" : "none";
    found.duty.evidence = row.text("evidence");
    found.duty.owner = row.text("owner");
    found.duty.blocks_payment = row.truth("blocks_payment");
    found.status = row.text("status");
    found.status_by = row.maybe_id<User>("status_by");
    found.status_at = row.maybe_instant("status_at");
    found.note = row.text("note");
    found.document = row.maybe_id<Document>("document_id");
    found.carried_from = row.maybe_id<Condition>("carried_from");
    found.version = static_cast<int>(row.integer("version"));
    return found;
}

ConditionLine to_line(const Row& row) {
    return {to_condition(row), row.text("diary_number"), row.text("title"), row.text("form"), row.text("organisation"),
            row.text("municipality"), row.text_or_empty("officer"), row.text_or_empty("settled_by"), row.text_or_empty("document")};
}

struct Where {
    std::string sql;
    Values values;
    void say(std::string_view condition, const Values& bound = {}) {
        sql += (sql.empty() ? " WHERE " : " AND ") + std::string(condition);
        values.insert(values.end(), bound.begin(), bound.end());
    }
};

void of_view(Where& where, ConditionView view, Date today) {
    switch (view) {
        case ConditionView::open: return where.say("d.status = 'open'");
        case ConditionView::late: return where.say("d.status = 'open' AND d.falls_on < ?", {today});
        case ConditionView::soon:
            return where.say("d.status = 'open' AND d.falls_on >= ? AND d.falls_on <= ?", {today, today.plus_days(soon_days)});
        case ConditionView::breached: return where.say("d.status = 'breached'");
        case ConditionView::settled: return where.say("d.status IN ('met', 'waived')");
    }
}

void of_rest(Where& where, const ConditionFilter& filter) {
    if (!filter.kind.empty()) where.say("d.kind = ?", {filter.kind});
    if (!filter.owner.empty()) where.say("d.owner = ?", {filter.owner});
    if (!filter.form.empty()) where.say("c.form = ?", {filter.form});
    if (!filter.municipality.empty()) where.say("c.municipality_code = ?", {filter.municipality});
    if (filter.officer) where.say("c.officer_id = ?", {*filter.officer});
    if (filter.subject) where.say("d.case_id = ?", {*filter.subject});
    if (filter.due_from) where.say("d.falls_on >= ?", {*filter.due_from});
    if (filter.due_to) where.say("d.falls_on <= ?", {*filter.due_to});
}

std::string select_conditions(std::string_view rest) { return "SELECT " + std::string(columns) + std::string(rest); }

}  // namespace

void insert_condition(Transaction& tx, const Condition& c) {
    tx.execute("INSERT INTO decision_condition (case_id, decision_id, sequence, kind, text, due_on, falls_on, evidence, owner,"
               " blocks_payment, status, status_by, status_at, note, document_id, carried_from)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {c.subject, c.decision, c.sequence, c.duty.kind, c.duty.text, c.duty.due_on, c.duty.due_on.value_or(never),
                c.duty.evidence, c.duty.owner, c.duty.blocks_payment, c.status, c.status_by, c.status_at, c.note, c.document,
                c.carried_from});
}

bool save_condition(Transaction& tx, const Condition& c) {
    return tx.execute("UPDATE decision_condition SET status = ?, status_by = ?, status_at = ?, note = ?, document_id = ?,"
                      " version = version + 1 WHERE id = ? AND version = ?",
                      {c.status, c.status_by, c.status_at, c.note, c.document, c.id, c.version}) == 1;
}

std::vector<Condition> conditions_of(Transaction& tx, Id<Case> id) {
    return tx.all(select_conditions(" FROM decision_condition d WHERE d.case_id = ? ORDER BY d.decision_id, d.sequence"), {id},
                  to_condition);
}

std::optional<ConditionLine> find_condition_line(Transaction& tx, Id<Condition> id) {
    return tx.one(select_conditions(line_columns) + " WHERE d.id = ?", {id}, to_line);
}

std::vector<ConditionLine> list_conditions(Transaction& tx, const ConditionFilter& filter, std::size_t most) {
    Where where;
    of_view(where, filter.view, filter.today);
    of_rest(where, filter);
    const auto parts = split(filter.after, '_');
    if (parts.size() == 2) {
        const auto day = Date::parse(parts[0], "after");
        where.say("(d.falls_on > ? OR (d.falls_on = ? AND d.id > ?))", {day, day, whole_number(parts[1]).value_or(0)});
    }
    return tx.all(select_conditions(line_columns) + where.sql + " ORDER BY d.falls_on, d.id LIMIT " + std::to_string(most),
                  where.values, to_line);
}

std::string cursor_after(const ConditionLine& line) {
    return line.condition.duty.due_on.value_or(never).iso() + "_" + std::to_string(line.condition.id.value());
}

ConditionCounts count_conditions(Transaction& tx, const ConditionFilter& filter) {
    Where where;
    of_rest(where, filter);
    Values values{filter.today, filter.today, filter.today.plus_days(soon_days)};
    values.insert(values.end(), where.values.begin(), where.values.end());
    ConditionCounts counts;
    tx.each("SELECT d.status, COUNT(*) AS in_all, COUNT(CASE WHEN d.falls_on < ? THEN 1 END) AS late,"
            " COUNT(CASE WHEN d.falls_on >= ? AND d.falls_on <= ? THEN 1 END) AS soon FROM decision_condition d"
            " JOIN aid_case c ON c.id = d.case_id" + where.sql + " GROUP BY d.status",
            values, [&](const Row& row) {
                const auto status = row.text("status");
                const auto in_all = row.integer("in_all");
                if (status == "open") counts = {in_all, row.integer("late"), row.integer("soon"), counts.breached, counts.settled};
                if (status == "breached") counts.breached = in_all;
                if (status == "met" || status == "waived") counts.settled += in_all;
            });
    return counts;
}

std::vector<KindCounts> count_by_kind(Transaction& tx, const ConditionFilter& filter) {
    Where where;
    where.say("d.status <> 'replaced'");
    of_rest(where, filter);
    Values values{filter.today};
    values.insert(values.end(), where.values.begin(), where.values.end());
    return tx.all("SELECT d.kind, COUNT(CASE WHEN d.status = 'open' THEN 1 END) AS open_ones,"
                  " COUNT(CASE WHEN d.status = 'open' AND d.falls_on < ? THEN 1 END) AS late,"
                  " COUNT(CASE WHEN d.status = 'met' THEN 1 END) AS met, COUNT(CASE WHEN d.status = 'breached' THEN 1 END) AS breached,"
                  " COUNT(CASE WHEN d.status = 'waived' THEN 1 END) AS waived FROM decision_condition d"
                  " JOIN aid_case c ON c.id = d.case_id" + where.sql + " GROUP BY d.kind ORDER BY d.kind",
                  values, [](const Row& row) {
                      return KindCounts{row.text("kind"), {row.integer("open_ones"), row.integer("late"), row.integer("met"),
                                                           row.integer("breached"), row.integer("waived")}};
                  });
}

}  // namespace bygd
