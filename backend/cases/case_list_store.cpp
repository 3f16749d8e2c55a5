#include "cases/case_list_store.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "database/word_store.hpp"
#include "providers/undertaking_store.hpp"

namespace bygd {

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
    if (const auto year = filter.paid_year) {
        where.add("c.id IN (SELECT case_id FROM payment WHERE state = 'paid' AND booked_on >= ? AND booked_on < ?)",
                  {Date(*year, 1, 1), Date(*year + 1, 1, 1)});
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
    if (filter.never_visited) {
        where.add("c.granted_ore > 0 AND c.outlet_id IS NOT NULL AND c.outlet_id NOT IN (SELECT f.outlet_id FROM case_mark k"
                  " JOIN aid_case f ON f.id = k.case_id WHERE k.kind = 'followed_up' AND f.outlet_id IS NOT NULL)", {});
    }
    if (filter.plan_ending_by) {
        where.add("NOT EXISTS (SELECT 1 FROM service_plan p WHERE p.municipality_code = c.municipality_code AND p.valid_to > ?)",
                  {*filter.plan_ending_by});
    }
    if (filter.aid_unregistered) {
        where.add("c.id IN (SELECT g.case_id FROM de_minimis_grant g LEFT JOIN de_minimis_registration r ON r.grant_id = g.id"
                  " WHERE r.grant_id IS NULL AND g.register_by IS NOT NULL)", {});
    }
}

void add_late(Where& where, const CaseFilter& filter) {
    if (filter.decided_after_months) {
        where.add("c.decided_on > DATE_ADD(c.received_on, INTERVAL ? MONTH)", {*filter.decided_after_months});
    }
    if (filter.request_late_on && filter.request_kind.empty()) {
        where.add("c.id IN (SELECT case_id FROM case_request WHERE status = 'open' AND due_on < ?)", {*filter.request_late_on});
    } else if (filter.request_late_on) {
        where.add("c.id IN (SELECT case_id FROM case_request WHERE status = 'open' AND due_on < ? AND kind = ?)",
                  {*filter.request_late_on, filter.request_kind});
    }
    if (filter.duty_late_on) {
        where.add("c.id IN (SELECT case_id FROM decision_condition WHERE status = 'open' AND due_on < ?)", {*filter.duty_late_on});
    }
}

constexpr std::string_view linked_to =
    "(c.id IN (SELECT case_id FROM payment_service_link WHERE case_id IS NOT NULL)"
    " OR c.outlet_id IN (SELECT outlet_id FROM payment_service_link))";

void add_whereabouts(Where& where, const CaseFilter& filter) {
    if (filter.organisation) where.add("c.organisation_id = ?", {*filter.organisation});
    if (!filter.owner_sex.empty()) where.add("c.organisation_id IN (SELECT id FROM organisation WHERE owner_sex = ?)", {filter.owner_sex});
    if (filter.outlet) where.add("c.outlet_id = ?", {*filter.outlet});
    if (!filter.service.empty()) {
        where.add("c.outlet_id IN (SELECT outlet_id FROM outlet_service WHERE service = ?)", {filter.service});
    }
    if (filter.linked == Linked::yes) where.add(linked_to, {});
    if (filter.linked == Linked::no) where.add("NOT COALESCE(" + std::string(linked_to) + ", 0)", {});
}

// "556123-4567" is one number.
std::string number_as_words(const std::string& text) {
    const auto without = replaced_all(trimmed(text), "-", "");
    return without.size() >= 10 && whole_number(without) ? without : text;
}

// Those that are one undertaking are looked up first: few, and known only by walking the links between companies.
void add_group(Where& where, Transaction& tx, Id<Organisation> one, Date day) {
    const auto ids = undertaking_of(tx, one, day).ids();
    std::string marks = "?";
    Values values{one};
    for (const auto id : ids) {
        if (id == one) continue;
        marks += ", ?";
        values.emplace_back(id);
    }
    where.sql += " AND c.organisation_id IN (" + marks + ")";
    where.values.insert(where.values.end(), values.begin(), values.end());
}

Where conditions(Transaction& tx, const CaseFilter& filter) {
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
    if (filter.fund) where.add("c.fund_id = ?", {*filter.fund});
    if (filter.sought_from) where.add("c.sought_ore >= ?", {*filter.sought_from});
    if (filter.sought_to) where.add("c.sought_ore <= ?", {*filter.sought_to});
    add_whereabouts(where, filter);
    add_years(where, filter);
    add_waiting(where, filter);
    add_late(where, filter);
    if (filter.granted) where.add("c.granted_ore > 0", {});
    if (filter.outstanding || filter.maturing_year) where.add("c.granted_ore > c.paid_ore + c.released_ore", {});
    if (filter.group) add_group(where, tx, *filter.group, filter.group_on);
    if (!filter.text.empty()) {
        for (const auto& word : words_sought(tx, number_as_words(filter.text))) add_word(where, word);
    }
    return where;
}

// What orders the lines. Who has no day of decision comes after all who have.
struct Ordering {
    CaseOrder order;
    std::string_view name, sql;
    Value (*key)(const CaseLine&);
};
const Date never(2198, 12, 31);
const Ordering orderings[] = {
    {CaseOrder::number, "number", "c.id", [](const CaseLine& line) { return Value(line.id); }},
    {CaseOrder::title, "title", "c.title", [](const CaseLine& line) { return Value(line.title); }},
    {CaseOrder::received, "received", "c.received_on", [](const CaseLine& line) { return Value(line.received_on); }},
    {CaseOrder::decided, "decided", "COALESCE(c.decided_on, DATE '2198-12-31')",
     [](const CaseLine& line) { return Value(line.decided_on.value_or(never)); }},
    {CaseOrder::sought, "sought", "c.sought_ore", [](const CaseLine& line) { return Value(line.sought); }},
    {CaseOrder::amount, "amount", "IF(c.granted_ore > 0, c.granted_ore, c.sought_ore)",
     [](const CaseLine& line) { return Value(line.amount()); }},
    {CaseOrder::paid, "paid", "c.paid_ore", [](const CaseLine& line) { return Value(line.paid); }},
    {CaseOrder::left, "left", "(c.granted_ore - c.paid_ore - c.released_ore)", [](const CaseLine& line) { return Value(line.left); }}};

const Ordering& ordering_of(CaseOrder order) {
    return *std::find_if(std::begin(orderings), std::end(orderings), [&](const auto& each) { return each.order == order; });
}

std::string order_by(CaseSort sort) {
    const std::string way = sort.falling ? " DESC" : "";
    if (sort.by == CaseOrder::number) return "c.id" + way;
    return std::string(ordering_of(sort.by).sql) + way + ", c.id" + way;
}

bool by_amount(CaseOrder order) {
    return order == CaseOrder::sought || order == CaseOrder::amount || order == CaseOrder::paid || order == CaseOrder::left;
}

// The cursor is the key of the last line and its id, "2026-03-01:4711"; anything else starts from the beginning.
void add_cursor(Where& where, const CaseFilter& filter) {
    const auto colon = filter.after.rfind(':');
    if (colon == std::string::npos) return;
    const auto id = whole_number(filter.after.substr(colon + 1));
    const auto key = filter.after.substr(0, colon);
    const auto amount = whole_number(key);
    if (!id || (by_amount(filter.sort.by) && !amount)) return;
    const std::string beyond = filter.sort.falling ? " < ?" : " > ?";
    if (filter.sort.by == CaseOrder::number) return where.add("c.id" + beyond, {*id});
    const std::string sql(ordering_of(filter.sort.by).sql);
    const auto value = by_amount(filter.sort.by) ? Value(*amount) : Value(key);
    where.add("(" + sql + beyond + " OR (" + sql + " = ? AND c.id" + beyond + "))", {value, value, *id});
}

CaseLine to_line(const Row& row) {
    return {row.id<Case>("id"), row.text("diary_number"), row.text("title"), row.text("form"), row.text("state"),
            row.text("stage"), row.text("workflow"), static_cast<int>(row.integer("workflow_version")),
            row.text("organisation"), row.text_or_empty("outlet"), row.text("municipality"), row.text_or_empty("officer"),
            row.date("received_on"), row.maybe_date("decided_on"), row.maybe_date("answer_due_on"), row.maybe_text("outcome"), row.money("sought_ore"),
            row.money("granted_ore"), row.money("paid_ore"), row.money("left_ore"),
            static_cast<int>(row.integer("version"))};
}

}  // namespace

