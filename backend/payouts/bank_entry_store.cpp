#include "payouts/bank_entry_store.hpp"

#include <algorithm>

namespace bygd {

namespace {

const std::string file_columns =
    "SELECT f.id, f.name, f.kind, f.message_id, f.sha256, f.document_id, f.entries, f.whole, u.display_name, f.imported_at"
    " FROM bank_file f JOIN user_account u ON u.id = f.imported_by ";

BankFile to_file(const Row& row) {
    return {row.id<BankFile>("id"),  row.text("name"),    row.text("kind"),          row.text("message_id"),
            row.text("sha256"),      row.id<Document>("document_id"),                static_cast<int>(row.integer("entries")),
            row.truth("whole"),      row.text("display_name"),                       row.instant("imported_at")};
}

const std::string entry_columns =
    "SELECT e.id, e.file_id, e.position, e.entry_key, e.says, e.end_to_end_id, e.message_id, e.amount_ore, e.currency, e.booked_on,"
    " e.bank_reference, e.reason, e.reference, e.state, e.why, e.payment_id, e.proceeding_id, p.end_to_end_id AS payment_reference, s.diary_number,"
    " e.answer, u.display_name AS answered_name, e.answered_at, e.version FROM bank_entry e LEFT JOIN payment p ON p.id = e.payment_id"
    " LEFT JOIN proceeding d ON d.id = e.proceeding_id LEFT JOIN aid_case s ON s.id = COALESCE(p.case_id, d.case_id) LEFT JOIN user_account u ON u.id = e.answered_by ";

BankSays says_of_text(const std::string& text) {
    for (const auto says : {BankSays::taken, BankSays::refused, BankSays::paid, BankSays::received}) {
        if (to_string(says) == text) return says;
    }
    return BankSays::waiting;
}

BankEntry to_entry(const Row& row) {
    BankEntry entry;
    entry.id = row.id<BankEntry>("id");
    entry.file = row.id<BankFile>("file_id");
    entry.position = static_cast<int>(row.integer("position"));
    entry.told.key = row.text("entry_key");
    entry.told.says = says_of_text(row.text("says"));
    entry.told.end_to_end_id = row.text("end_to_end_id");
    entry.told.message_id = row.text("message_id");
    if (!row.null("amount_ore")) entry.told.amount = Money::of_minor(row.integer("amount_ore"), currency_of(row.text("currency")));
    entry.told.booked_on = row.maybe_date("booked_on");
    entry.told.bank_reference = row.text("bank_reference");
    entry.told.reason = row.text("reason");
    entry.told.reference = row.text("reference");
    entry.state = row.text("state");
    entry.why = row.text("why");
    entry.payment = row.maybe_id<Payment>("payment_id");
    entry.recovery = row.maybe_id<Proceeding>("proceeding_id");
    entry.payment_reference = row.text_or_empty("payment_reference");
    entry.diary_number = row.text_or_empty("diary_number");
    entry.answer = row.text("answer");
    entry.answered_by = row.text_or_empty("answered_name");
    entry.answered_at = row.maybe_instant("answered_at");
    entry.version = static_cast<int>(row.integer("version"));
    return entry;
}

const std::string named_columns =
    "SELECT p.id, p.end_to_end_id, s.diary_number, p.state, s.version AS case_version, COALESCE(b.sequence, 0) AS proceeding,"
    " p.amount_ore - (SELECT CAST(COALESCE(SUM(f.amount_ore), 0) AS SIGNED) FROM set_off f WHERE f.payment_id = p.id) AS to_recipient,"
    " p.attested_at, r.number, r.state AS run_state FROM payment p JOIN aid_case s ON s.id = p.case_id JOIN claim c ON c.id = p.claim_id"
    " LEFT JOIN proceeding b ON b.id = c.proceeding_id LEFT JOIN payment_run_line l ON l.payment_id = p.id AND l.live = TRUE"
    " LEFT JOIN payment_run r ON r.id = l.run_id ";

NamedPayment to_named(const Row& row) {
    NamedPayment named;
    named.payment = row.id<Payment>("id");
    named.end_to_end_id = row.text("end_to_end_id");
    named.diary_number = row.text("diary_number");
    named.state = row.text("state");
    named.case_version = static_cast<int>(row.integer("case_version"));
    named.proceeding = static_cast<int>(row.integer("proceeding"));
    named.to_recipient = row.money("to_recipient");
    named.attested_at = row.instant("attested_at");
    named.run = row.text_or_empty("number");
    named.released = row.text_or_empty("run_state") == "released";
    return named;
}

}  // namespace

std::optional<BankFile> find_bank_file(Transaction& tx, std::string_view sha256) {
    return tx.one(file_columns + "WHERE f.sha256 = ?", {sha256}, to_file);
}

std::optional<BankFile> find_bank_file(Transaction& tx, Id<BankFile> id) {
    return tx.one(file_columns + "WHERE f.id = ?", {id}, to_file);
}

Id<BankFile> insert_bank_file(Transaction& tx, const BankFile& file, Id<User> by) {
    return tx.insert<BankFile>("INSERT INTO bank_file (name, kind, message_id, sha256, document_id, entries, imported_by, imported_at)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               {file.name, file.kind, file.message_id, file.sha256, file.document, file.entries, by, file.imported_at});
}

void end_bank_file(Transaction& tx, Id<BankFile> id) { tx.execute("UPDATE bank_file SET whole = TRUE WHERE id = ?", {id}); }

std::vector<BankFile> newest_bank_files(Transaction& tx, std::size_t most) {
    return tx.all(file_columns + "ORDER BY f.id DESC LIMIT ?", {most}, to_file);
}

bool entry_known(Transaction& tx, std::string_view key) {
    return tx.number("SELECT COUNT(*) FROM bank_entry WHERE entry_key = ?", {key}) > 0;
}

std::optional<Id<BankEntry>> insert_entry(Transaction& tx, const BankEntry& entry) {
    const auto& told = entry.told;
    const auto currency = told.amount ? std::optional(std::string(code(told.amount->currency()))) : std::nullopt;
    try {
        return tx.insert<BankEntry>(
            "INSERT INTO bank_entry (file_id, position, entry_key, says, end_to_end_id, message_id, amount_ore, currency, booked_on,"
            " bank_reference, reason, reference, state, why, payment_id, proceeding_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {entry.file, entry.position, told.key, to_string(told.says), at_most(told.end_to_end_id, 100), at_most(told.message_id, 100),
             told.amount, currency, told.booked_on, at_most(told.bank_reference, 100), at_most(told.reason, 500),
             at_most(told.reference, 500), entry.state, entry.why, entry.payment, entry.recovery});
    } catch (const DuplicateKey&) {
        return std::nullopt;
    }
}

bool answer_entry(Transaction& tx, const BankEntry& entry, Id<User> by, Instant now) {
    return tx.execute("UPDATE bank_entry SET state = ?, payment_id = ?, proceeding_id = ?, answer = ?, answered_by = ?, answered_at = ?,"
                      " version = version + 1 WHERE id = ? AND version = ? AND state = 'open'",
                      {entry.state, entry.payment, entry.recovery, entry.answer, by, now, entry.id, entry.version}) == 1;
}

std::optional<BankEntry> find_entry(Transaction& tx, Id<BankEntry> id) {
    return tx.one(entry_columns + "WHERE e.id = ?", {id}, to_entry);
}

std::vector<BankEntry> list_entries(Transaction& tx, const EntryFilter& filter, std::size_t most) {
    std::string where = "WHERE 1 = 1";
    Values values;
    const auto also = [&](const char* condition, Value value) {
        where += condition;
        values.push_back(std::move(value));
    };
    if (!filter.state.empty()) also(" AND e.state = ?", filter.state);
    if (filter.file) also(" AND e.file_id = ?", *filter.file);
    if (filter.before > 0) also(" AND e.id < ?", filter.before);
    values.emplace_back(most);
    return tx.all(entry_columns + where + " ORDER BY e.id DESC LIMIT ?", values, to_entry);
}

std::map<std::string, std::int64_t, std::less<>> count_entries(Transaction& tx, std::optional<Id<BankFile>> file) {
    std::map<std::string, std::int64_t, std::less<>> counts{{"open", 0}, {"done", 0}, {"noted", 0}, {"set_aside", 0}, {"paid", 0}, {"rejected", 0}, {"repaid", 0}};
    const std::string where = file ? " WHERE file_id = ?" : "";
    tx.each("SELECT state, says, COUNT(*) AS many FROM bank_entry" + where + " GROUP BY state, says", file ? Values{*file} : Values{},
            [&](const Row& row) {
                const auto many = row.integer("many");
                counts[row.text("state")] += many;
                if (row.text("state") == "done") counts[row.text("says") == "paid" ? "paid" : row.text("says") == "received" ? "repaid" : "rejected"] += many;
            });
    return counts;
}

std::optional<NamedPayment> named_payment(Transaction& tx, std::string_view end_to_end_id) {
    if (end_to_end_id.empty() || end_to_end_id.size() > 35) return std::nullopt;
    return tx.one(named_columns + "WHERE p.end_to_end_id = ?", {end_to_end_id}, to_named);
}

std::vector<std::string> waiting_in_run(Transaction& tx, std::string_view message_id) {
    if (message_id.empty() || message_id.size() > 35) return {};
    return tx.all("SELECT p.end_to_end_id FROM payment_run r JOIN payment_run_line l ON l.run_id = r.id JOIN payment p ON p.id = l.payment_id"
                  " WHERE r.number = ? AND r.state = 'released' AND l.outcome = 'waiting' ORDER BY l.position", {message_id},
                  [](const Row& row) { return row.text("end_to_end_id"); });
}

std::vector<NamedPayment> payments_of_amount(Transaction& tx, Money amount, std::size_t most) {
    auto found = tx.all(named_columns + "WHERE p.state = 'attested' AND p.amount_ore >= ? ORDER BY p.id DESC LIMIT 500", {amount}, to_named);
    std::erase_if(found, [&](const auto& each) { return each.to_recipient != amount; });
    if (found.size() > most) found.erase(found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
    return found;
}

std::vector<std::string> faults_of_bank_entries(Transaction& tx) {
    auto faults = tx.all("SELECT p.end_to_end_id FROM bank_entry e JOIN payment p ON p.id = e.payment_id WHERE e.state = 'done'"
                         " AND ((e.says = 'paid' AND (p.state <> 'paid' OR p.booked_on <> e.booked_on)) OR (e.says = 'refused' AND p.state <> 'rejected'))",
                         {}, [](const Row& row) { return row.text("end_to_end_id") + " is not what the bank's answer made of it"; });
    tx.each("SELECT p.end_to_end_id FROM payment_run_line l JOIN payment p ON p.id = l.payment_id WHERE l.outcome IN ('paid', 'rejected')"
            " AND NOT EXISTS (SELECT 1 FROM bank_entry e WHERE e.payment_id = p.id AND e.state = 'done')", {},
            [&](const Row& row) { faults.push_back(row.text("end_to_end_id") + " is settled in its run without an answer of the bank"); });
    tx.each("SELECT p.end_to_end_id FROM bank_entry e JOIN payment p ON p.id = e.payment_id WHERE e.state = 'done'"
            " GROUP BY p.id, p.end_to_end_id HAVING COUNT(*) > 1", {},
            [&](const Row& row) { faults.push_back(row.text("end_to_end_id") + " was settled by more than one answer of the bank"); });
    tx.each("SELECT s.diary_number, e.bank_reference FROM bank_entry e JOIN proceeding d ON d.id = e.proceeding_id JOIN aid_case s ON s.id = d.case_id"
            " WHERE e.state = 'done' AND NOT EXISTS (SELECT 1 FROM recovery_entry r WHERE r.proceeding_id = d.id AND r.kind = 'repayment'"
            " AND r.booked_on = e.booked_on AND r.debt_ore + r.interest_ore = e.amount_ore)", {},
            [&](const Row& row) { faults.push_back(row.text("diary_number") + " has not the repayment that the bank told of (" + row.text("bank_reference") + ")"); });
    return faults;
}

}  // namespace bygd
