#include "cases/case_store.hpp"

#include <algorithm>
#include <cstdio>

#include "base/error.hpp"
#include "base/text.hpp"
#include "database/word_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage, organisation_id,"
    " outlet_id, municipality_code, officer_id, fund_id, received_on, decided_on, closed_on, outcome, sought_ore,"
    " proposed_ore, reserved_ore, granted_ore, paid_ore, released_ore, application, changed_at, version";

Case to_case(const Row& row) {
    Case subject;
    subject.id = row.id<Case>("id");
    subject.diary_number = row.text("diary_number");
    subject.title = row.text("title");
    subject.form = row.text("form");
    subject.form_version = static_cast<int>(row.integer("form_version"));
    subject.legal_basis = row.text("legal_basis");
    subject.workflow = row.text("workflow");
    subject.workflow_version = static_cast<int>(row.integer("workflow_version"));
    subject.state = row.text("state");
    subject.stage = row.text("stage");
    subject.organisation = row.id<Organisation>("organisation_id");
    subject.outlet = row.maybe_id<Outlet>("outlet_id");
    subject.municipality = row.text("municipality_code");
    subject.officer = row.maybe_id<User>("officer_id");
    subject.fund = row.maybe_id<Fund>("fund_id");
    subject.received_on = row.date("received_on");
    subject.decided_on = row.maybe_date("decided_on");
    subject.closed_on = row.maybe_date("closed_on");
    subject.outcome = row.maybe_text("outcome");
    subject.sought = row.money("sought_ore");
    subject.proposed = row.money("proposed_ore");
    subject.reserved = row.money("reserved_ore");
    subject.granted = row.money("granted_ore");
    subject.paid = row.money("paid_ore");
    subject.released = row.money("released_ore");
    subject.application = row.text("application");
    subject.changed_at = row.instant("changed_at");
    subject.version = static_cast<int>(row.integer("version"));
    return subject;
}

std::string select_case(std::string_view where) {
    return "SELECT " + std::string(columns) + " FROM aid_case WHERE " + std::string(where);
}

}  // namespace

std::string next_diary_number(Transaction& tx, std::string_view series, int year) {
    // The insert takes the row's lock also when it is there already, so the number read below is ours.
    tx.execute("INSERT INTO diary_counter (series, year, last_number) VALUES (?, ?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {series, year});
    const auto number = tx.number("SELECT last_number FROM diary_counter WHERE series = ? AND year = ?", {series, year});
    char written[32];
    std::snprintf(written, sizeof written, "%d/%04lld", year, static_cast<long long>(number));
    return std::string(series) + " " + written;
}

Id<Case> insert_case(Transaction& tx, const Case& c) {
    const auto id = tx.insert<Case>(
        "INSERT INTO aid_case (diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state,"
        " stage, organisation_id, outlet_id, municipality_code, received_on, sought_ore, application, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.diary_number, c.title, c.form, c.form_version, c.legal_basis, c.workflow, c.workflow_version, c.state, c.stage,
         c.organisation, c.outlet, c.municipality, c.received_on, c.sought, c.application, c.changed_at});
    add_words(tx, Indexed::case_file, id.value(), c.diary_number + " " + c.title);
    return id;
}

namespace {

Case taken_case(std::int64_t taken, std::optional<Case> subject) {
    if (!subject) refuse(ErrorKind::not_found, "not_found");
    if (taken != 1) refuse(ErrorKind::conflict, "case.changed");
    return std::move(*subject);
}

}  // namespace

Case lock_case(Transaction& tx, Id<Case> id, int version) {
    const auto taken = tx.execute("UPDATE aid_case SET version = version + 1 WHERE id = ? AND version = ?", {id, version});
    return taken_case(taken, find_case(tx, id));
}

Case lock_case(Transaction& tx, std::string_view diary_number, int version) {
    const auto taken = tx.execute("UPDATE aid_case SET version = version + 1 WHERE diary_number = ? AND version = ?",
                                  {diary_number, version});
    return taken_case(taken, find_case(tx, diary_number));
}

