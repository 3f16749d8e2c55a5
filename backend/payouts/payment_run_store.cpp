#include "payouts/payment_run_store.hpp"

#include <algorithm>
#include <cstdio>

namespace bygd {

namespace {

constexpr std::size_t rows_at_once = 500;

// `doubtful` only narrows down whom the guards of the case are asked about: they decide, and say why.
const std::string payable_columns =
    "SELECT p.id, p.case_id, s.diary_number, s.title, o.name AS organisation, o.city, p.end_to_end_id, p.payee_kind, p.payee_number,"
    " p.amount_ore - (SELECT CAST(COALESCE(SUM(f.amount_ore), 0) AS SIGNED) FROM set_off f WHERE f.payment_id = p.id) AS to_recipient,"
    " p.attested_at, (o.payee_kind IS NULL OR o.payee_kind <> p.payee_kind OR o.payee_number <> p.payee_number) AS payee_changed,"
    " (o.payee_pending_kind IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM decision_condition d WHERE d.case_id = p.case_id AND d.blocks_payment AND d.status IN ('open', 'breached')"
    " AND (d.status = 'breached' OR d.due_on IS NULL OR d.due_on <= ?))"
    " OR EXISTS (SELECT 1 FROM proceeding b WHERE b.case_id = p.case_id AND b.kind = 'non_payment' AND b.stage <> 'closed')) AS doubtful,";
const std::string payable_tables =
    " FROM payment p JOIN aid_case s ON s.id = p.case_id JOIN organisation o ON o.id = s.organisation_id ";

PayableLine to_payable(const Row& row) {
    PayableLine line;
    line.payment = row.id<Payment>("id");
    line.subject = row.id<Case>("case_id");
    line.diary_number = row.text("diary_number");
    line.title = row.text("title");
    line.organisation = row.text("organisation");
    line.town = row.text("city");
    line.end_to_end_id = row.text("end_to_end_id");
    line.payee = PayeeAccount::parse(payee_kind_of(row.text("payee_kind")), row.text("payee_number"));
    line.amount = row.money("to_recipient");
    line.attested_at = row.instant("attested_at");
    line.payee_changed = row.truth("payee_changed");
    line.doubtful = row.truth("doubtful");
    line.outcome = row.text("outcome");
    return line;
}

const std::string run_columns =
    "SELECT r.id, r.number, r.profile, r.pay_on, r.state, r.payments, r.sum_ore, r.made_by, r.made_at, r.released_by, r.released_at,"
    " r.document_id, r.sha256, r.sent_by, r.sent_at, r.reversal_asked_by, r.reversal_asked_at, r.reversal_reason, r.ended_by, r.ended_at,"
    " r.version, m.display_name AS made_name, e.display_name AS released_name, f.display_name AS sent_name,"
    " a.display_name AS asked_name, z.display_name AS ended_name,"
    " (SELECT COUNT(*) FROM payment_run_line l WHERE l.run_id = r.id AND l.outcome = 'paid') AS paid,"
    " (SELECT COUNT(*) FROM payment_run_line l WHERE l.run_id = r.id AND l.outcome = 'rejected') AS rejected"
    " FROM payment_run r JOIN user_account m ON m.id = r.made_by LEFT JOIN user_account e ON e.id = r.released_by"
    " LEFT JOIN user_account f ON f.id = r.sent_by LEFT JOIN user_account a ON a.id = r.reversal_asked_by"
    " LEFT JOIN user_account z ON z.id = r.ended_by ";

PaymentRun to_run(const Row& row) {
    PaymentRun run;
    run.id = row.id<PaymentRun>("id");
    run.number = row.text("number");
    run.profile = row.text("profile");
    run.pay_on = row.date("pay_on");
    run.state = row.text("state");
    run.payments = static_cast<int>(row.integer("payments"));
    run.sum = row.money("sum_ore");
    run.made_by = row.id<User>("made_by");
    run.made_at = row.instant("made_at");
    run.released_by = row.maybe_id<User>("released_by");
    run.released_at = row.maybe_instant("released_at");
    run.document = row.maybe_id<Document>("document_id");
    run.sha256 = row.text_or_empty("sha256");
    run.sent_by = row.maybe_id<User>("sent_by");
    run.sent_at = row.maybe_instant("sent_at");
    run.reversal_asked_by = row.maybe_id<User>("reversal_asked_by");
    run.reversal_asked_at = row.maybe_instant("reversal_asked_at");
    run.reversal_reason = row.text("reversal_reason");
    run.ended_by = row.maybe_id<User>("ended_by");
    run.ended_at = row.maybe_instant("ended_at");
    run.version = static_cast<int>(row.integer("version"));
    run.made_by_name = row.text("made_name");
    run.released_by_name = row.text_or_empty("released_name");
    run.sent_by_name = row.text_or_empty("sent_name");
    run.reversal_asked_by_name = row.text_or_empty("asked_name");
    run.ended_by_name = row.text_or_empty("ended_name");
    run.paid = static_cast<int>(row.integer("paid"));
    run.rejected = static_cast<int>(row.integer("rejected"));
    return run;
}

}  // namespace

std::vector<PayableLine> payable_lines(Transaction& tx, Date today, std::size_t most, Id<Payment> after) {
    return tx.all(payable_columns + " 'waiting' AS outcome" + payable_tables +
                      "WHERE p.state = 'attested' AND p.id > ? AND NOT EXISTS (SELECT 1 FROM payment_run_line l WHERE l.payment_id = p.id"
                      " AND l.live = TRUE) ORDER BY p.id LIMIT ?",
                  {today, after, most}, to_payable);
}

std::int64_t count_payable(Transaction& tx) {
    return tx.number("SELECT COUNT(*) FROM payment p WHERE p.state = 'attested' AND NOT EXISTS"
                     " (SELECT 1 FROM payment_run_line l WHERE l.payment_id = p.id AND l.live = TRUE)");
}

std::string next_run_number(Transaction& tx, int year) {
    tx.execute("INSERT INTO payment_run_counter (year, last_number) VALUES (?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {year});
    const auto number = tx.number("SELECT last_number FROM payment_run_counter WHERE year = ?", {year});
    char written[32];
    std::snprintf(written, sizeof written, "K%d-%06lld", year, static_cast<long long>(number));
    return written;
}

// Whoever marks, rejects or collects one of them at the same time writes the same row: one of the two is refused.
bool hold_payments(Transaction& tx, const std::vector<PayableLine>& lines) {
    for (std::size_t at = 0; at < lines.size(); at += rows_at_once) {
        const auto end = std::min(lines.size(), at + rows_at_once);
        Values ids;
        for (auto i = at; i < end; ++i) ids.emplace_back(lines[i].payment);
        const auto held = tx.execute("UPDATE payment SET version = version + 1 WHERE state = 'attested' AND id IN (" +
                                         repeated(ids.size(), "?") + ")", ids);
        if (held != static_cast<std::int64_t>(end - at)) return false;
    }
    return true;
}

Id<PaymentRun> insert_run(Transaction& tx, const PaymentRun& run, const std::vector<PayableLine>& lines) {
    const auto id = tx.insert<PaymentRun>(
        "INSERT INTO payment_run (number, profile, pay_on, payments, sum_ore, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        {run.number, run.profile, run.pay_on, run.payments, run.sum, run.made_by, run.made_at});
    for (std::size_t at = 0; at < lines.size(); at += rows_at_once) {
        const auto end = std::min(lines.size(), at + rows_at_once);
        Values values;
        for (auto i = at; i < end; ++i) {
            for (Value value : {Value(id), Value(i + 1), Value(lines[i].payment), Value(lines[i].amount)}) values.push_back(value);
        }
        tx.execute("INSERT INTO payment_run_line (run_id, position, payment_id, amount_ore) VALUES " +
                       repeated(end - at, "(?, ?, ?, ?)"), values);
    }
    return id;
}

std::optional<PaymentRun> find_run(Transaction& tx, std::string_view number) {
    return tx.one(run_columns + "WHERE r.number = ?", {number}, to_run);
}

std::vector<PaymentRun> runs_before(Transaction& tx, Id<PaymentRun> before, std::size_t most) {
    if (!before.valid()) return tx.all(run_columns + "ORDER BY r.id DESC LIMIT ?", {most}, to_run);
    return tx.all(run_columns + "WHERE r.id < ? ORDER BY r.id DESC LIMIT ?", {before, most}, to_run);
}

std::vector<PayableLine> run_lines(Transaction& tx, Id<PaymentRun> id, Date today, int after_position, std::size_t most) {
    return tx.all(payable_columns + " l.outcome" + payable_tables +
                      "JOIN payment_run_line l ON l.payment_id = p.id WHERE l.run_id = ? AND l.position > ? ORDER BY l.position LIMIT ?",
                  {today, id, after_position, most}, to_payable);
}

bool release_run_row(Transaction& tx, const PaymentRun& run, Id<User> by, Instant now, Id<Document> file, std::string_view sha256) {
    return tx.execute("UPDATE payment_run SET state = 'released', released_by = ?, released_at = ?, document_id = ?, sha256 = ?,"
                      " version = version + 1 WHERE id = ? AND version = ? AND state = 'prepared' AND made_by <> ?",
                      {by, now, file, sha256, run.id, run.version, by}) == 1;
}

bool send_run_row(Transaction& tx, const PaymentRun& run, Id<User> by, Instant now) {
    return tx.execute("UPDATE payment_run SET sent_by = ?, sent_at = ?, version = version + 1 WHERE id = ? AND version = ?"
                      " AND state = 'released' AND sent_by IS NULL AND reversal_asked_by IS NULL",
                      {by, now, run.id, run.version}) == 1;
}

bool withdraw_run_row(Transaction& tx, const PaymentRun& run, Id<User> by, Instant now) {
    return tx.execute("UPDATE payment_run SET state = 'withdrawn', ended_by = ?, ended_at = ?, version = version + 1"
                      " WHERE id = ? AND version = ? AND state = 'prepared'", {by, now, run.id, run.version}) == 1;
}

bool ask_reversal_row(Transaction& tx, const PaymentRun& run, Id<User> by, Instant now, std::string_view reason) {
    return tx.execute("UPDATE payment_run SET reversal_asked_by = ?, reversal_asked_at = ?, reversal_reason = ?, version = version + 1"
                      " WHERE id = ? AND version = ? AND state = 'released' AND reversal_asked_by IS NULL",
                      {by, now, reason, run.id, run.version}) == 1;
}

bool decline_reversal_row(Transaction& tx, const PaymentRun& run) {
    return tx.execute("UPDATE payment_run SET reversal_asked_by = NULL, reversal_asked_at = NULL, reversal_reason = '',"
                      " version = version + 1 WHERE id = ? AND version = ? AND state = 'released' AND reversal_asked_by IS NOT NULL",
                      {run.id, run.version}) == 1;
}

bool reverse_run_row(Transaction& tx, const PaymentRun& run, Id<User> by, Instant now) {
    return tx.execute("UPDATE payment_run SET state = 'reversed', ended_by = ?, ended_at = ?, version = version + 1"
                      " WHERE id = ? AND version = ? AND state = 'released' AND reversal_asked_by IS NOT NULL AND reversal_asked_by <> ?",
                      {by, now, run.id, run.version, by}) == 1;
}

bool touch_payments(Transaction& tx, const PaymentRun& run) {
    return tx.execute("UPDATE payment p JOIN payment_run_line l ON l.payment_id = p.id SET p.version = p.version + 1"
                      " WHERE l.run_id = ? AND l.live = TRUE AND p.state = 'attested'", {run.id}) == run.payments;
}

std::vector<PayableLine> free_payments(Transaction& tx, Id<PaymentRun> id, Date today) {
    auto waiting = tx.all(payable_columns + " l.outcome" + payable_tables +
                              "JOIN payment_run_line l ON l.payment_id = p.id WHERE l.run_id = ? AND l.outcome = 'waiting' ORDER BY l.position",
                          {today, id}, to_payable);
    // The payment is written too: what the bank says of one at the same moment comes before this or after it.
    tx.execute("UPDATE payment p JOIN payment_run_line l ON l.payment_id = p.id SET p.version = p.version + 1"
               " WHERE l.run_id = ? AND l.outcome = 'waiting'", {id});
    const auto freed = tx.execute("UPDATE payment_run_line SET live = NULL, outcome = 'freed' WHERE run_id = ? AND outcome = 'waiting'", {id});
    if (freed != static_cast<std::int64_t>(waiting.size())) throw Overtaken("payment_run.changed");
    return waiting;
}

std::optional<RunHold> run_hold_of(Transaction& tx, Id<Payment> id) {
    return tx.one("SELECT r.id, r.number, r.state, r.sent_at, l.amount_ore FROM payment_run_line l JOIN payment_run r ON r.id = l.run_id"
                  " WHERE l.payment_id = ? AND l.live = TRUE", {id}, [](const Row& row) {
        return RunHold{row.id<PaymentRun>("id"), row.text("number"), row.text("state"), !row.null("sent_at"), row.money("amount_ore")};
    });
}

std::map<std::string, std::string, std::less<>> runs_by_payment(Transaction& tx, const std::vector<std::string>& end_to_end_ids) {
    std::map<std::string, std::string, std::less<>> runs;
    if (end_to_end_ids.empty()) return runs;
    tx.each("SELECT p.end_to_end_id, r.number FROM payment p JOIN payment_run_line l ON l.payment_id = p.id AND l.live = TRUE"
            " JOIN payment_run r ON r.id = l.run_id WHERE p.end_to_end_id IN (" + repeated(end_to_end_ids.size(), "?") + ")",
            Values(end_to_end_ids.begin(), end_to_end_ids.end()),
            [&](const Row& row) { runs[row.text("end_to_end_id")] = row.text("number"); });
    return runs;
}

void settle_run_line(Transaction& tx, Id<Payment> id, std::string_view outcome) {
    const auto* live = outcome == "paid" ? "TRUE" : "NULL";
    const auto settled = tx.execute("UPDATE payment_run_line SET outcome = ?, live = " + std::string(live) +
                                    " WHERE payment_id = ? AND live = TRUE AND outcome = 'waiting'", {outcome, id});
    if (settled != 1) throw Overtaken("payment_run.changed");
}

std::vector<std::string> faults_of_run_lines(Transaction& tx) {
    auto faults = tx.all("SELECT p.end_to_end_id FROM payment_run_line l JOIN payment p ON p.id = l.payment_id WHERE l.live = TRUE"
                         " GROUP BY p.id, p.end_to_end_id HAVING COUNT(*) > 1", {},
                         [](const Row& row) { return row.text("end_to_end_id") + " is in more than one live run"; });
    tx.each("SELECT p.end_to_end_id, r.number FROM payment_run_line l JOIN payment p ON p.id = l.payment_id"
            " JOIN payment_run r ON r.id = l.run_id WHERE (l.outcome = 'paid' AND p.state <> 'paid')"
            " OR (l.outcome = 'rejected' AND p.state <> 'rejected') OR (l.outcome = 'waiting' AND p.state <> 'attested')"
            " OR (l.live = TRUE AND r.state IN ('withdrawn', 'reversed') AND l.outcome <> 'paid')", {},
            [&](const Row& row) { faults.push_back(row.text("end_to_end_id") + " is not what run " + row.text("number") + " says of it"); });
    tx.each("SELECT r.number FROM payment_run r LEFT JOIN payment_run_line l ON l.run_id = r.id"
            " GROUP BY r.id, r.number, r.payments, r.sum_ore HAVING COUNT(l.id) <> r.payments OR COALESCE(SUM(l.amount_ore), 0) <> r.sum_ore",
            {}, [&](const Row& row) { faults.push_back("run " + row.text("number") + " is not the sum of its payments"); });
    return faults;
}

}  // namespace bygd