std::vector<CaseLine> list_cases(Transaction& tx, const CaseFilter& filter, std::size_t most) {
    auto where = conditions(tx, filter);
    add_cursor(where, filter);
    // The page is chosen on aid_case alone, then dressed with names: the joins touch only the rows shown. In this order
    // whatever the statistics say: just after many cases came in they are old, and a page then took seconds.
    const auto page = "SELECT c.id FROM aid_case c WHERE " + where.sql + " ORDER BY " +
                      order_by(filter.sort) + " LIMIT " + std::to_string(most);
    const auto sql =
        "SELECT STRAIGHT_JOIN c.id, c.diary_number, c.title, c.form, c.state, c.stage, c.workflow,"
        " c.workflow_version, o.name AS organisation, t.name AS outlet, m.name AS municipality,"
        " u.display_name AS officer, c.received_on, c.decided_on, c.outcome, c.sought_ore, c.granted_ore,"
        " c.paid_ore, c.granted_ore - c.paid_ore - c.released_ore AS left_ore, c.version,"
        " (SELECT MIN(r.due_on) FROM case_request r WHERE r.case_id = c.id AND r.status = 'open') AS answer_due_on FROM (" + page + ") page"
        " JOIN aid_case c ON c.id = page.id JOIN organisation o ON o.id = c.organisation_id"
        " JOIN municipality m ON m.code = c.municipality_code LEFT JOIN outlet t ON t.id = c.outlet_id"
        " LEFT JOIN user_account u ON u.id = c.officer_id ORDER BY " + order_by(filter.sort);
    return tx.all(sql, where.values, to_line);
}

CaseTotals totals_of(Transaction& tx, const CaseFilter& filter) {
    const auto where = conditions(tx, filter);
    return tx.one("SELECT COUNT(*) AS cases, CAST(COALESCE(SUM(c.granted_ore), 0) AS SIGNED) AS granted_ore,"
                  " CAST(COALESCE(SUM(c.paid_ore), 0) AS SIGNED) AS paid_ore FROM aid_case c WHERE " + where.sql, where.values,
                  [](const Row& row) { return CaseTotals{row.integer("cases"), row.money("granted_ore"), row.money("paid_ore")}; }).value();
}

std::string cursor_after(const CaseLine& line, CaseSort sort) {
    const auto key = ordering_of(sort.by).key(line);
    const auto* number = std::get_if<std::int64_t>(&key.held());
    return (number ? std::to_string(*number) : std::get<std::string>(key.held())) + ":" + std::to_string(line.id.value());
}

std::optional<CaseSort> case_sort(std::string_view name) {
    const bool falling = name.substr(0, 1) == "-";
    if (falling) name.remove_prefix(1);
    for (const auto& each : orderings) {
        if (each.name == name) return CaseSort{each.order, falling};
    }
    return std::nullopt;
}

std::string to_string(CaseSort sort) { return (sort.falling ? "-" : "") + std::string(ordering_of(sort.by).name); }

}  // namespace bygd