void save_case(Transaction& tx, const Case& c) {
    tx.execute(
        "UPDATE aid_case SET title = ?, state = ?, stage = ?, officer_id = ?, fund_id = ?, decided_on = ?, closed_on = ?,"
        " outcome = ?, sought_ore = ?, proposed_ore = ?, reserved_ore = ?, granted_ore = ?, paid_ore = ?, released_ore = ?,"
        " application = ?, changed_at = ? WHERE id = ? AND version = ?",
        {c.title, c.state, c.stage, c.officer, c.fund, c.decided_on, c.closed_on, c.outcome, c.sought, c.proposed,
         c.reserved, c.granted, c.paid, c.released, c.application, c.changed_at, c.id, c.version});
}

std::optional<Case> find_case(Transaction& tx, std::string_view diary_number) {
    return tx.one(select_case("diary_number = ?"), {diary_number}, to_case);
}

std::optional<Case> find_case(Transaction& tx, Id<Case> id) { return tx.one(select_case("id = ?"), {id}, to_case); }

std::vector<Case> cases_after(Transaction& tx, Id<Case> after, std::size_t most) {
    return tx.all(select_case("id > ?") + " ORDER BY id LIMIT " + std::to_string(most), {after}, to_case);
}

Case case_by_number(Transaction& tx, std::string_view diary_number) {
    auto found = find_case(tx, diary_number);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *found;
}

