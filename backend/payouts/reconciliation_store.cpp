#include "payouts/reconciliation_store.hpp"

namespace bygd {

namespace {

MoneyTrace to_trace(const Row& row, MoneySide side) {
    return {side, row.date("day"), row.text_or_empty("code"), row.money("amount_ore"), row.text_or_empty("reference"),
            row.text_or_empty("diary_number"), row.integer("entry"), row.text_or_empty("voucher")};
}

void put_side(Transaction& tx, std::vector<MoneyTrace>& traces, MoneySide side, const std::string& sql, const Values& values) {
    tx.each(sql, values, [&](const Row& row) { traces.push_back(to_trace(row, side)); });
}

}  // namespace

std::vector<MoneyTrace> money_traces(Transaction& tx, Date from, Date to, std::size_t most) {
    std::vector<MoneyTrace> traces;
    // What is set off is taken off the first fund a payment was charged to.
    put_side(tx, traces, MoneySide::ledger,
             "SELECT e.booked_on AS day, f.code, e.amount_ore - (SELECT CAST(COALESCE(SUM(o.amount_ore), 0) AS SIGNED) FROM set_off o"
             " JOIN payment p ON p.id = o.payment_id WHERE p.case_id = e.case_id AND p.end_to_end_id = e.text AND NOT EXISTS (SELECT 1"
             " FROM ledger_entry x WHERE x.case_id = e.case_id AND x.kind = 'payment' AND x.text = e.text AND x.id < e.id)) AS amount_ore,"
             " e.text AS reference, s.diary_number, 0 AS entry, NULL AS voucher FROM ledger_entry e JOIN fund f ON f.id = e.fund_id"
             " LEFT JOIN aid_case s ON s.id = e.case_id WHERE e.kind = 'payment' AND e.booked_on BETWEEN ? AND ? ORDER BY e.id LIMIT ?",
             {from, to, most});
    put_side(tx, traces, MoneySide::bank,
             "SELECT b.booked_on AS day, f.code, b.amount_ore, p.end_to_end_id AS reference, s.diary_number, b.id AS entry, NULL AS voucher"
             " FROM bank_entry b LEFT JOIN payment p ON p.end_to_end_id = COALESCE((SELECT q.end_to_end_id FROM payment q"
             " WHERE q.id = b.payment_id), b.end_to_end_id)"
             " LEFT JOIN aid_case s ON s.id = p.case_id LEFT JOIN fund f ON f.id = s.fund_id"
             " WHERE b.says = 'paid' AND b.currency = 'SEK' AND b.booked_on BETWEEN ? AND ?"
             " AND (b.state = 'open' OR (b.state IN ('done', 'noted') AND NOT EXISTS (SELECT 1 FROM bank_entry x WHERE x.id < b.id"
             " AND x.says = 'paid' AND x.state IN ('done', 'noted') AND x.end_to_end_id = b.end_to_end_id AND b.end_to_end_id <> '')))"
             " ORDER BY b.id LIMIT ?",
             {from, to, most});
    put_side(tx, traces, MoneySide::accounts,
             "SELECT v.booked_on AS day, f.code, CAST(-SUM(l.amount_ore) AS SIGNED) AS amount_ore, p.end_to_end_id AS reference, s.diary_number,"
             " 0 AS entry, CONCAT(v.series, '-', v.year, '-', v.number) AS voucher FROM voucher v JOIN voucher_line l ON l.voucher_id = v.id"
             " AND l.role = 'bank' LEFT JOIN fund f ON f.id = l.fund_id LEFT JOIN aid_case s ON s.id = v.case_id"
             " LEFT JOIN payment p ON v.source_kind = 'payment' AND p.id = v.source_id"
             " WHERE v.kind = 'payment' AND v.booked_on BETWEEN ? AND ? GROUP BY v.id, v.booked_on, f.code, p.end_to_end_id, s.diary_number,"
             " v.series, v.year, v.number ORDER BY v.id LIMIT ?",
             {from, to, most});
    return traces;
}

}  // namespace bygd
