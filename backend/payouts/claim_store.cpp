#include "payouts/claim_store.hpp"

#include <cstdio>

namespace bygd {

namespace {

constexpr std::string_view claim_columns =
    "SELECT id, case_id, proceeding_id, sequence, kind, final, state, claimed_ore, approved_ore, payable_ore, calculation, received_on,"
    " prepared_by FROM claim";

Claim to_claim(const Row& row) {
    return {row.id<Claim>("id"), row.id<Case>("case_id"), row.maybe_id<Proceeding>("proceeding_id"), static_cast<int>(row.integer("sequence")), row.text("kind"),
            row.truth("final"), row.text("state"), row.money("claimed_ore"), row.money("approved_ore"),
            row.money("payable_ore"), row.text("calculation"), row.date("received_on"), row.id<User>("prepared_by")};
}

constexpr std::string_view payment_columns =
    "SELECT id, case_id, claim_id, end_to_end_id, amount_ore, payee_kind, payee_number, state, prepared_by, attested_by,"
    " attested_at, booked_on, version FROM payment";

Payment to_payment(const Row& row) {
    return {row.id<Payment>("id"), row.id<Case>("case_id"), row.id<Claim>("claim_id"), row.text("end_to_end_id"),
            row.money("amount_ore"), PayeeAccount::parse(payee_kind_of(row.text("payee_kind")), row.text("payee_number")),
            row.text("state"), row.id<User>("prepared_by"), row.id<User>("attested_by"), row.instant("attested_at"),
            row.maybe_date("booked_on"), static_cast<int>(row.integer("version"))};
}

}  // namespace

Id<Claim> insert_claim(Transaction& tx, const Claim& c) {
    const auto sequence = 1 + tx.number("SELECT COALESCE(MAX(sequence), 0) FROM claim WHERE case_id = ?", {c.subject});
    return tx.insert<Claim>(
        "INSERT INTO claim (case_id, proceeding_id, sequence, kind, final, state, claimed_ore, approved_ore, payable_ore, calculation,"
        " received_on, prepared_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.subject, c.proceeding, sequence, c.kind, c.final, c.state, c.claimed, c.approved, c.payable, c.calculation, c.received_on,
         c.prepared_by});
}

void save_claim(Transaction& tx, const Claim& c) {
    tx.execute("UPDATE claim SET state = ?, approved_ore = ?, payable_ore = ?, calculation = ?, prepared_by = ? WHERE id = ?",
               {c.state, c.approved, c.payable, c.calculation, c.prepared_by, c.id});
}

bool save_claim_proceeding(Transaction& tx, Id<Claim> id, std::optional<Id<Proceeding>> beside) {
    return tx.execute("UPDATE claim SET proceeding_id = ? WHERE id = ?", {beside, id}) == 1;
}

std::vector<Claim> claims_of(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(claim_columns) + " WHERE case_id = ? ORDER BY sequence", {id}, to_claim);
}

std::optional<Claim> open_claim(Transaction& tx, Id<Case> id) {
    return tx.one(std::string(claim_columns) + " WHERE case_id = ? AND state IN ('in_review', 'approved')"
                  " ORDER BY sequence DESC LIMIT 1", {id}, to_claim);
}

std::optional<Claim> find_claim(Transaction& tx, Id<Claim> id) {
    return tx.one(std::string(claim_columns) + " WHERE id = ?", {id}, to_claim);
}

void insert_expenditure(Transaction& tx, Id<Claim> claim, const std::vector<Expenditure>& rows) {
    for (const auto& row : rows) {
        tx.execute("INSERT INTO expenditure (claim_id, sequence, cost_line, supplier, invoice_number, invoice_on, paid_on,"
                   " amount_ore) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {claim, row.sequence, row.cost_line, row.supplier, row.invoice_number, row.invoice_on, row.paid_on,
                    row.amount});
    }
}

void save_review(Transaction& tx, Id<Claim> claim, const std::vector<Expenditure>& rows) {
    for (const auto& row : rows) {
        tx.execute("UPDATE expenditure SET approved_ore = ?, reason = ? WHERE claim_id = ? AND sequence = ?",
                   {row.approved, row.reason, claim, row.sequence});
    }
}