namespace {

// Collects fixed conditions with their values; no text of a person ever becomes SQL.
struct Where {
    std::string sql = "1 = 1";
    Values values;
    void add(std::string_view condition, std::initializer_list<Value> more) {
        sql += " AND ";
        sql += condition;
        values.insert(values.end(), more);
    }
};

// The cases that hold a word in themselves or their diary, or whose recipient, outlet or kommun does; a number of six
// digits or more may be an organisation's. Made up once and then joined: a rare word is found without a look at the rest.
void add_word(Where& where, const WordSought& sought) {
    std::string match = "s.word LIKE ?";
    Values words{sought.typed + "%"};
    if (!sought.slips.empty()) {
        match = "s.word IN (?, ?, ?, ?, ?)";
        words.clear();
        for (std::size_t i = 0; i < 5; ++i) words.emplace_back(sought.slips[std::min(i, sought.slips.size() - 1)]);
    }
    Values values;
    const auto with = [&](const Values& more) { values.insert(values.end(), more.begin(), more.end()); };
    auto sql = "SELECT s.subject_id AS id FROM search_word s WHERE s.kind = 1 AND " + match +
               " UNION SELECT x.id FROM search_word s JOIN aid_case x ON x.organisation_id = s.subject_id WHERE s.kind = 2 AND " + match +
               " UNION SELECT x.id FROM search_word s JOIN aid_case x ON x.outlet_id = s.subject_id WHERE s.kind = 3 AND " + match +
               " UNION SELECT x.id FROM municipality m JOIN aid_case x ON x.municipality_code = m.code WHERE m.name LIKE ?";
    for (int kinds = 0; kinds < 3; ++kinds) with(words);
    with({sought.typed + "%"});
    const bool number = sought.typed.size() >= 6 && whole_number(sought.typed);
    if (number) {
        sql += " UNION SELECT x.id FROM organisation o JOIN aid_case x ON x.organisation_id = o.id WHERE o.number LIKE ?";
        with({sought.typed + "%"});
    }
    where.sql += " AND c.id IN (SELECT w.id FROM (" + sql + ") w)";
    where.values.insert(where.values.end(), values.begin(), values.end());
}

// Of the newest decision that grants something.
constexpr std::string_view last_day =
    "(SELECT d.period_to FROM decision d WHERE d.case_id = c.id AND d.kind IN ('grant', 'change')"
    " AND d.outcome IN ('approved', 'partly_approved') ORDER BY d.sequence DESC LIMIT 1)";

void add_years(Where& where, const CaseFilter& filter) {
    if (const auto year = filter.received_year) {
        where.add("c.received_on >= ? AND c.received_on < ?", {Date(*year, 1, 1), Date(*year + 1, 1, 1)});
    }
    if (const auto year = filter.decided_year) {
        where.add("c.decided_on >= ? AND c.decided_on < ?", {Date(*year, 1, 1), Date(*year + 1, 1, 1)});
    }
    if (filter.fund_year) where.add("c.fund_id IN (SELECT id FROM fund WHERE year = ?)", {*filter.fund_year});
    // The last day of what was granted, else the day of the decision.
    if (const auto year = filter.maturing_year) {
        where.add("COALESCE(" + std::string(last_day) + ", c.decided_on) BETWEEN ? AND ?", {Date(*year, 1, 1), Date(*year, 12, 31)});
    }
}

// What somebody should see to.
void add_waiting(Where& where, const CaseFilter& filter) {
    if (filter.undispatched) {
        where.add("c.stage = 'decided' AND c.id IN (SELECT d.case_id FROM decision d LEFT JOIN dispatch s ON s.decision_id = d.id"
                  " WHERE s.decision_id IS NULL)", {});
    }
    if (filter.unclaimed_since) {
        where.add("c.stage = 'decided' AND c.granted_ore > 0 AND c.decided_on <= ?"
                  " AND NOT EXISTS (SELECT 1 FROM claim k WHERE k.case_id = c.id AND k.state <> 'cancelled')", {*filter.unclaimed_since});
    }
    if (filter.ending_by) {
        where.add("c.stage = 'decided' AND c.granted_ore > 0 AND " + std::string(last_day) + " <= ?", {*filter.ending_by});
    }
    if (filter.aid_unregistered) {
        where.add("c.id IN (SELECT g.case_id FROM de_minimis_grant g LEFT JOIN de_minimis_registration r ON r.grant_id = g.id"
                  " WHERE r.grant_id IS NULL AND g.register_by IS NOT NULL)", {});
    }
}

Where conditions(const CaseFilter& filter, const std::vector<WordSought>& words) {
    Where where;
    if (!filter.form.empty()) where.add("c.form = ?", {filter.form});
    if (!filter.stage.empty()) where.add("c.stage = ?", {filter.stage});
    if (!filter.state.empty()) where.add("c.state = ?", {filter.state});
    if (!filter.municipality.empty()) where.add("c.municipality_code = ?", {filter.municipality});
    if (!filter.beside_kind.empty()) {
        where.add("c.id IN (SELECT case_id FROM proceeding WHERE stage <> 'closed' AND kind = ? AND state = ?)",
                  {filter.beside_kind, filter.beside_state});
    }
    if (filter.officer) where.add("c.officer_id = ?", {*filter.officer});
    if (filter.unassigned) where.add("c.officer_id IS NULL", {});
    if (filter.open_since) where.add("c.stage = 'open' AND c.received_on <= ?", {*filter.open_since});
    if (filter.organisation) where.add("c.organisation_id = ?", {*filter.organisation});
    if (filter.outlet) where.add("c.outlet_id = ?", {*filter.outlet});
    add_years(where, filter);
    add_waiting(where, filter);
    if (filter.granted) where.add("c.granted_ore > 0", {});
    if (filter.outstanding || filter.maturing_year) where.add("c.granted_ore > c.paid_ore + c.released_ore", {});
    if (filter.decided_after_months) {
        where.add("c.decided_on > DATE_ADD(c.received_on, INTERVAL ? MONTH)", {*filter.decided_after_months});
    }
    if (filter.request_late_on) {
        where.add("c.id IN (SELECT case_id FROM case_request WHERE status = 'open' AND due_on < ?)", {*filter.request_late_on});
    }
    for (const auto& word : words) add_word(where, word);
    return where;
}

// "556123-4567" is one number.
std::string number_as_words(const std::string& text) {
    const auto without = replaced_all(trimmed(text), "-", "");
    return without.size() >= 10 && whole_number(without) ? without : text;
}

std::vector<WordSought> words_of(Transaction& tx, const CaseFilter& filter) {
    return filter.text.empty() ? std::vector<WordSought>() : words_sought(tx, number_as_words(filter.text));
}

// The cursor is "id" or "amount:id"; anything else starts from the beginning.
void add_cursor(Where& where, const CaseFilter& filter) {
    const auto parts = split(filter.after, ':');
    const auto id = whole_number(parts.back());
    if (filter.after.empty() || !id) return;
    if (filter.order == CaseOrder::newest) where.add("c.id < ?", {*id});
    if (filter.order == CaseOrder::oldest) where.add("c.id > ?", {*id});
    if (filter.order == CaseOrder::most_sought && parts.size() == 2) {
        const auto amount = whole_number(parts.front());
        if (amount) where.add("(c.sought_ore < ? OR (c.sought_ore = ? AND c.id < ?))", {*amount, *amount, *id});
    }
}

std::string_view order_by(CaseOrder order) {
    switch (order) {
        case CaseOrder::oldest: return "c.id";
        case CaseOrder::most_sought: return "c.sought_ore DESC, c.id DESC";
        case CaseOrder::newest: break;
    }
    return "c.id DESC";
}

CaseLine to_line(const Row& row) {
    return {row.id<Case>("id"), row.text("diary_number"), row.text("title"), row.text("form"), row.text("state"),
            row.text("stage"), row.text("workflow"), static_cast<int>(row.integer("workflow_version")),
            row.text("organisation"), row.text_or_empty("outlet"), row.text("municipality"), row.text_or_empty("officer"),
            row.date("received_on"), row.maybe_date("decided_on"), row.maybe_text("outcome"), row.money("sought_ore"),
            row.money("granted_ore"), row.money("paid_ore"), row.money("left_ore"),
            static_cast<int>(row.integer("version"))};
}

}  // namespace

