#include "payouts/voucher_store.hpp"

#include <map>
#include <stdexcept>

namespace bygd {

namespace {

const std::string without = " AND NOT EXISTS (SELECT 1 FROM voucher v WHERE v.source_kind = ";
const std::string nor = ") AND NOT EXISTS (SELECT 1 FROM voucher_none n WHERE n.source_kind = ";

// The conditions that leave out what was looked at before.
std::string unseen(const std::string& kind, const std::string& id) {
    return without + kind + " AND v.source_id = " + id + nor + kind + " AND n.source_id = " + id + ")";
}

const std::string voucher_columns =
    "SELECT v.id, v.series, v.year, v.number, v.booked_on, v.text, v.kind, v.source_kind, v.source_id, v.case_id, s.diary_number,"
    " v.corrects_id, v.reason, v.plan_from, v.debit_ore, v.made_by, v.made_by_name, v.made_at FROM voucher v"
    " LEFT JOIN aid_case s ON s.id = v.case_id ";

Voucher to_voucher(const Row& row) {
    Voucher voucher;
    voucher.id = row.id<Voucher>("id");
    voucher.series = row.text("series");
    voucher.year = static_cast<int>(row.integer("year"));
    voucher.number = row.integer("number");
    voucher.booked_on = row.date("booked_on");
    voucher.text = row.text("text");
    voucher.kind = row.text("kind");
    voucher.source_kind = row.text("source_kind");
    voucher.source = row.integer("source_id");
    voucher.subject = row.maybe_id<Case>("case_id");
    voucher.diary_number = row.text_or_empty("diary_number");
    voucher.corrects = row.maybe_id<Voucher>("corrects_id");
    voucher.reason = row.text("reason");
    voucher.plan_from = row.date("plan_from");
    voucher.debit = row.money("debit_ore");
    voucher.made_by = row.maybe_id<User>("made_by");
    voucher.made_by_name = row.text("made_by_name");
    voucher.made_at = row.instant("made_at");
    return voucher;
}

// The lines of them all at one go.
void put_lines(Transaction& tx, std::vector<Voucher>& vouchers) {
    if (vouchers.empty()) return;
    Values ids;
    std::map<std::int64_t, Voucher*> by_id;
    for (auto& voucher : vouchers) {
        ids.emplace_back(voucher.id);
        by_id[voucher.id.value()] = &voucher;
    }
    tx.each("SELECT voucher_id, role, account, objects, fund_id, amount_ore FROM voucher_line WHERE voucher_id IN (" +
                repeated(ids.size(), "?") + ") ORDER BY voucher_id, position",
            ids, [&](const Row& row) {
                by_id.at(row.integer("voucher_id"))->lines.push_back({posting_role_of(row.text("role")), row.text("account"),
                                                                      posting_objects_of(row.text("objects")),
                                                                      row.maybe_id<Fund>("fund_id"), row.money("amount_ore")});
            });
}

std::optional<Voucher> one_voucher(Transaction& tx, const std::string& where, const Values& values) {
    auto found = tx.all(voucher_columns + where, values, to_voucher);
    put_lines(tx, found);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

FundShare to_share(const Row& row) {
    return {row.id<Fund>("fund_id"), row.text("code"), row.text("source"), row.money("amount_ore")};
}

MoneyHappening to_happening(const Row& row, const VoucherSource& source) {
    MoneyHappening happening;
    happening.kind = row.text("kind");
    happening.source_kind = source.kind;
    happening.source = source.id;
    happening.day = row.date("booked_on");
    happening.subject = row.maybe_id<Case>("case_id");
    happening.diary_number = row.text_or_empty("diary_number");
    happening.form = row.text_or_empty("form");
    happening.reference = row.text_or_empty("reference");
    return happening;
}

// With one share: the amount of the row itself, on the fund of the row or of the case.
MoneyHappening of_one_share(const Row& row, const VoucherSource& source) {
    auto happening = to_happening(row, source);
    happening.shares.push_back(to_share(row));
    return happening;
}

MoneyHappening required_happening(std::optional<MoneyHappening> found, const VoucherSource& source) {
    if (!found) throw std::logic_error("there is no " + source.kind + " " + std::to_string(source.id));
    return std::move(*found);
}

MoneyHappening ledger_happening(Transaction& tx, const VoucherSource& source) {
    return required_happening(
        tx.one("SELECT e.kind, e.booked_on, e.case_id, s.diary_number, s.form, e.text AS reference, e.fund_id, f.code, f.source, e.amount_ore"
               " FROM ledger_entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN aid_case s ON s.id = e.case_id WHERE e.id = ?",
               {source.id}, [&](const Row& row) { return of_one_share(row, source); }), source);
}

// On the funds the ledger charged it to: the text of those rows is the number of the payment.
MoneyHappening payment_happening(Transaction& tx, const VoucherSource& source) {
    auto happening = required_happening(
        tx.one("SELECT 'payment' AS kind, p.booked_on, p.case_id, s.diary_number, s.form, p.end_to_end_id AS reference FROM payment p"
               " JOIN aid_case s ON s.id = p.case_id WHERE p.id = ? AND p.state = 'paid'",
               {source.id}, [&](const Row& row) { return to_happening(row, source); }), source);
    happening.shares = tx.all("SELECT e.fund_id, f.code, f.source, e.amount_ore FROM ledger_entry e JOIN fund f ON f.id = e.fund_id"
                              " WHERE e.case_id = ? AND e.kind = 'payment' AND e.text = ? ORDER BY e.id",
                              {happening.subject, happening.reference}, to_share);
    happening.set_off = Money::of_minor(
        tx.number("SELECT CAST(COALESCE(SUM(amount_ore), 0) AS SIGNED) FROM set_off WHERE payment_id = ?", {source.id}));
    return happening;
}

MoneyHappening recovery_happening(Transaction& tx, const VoucherSource& source) {
    return required_happening(
        tx.one("SELECT 'recovery' AS kind, d.decided_on AS booked_on, d.case_id, s.diary_number, s.form, '' AS reference, f.id AS fund_id,"
               " f.code, f.source, d.amount_ore FROM decision d JOIN aid_case s ON s.id = d.case_id JOIN fund f ON f.id = s.fund_id"
               " WHERE d.id = ?", {source.id}, [&](const Row& row) { return of_one_share(row, source); }), source);
}

MoneyHappening recovery_entry_happening(Transaction& tx, const VoucherSource& source) {
    return required_happening(
        tx.one("SELECT CASE WHEN r.payment_id IS NOT NULL THEN 'set_off' ELSE r.kind END AS kind, r.booked_on, b.case_id, s.diary_number,"
               " s.form, p.end_to_end_id AS reference, f.id AS fund_id, f.code, f.source, r.debt_ore AS amount_ore, r.interest_ore"
               " FROM recovery_entry r JOIN proceeding b ON b.id = r.proceeding_id JOIN aid_case s ON s.id = b.case_id"
               " JOIN fund f ON f.id = s.fund_id LEFT JOIN payment p ON p.id = r.payment_id WHERE r.id = ?",
               {source.id}, [&](const Row& row) {
                   auto happening = of_one_share(row, source);
                   happening.interest = row.money("interest_ore");
                   return happening;
               }), source);
}

// What the accounts hold: debit less credit, of what was booked for a case in a role.
Money booked_of_case(Transaction& tx, Id<Case> subject, PostingRole role) {
    return Money::of_minor(tx.number("SELECT CAST(COALESCE(SUM(amount_ore), 0) AS SIGNED) FROM voucher_line WHERE case_id = ? AND role = ?",
                                     {subject, to_string(role)}));
}

Money not_less_than_nothing(Money amount) { return amount.negative() ? Money() : amount; }

std::int64_t next_voucher_number(Transaction& tx, std::string_view series, int year) {
    tx.execute("INSERT INTO voucher_counter (series, year, last_number) VALUES (?, ?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {series, year});
    return tx.number("SELECT last_number FROM voucher_counter WHERE series = ? AND year = ?", {series, year});
}

void say_all(Transaction& tx, std::vector<std::string>& faults, const std::string& sql, const std::string& what) {
    tx.each(sql, {}, [&](const Row& row) { faults.push_back("voucher " + row.text("name") + " " + what); });
}

const std::string named = "SELECT CONCAT(v.series, ' ', v.year, '-', v.number) AS name FROM voucher v ";

}  // namespace

std::vector<VoucherSource> sources_without_voucher(Transaction& tx, Date from, Date through, std::size_t most) {
    const std::string sql =
        "SELECT kind, id FROM ("
        " SELECT 'ledger' AS kind, e.id, e.booked_on AS day, 1 AS turn FROM ledger_entry e WHERE e.kind IN ('grant', 'correction', 'release')"
        " AND e.booked_on BETWEEN ? AND ?" + unseen("'ledger'", "e.id") +
        " UNION ALL SELECT 'payment', p.id, p.booked_on, 2 FROM payment p WHERE p.state = 'paid' AND p.booked_on BETWEEN ? AND ?" +
        unseen("'payment'", "p.id") +
        " UNION ALL SELECT 'recovery', d.id, d.decided_on, 3 FROM decision d WHERE d.kind = 'recovery' AND d.amount_ore > 0"
        " AND d.decided_on BETWEEN ? AND ?" + unseen("'recovery'", "d.id") +
        " UNION ALL SELECT 'recovery_entry', r.id, r.booked_on, 4 FROM recovery_entry r WHERE r.booked_on BETWEEN ? AND ?" +
        unseen("'recovery_entry'", "r.id") + ") waiting ORDER BY day, turn, id LIMIT ?";
    return tx.all(sql, {from, through, from, through, from, through, from, through, most},
                  [](const Row& row) { return VoucherSource{row.text("kind"), row.integer("id")}; });
}

MoneyHappening happening_of(Transaction& tx, const VoucherSource& source) {
    auto happening = source.kind == "ledger"     ? ledger_happening(tx, source)
                     : source.kind == "payment"  ? payment_happening(tx, source)
                     : source.kind == "recovery" ? recovery_happening(tx, source)
                                                 : recovery_entry_happening(tx, source);
    if (!happening.subject) return happening;
    happening.booked_debt = not_less_than_nothing(-booked_of_case(tx, *happening.subject, PostingRole::debt));
    happening.booked_receivable = not_less_than_nothing(booked_of_case(tx, *happening.subject, PostingRole::receivable));
    return happening;
}

Voucher append_voucher(Transaction& tx, Voucher voucher) {
    voucher.year = voucher.booked_on.year();
    voucher.debit = debit_of(voucher.lines);
    const auto credit = voucher.debit - sum_of(voucher.lines);
    voucher.number = next_voucher_number(tx, voucher.series, voucher.year);
    try {
        voucher.id = tx.insert<Voucher>(
            "INSERT INTO voucher (series, year, number, booked_on, text, kind, source_kind, source_id, case_id, corrects_id, reason, plan_from,"
            " debit_ore, credit_ore, made_by, made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {voucher.series, voucher.year, voucher.number, voucher.booked_on, voucher.text, voucher.kind, voucher.source_kind, voucher.source,
             voucher.subject, voucher.corrects, voucher.reason, voucher.plan_from, voucher.debit, credit, voucher.made_by,
             voucher.made_by_name, voucher.made_at});
    } catch (const DuplicateKey&) {
        throw Overtaken("accounting.changed");
    }
    Values values;
    int position = 0;
    for (const auto& line : voucher.lines) {
        for (Value value : {Value(voucher.id), Value(++position), Value(to_string(line.role)), Value(line.account), Value(text_of(line.objects)),
                            Value(line.fund), Value(voucher.subject), Value(line.amount)}) {
            values.push_back(std::move(value));
        }
    }
    tx.execute("INSERT INTO voucher_line (voucher_id, position, role, account, objects, fund_id, case_id, amount_ore) VALUES " +
                   repeated(voucher.lines.size(), "(?, ?, ?, ?, ?, ?, ?, ?)"), values);
    return voucher;
}

void append_no_voucher(Transaction& tx, const VoucherSource& source, std::string_view why, Instant now) {
    try {
        tx.execute("INSERT INTO voucher_none (source_kind, source_id, why, made_at) VALUES (?, ?, ?, ?)", {source.kind, source.id, why, now});
    } catch (const DuplicateKey&) {
        throw Overtaken("accounting.changed");
    }
}

std::vector<Voucher> list_vouchers(Transaction& tx, const VoucherFilter& filter, std::size_t most) {
    std::string where = "WHERE 1 = 1";
    Values values;
    const auto only = [&](const char* condition, Value value) {
        where += std::string(" AND ") + condition;
        values.push_back(std::move(value));
    };
    if (filter.year) only("v.year = ?", *filter.year);
    if (!filter.kind.empty()) only("v.kind = ?", filter.kind);
    if (filter.day) only("v.booked_on = ?", *filter.day);
    if (filter.subject) only("v.case_id = ?", *filter.subject);
    if (filter.before > 0) only("v.id < ?", filter.before);
    values.emplace_back(most);
    auto found = tx.all(voucher_columns + where + " ORDER BY v.id DESC LIMIT ?", values, to_voucher);
    put_lines(tx, found);
    return found;
}

std::optional<Voucher> find_voucher(Transaction& tx, std::string_view series, int year, std::int64_t number) {
    return one_voucher(tx, "WHERE v.series = ? AND v.year = ? AND v.number = ?", {series, year, number});
}

std::optional<Voucher> find_voucher(Transaction& tx, Id<Voucher> id) { return one_voucher(tx, "WHERE v.id = ?", {id}); }

std::optional<Voucher> voucher_of_source(Transaction& tx, const VoucherSource& source) {
    return one_voucher(tx, "WHERE v.source_kind = ? AND v.source_id = ?", {source.kind, source.id});
}

std::vector<Voucher> vouchers_in(Transaction& tx, std::string_view series, int year, std::int64_t from, std::int64_t to) {
    auto found = tx.all(voucher_columns + "WHERE v.series = ? AND v.year = ? AND v.number BETWEEN ? AND ? ORDER BY v.number",
                        {series, year, from, to}, to_voucher);
    put_lines(tx, found);
    return found;
}

std::vector<int> voucher_years(Transaction& tx) {
    return tx.all("SELECT DISTINCT year FROM voucher_counter ORDER BY year DESC", {},
                  [](const Row& row) { return static_cast<int>(row.integer("year")); });
}

std::vector<VoucherCount> voucher_counts(Transaction& tx) {
    return tx.all("SELECT series, year, last_number, last_exported FROM voucher_counter ORDER BY year, series", {}, [](const Row& row) {
        return VoucherCount{row.text("series"), static_cast<int>(row.integer("year")), row.integer("last_number"), row.integer("last_exported")};
    });
}

std::vector<std::string> faults_of_vouchers(Transaction& tx) {
    std::vector<std::string> faults;
    tx.each("SELECT CONCAT(c.series, ' ', c.year) AS name FROM voucher_counter c LEFT JOIN voucher v ON v.series = c.series AND v.year = c.year"
            " GROUP BY c.series, c.year, c.last_number HAVING COUNT(v.id) <> c.last_number OR COALESCE(MAX(v.number), 0) <> c.last_number", {},
            [&](const Row& row) { faults.push_back("the vouchers " + row.text("name") + " have a gap"); });
    say_all(tx, faults,
            named + "LEFT JOIN (SELECT voucher_id, SUM(amount_ore) AS total, SUM(CASE WHEN amount_ore > 0 THEN amount_ore ELSE 0 END) AS debit"
                    " FROM voucher_line GROUP BY voucher_id) l ON l.voucher_id = v.id"
                    " WHERE COALESCE(l.total, 1) <> 0 OR l.debit <> v.debit_ore ORDER BY v.id",
            "does not sum to zero, or to what is kept with it");
    say_all(tx, faults,
            named + "LEFT JOIN payment p ON p.id = v.source_id WHERE v.source_kind = 'payment' AND (p.id IS NULL OR p.state <> 'paid'"
                    " OR p.booked_on <> v.booked_on OR p.amount_ore <> v.debit_ore OR p.case_id <> v.case_id) ORDER BY v.id",
            "is not of the payment it was made of");
    say_all(tx, faults,
            named + "LEFT JOIN ledger_entry e ON e.id = v.source_id WHERE v.source_kind = 'ledger' AND (e.id IS NULL OR e.booked_on <> v.booked_on"
                    " OR e.kind <> v.kind OR v.debit_ore > e.amount_ore OR (e.kind = 'grant' AND v.debit_ore <> e.amount_ore)) ORDER BY v.id",
            "is not of the row of the ledger it was made of");
    say_all(tx, faults,
            named + "LEFT JOIN recovery_entry r ON r.id = v.source_id WHERE v.source_kind = 'recovery_entry' AND (r.id IS NULL"
                    " OR r.booked_on <> v.booked_on OR v.debit_ore > r.debt_ore + r.interest_ore) ORDER BY v.id",
            "is not of the repayment it was made of");
    say_all(tx, faults,
            named + "LEFT JOIN decision d ON d.id = v.source_id WHERE v.source_kind = 'recovery' AND (d.id IS NULL OR d.amount_ore <> v.debit_ore"
                    " OR d.decided_on <> v.booked_on) ORDER BY v.id",
            "is not of the decision it was made of");
    say_all(tx, faults,
            named + "WHERE v.source_kind = 'reversal' AND EXISTS (SELECT 1 FROM voucher_line a JOIN voucher_line b ON b.position = a.position"
                    " AND b.voucher_id = v.corrects_id WHERE a.voucher_id = v.id AND (a.account <> b.account OR a.amount_ore <> -b.amount_ore))"
                    " ORDER BY v.id",
            "does not take back the one it corrects");
    return faults;
}

}  // namespace bygd