std::vector<Expenditure> expenditure_of(Transaction& tx, Id<Claim> claim) {
    return tx.all("SELECT id, sequence, cost_line, supplier, invoice_number, invoice_on, paid_on, amount_ore, approved_ore,"
                  " reason FROM expenditure WHERE claim_id = ? ORDER BY sequence", {claim}, [](const Row& row) {
        return Expenditure{row.id<Expenditure>("id"), static_cast<int>(row.integer("sequence")), row.text("cost_line"),
                           row.text("supplier"), row.text("invoice_number"), row.date("invoice_on"), row.date("paid_on"),
                           row.money("amount_ore"), row.maybe_money("approved_ore"), row.text("reason")};
    });
}

std::optional<std::string> invoice_elsewhere(Transaction& tx, Id<Claim> but, std::string_view supplier,
                                             std::string_view invoice_number) {
    return tx.one("SELECT s.diary_number FROM expenditure e JOIN claim c ON c.id = e.claim_id"
                  " JOIN aid_case s ON s.id = c.case_id WHERE e.supplier = ? AND e.invoice_number = ? AND e.claim_id <> ?"
                  " AND c.state <> 'cancelled' LIMIT 1", {supplier, invoice_number, but},
                  [](const Row& row) { return row.text("diary_number"); });
}

std::vector<LineTotal> approved_by_line(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT e.cost_line, CAST(SUM(e.approved_ore) AS SIGNED) AS approved FROM expenditure e"
                  " JOIN claim c ON c.id = e.claim_id WHERE c.case_id = ? AND c.state IN ('approved', 'paid')"
                  " AND e.approved_ore IS NOT NULL GROUP BY e.cost_line ORDER BY e.cost_line", {id},
                  [](const Row& row) { return LineTotal{row.text("cost_line"), row.money("approved")}; });
}

Id<Payment> insert_payment(Transaction& tx, const Payment& p) {
    return tx.insert<Payment>(
        "INSERT INTO payment (case_id, claim_id, end_to_end_id, amount_ore, payee_kind, payee_number, state, prepared_by,"
        " attested_by, attested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {p.subject, p.claim, p.end_to_end_id, p.amount, to_string(p.payee.kind()), p.payee.digits(), p.state, p.prepared_by,
         p.attested_by, p.attested_at});
}

std::string next_end_to_end_id(Transaction& tx, int year) {
    tx.execute("INSERT INTO payment_counter (year, last_number) VALUES (?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {year});
    const auto number = tx.number("SELECT last_number FROM payment_counter WHERE year = ?", {year});
    char written[32];
    std::snprintf(written, sizeof written, "U%d-%06lld", year, static_cast<long long>(number));
    return written;
}

void book_payment_row(Transaction& tx, const Payment& p, Date booked_on, Id<User> by) {
    const auto booked = tx.execute("UPDATE payment SET state = 'paid', booked_on = ?, booked_by = ?, version = version + 1"
                                   " WHERE id = ? AND state = 'attested' AND version = ?", {booked_on, by, p.id, p.version});
    if (booked != 1) refuse(ErrorKind::conflict, "case.changed");
}

void reject_payment_row(Transaction& tx, const Payment& p) {
    const auto rejected = tx.execute("UPDATE payment SET state = 'rejected', version = version + 1"
                                     " WHERE id = ? AND state = 'attested' AND version = ?", {p.id, p.version});
    if (rejected != 1) refuse(ErrorKind::conflict, "case.changed");
}

std::optional<Payment> open_payment(Transaction& tx, Id<Case> id) {
    return tx.one(std::string(payment_columns) + " WHERE case_id = ? AND state = 'attested' ORDER BY id DESC LIMIT 1", {id},
                  to_payment);
}

std::vector<Payment> payments_of(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(payment_columns) + " WHERE case_id = ? ORDER BY id", {id}, to_payment);
}

}  // namespace bygd