std::vector<CaseLine> list_cases(Transaction& tx, const CaseFilter& filter, std::size_t most) {
    auto where = conditions(filter, words_of(tx, filter));
    add_cursor(where, filter);
    // The page is chosen on aid_case alone, then dressed with names: the joins touch only the rows shown. In this order
    // whatever the statistics say: just after many cases came in they are old, and a page then took seconds.
    const auto page = "SELECT c.id FROM aid_case c WHERE " + where.sql + " ORDER BY " +
                      std::string(order_by(filter.order)) + " LIMIT " + std::to_string(most);
    const auto sql =
        "SELECT STRAIGHT_JOIN c.id, c.diary_number, c.title, c.form, c.state, c.stage, c.workflow,"
        " c.workflow_version, o.name AS organisation, t.name AS outlet, m.name AS municipality,"
        " u.display_name AS officer, c.received_on, c.decided_on, c.outcome, c.sought_ore, c.granted_ore,"
        " c.paid_ore, c.granted_ore - c.paid_ore - c.released_ore AS left_ore, c.version FROM (" + page + ") page"
        " JOIN aid_case c ON c.id = page.id JOIN organisation o ON o.id = c.organisation_id"
        " JOIN municipality m ON m.code = c.municipality_code LEFT JOIN outlet t ON t.id = c.outlet_id"
        " LEFT JOIN user_account u ON u.id = c.officer_id ORDER BY " + std::string(order_by(filter.order));
    return tx.all(sql, where.values, to_line);
}

CaseTotals totals_of(Transaction& tx, const CaseFilter& filter) {
    const auto where = conditions(filter, words_of(tx, filter));
    return tx.one("SELECT COUNT(*) AS cases, CAST(COALESCE(SUM(c.granted_ore), 0) AS SIGNED) AS granted_ore,"
                  " CAST(COALESCE(SUM(c.paid_ore), 0) AS SIGNED) AS paid_ore FROM aid_case c WHERE " + where.sql, where.values,
                  [](const Row& row) { return CaseTotals{row.integer("cases"), row.money("granted_ore"), row.money("paid_ore")}; }).value();
}

std::string cursor_after(const CaseLine& line, CaseOrder order) {
    const auto id = std::to_string(line.id.value());
    return order == CaseOrder::most_sought ? std::to_string(line.sought.minor()) + ":" + id : id;
}

std::vector<StageCount> count_by_state(Transaction& tx, std::optional<Id<User>> officer) {
    const std::string sql = std::string("SELECT stage, state, workflow, workflow_version, COUNT(*) AS cases FROM aid_case") +
                            (officer ? " WHERE officer_id = ?" : "") +
                            " GROUP BY stage, state, workflow, workflow_version";
    return tx.all(sql, officer ? Values{*officer} : Values{}, [](const Row& row) {
        return StageCount{row.text("stage"), row.text("state"), row.text("workflow"),
                          static_cast<int>(row.integer("workflow_version")), row.integer("cases")};
    });
}

}  // namespace bygd
