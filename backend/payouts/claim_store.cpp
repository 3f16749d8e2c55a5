#include "payouts/claim_store.hpp"

#include <cstdio>

namespace bygd {

namespace {

constexpr std::string_view claim_columns =
    "SELECT id, case_id, proceeding_id, sequence, kind, final, advance, state, claimed_ore, in_kind_ore, approved_ore, payable_ore,"
    " calculation, received_on, prepared_by FROM claim";

Claim to_claim(const Row& row) {
    return {row.id<Claim>("id"), row.id<Case>("case_id"), row.maybe_id<Proceeding>("proceeding_id"), static_cast<int>(row.integer("sequence")), row.text("kind"),
            row.truth("final"), row.truth("advance"), row.text("state"), row.money("claimed_ore"), row.money("in_kind_ore"),
            row.money("approved_ore"), row.money("payable_ore"), row.text("calculation"), row.date("received_on"), row.id<User>("prepared_by")};
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
        "INSERT INTO claim (case_id, proceeding_id, sequence, kind, final, advance, state, claimed_ore, in_kind_ore, approved_ore,"
        " payable_ore, calculation, received_on, prepared_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.subject, c.proceeding, sequence, c.kind, c.final, c.advance, c.state, c.claimed, c.in_kind, c.approved, c.payable,
         c.calculation, c.received_on, c.prepared_by});
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
        tx.execute("INSERT INTO expenditure (claim_id, sequence, kind, cost_line, supplier, supplier_number, invoice_number, invoice_key,"
                   " invoice_on, paid_on, net_ore, vat_ore, amount_ore, document_id, payment_document_id)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {claim, row.sequence, row.kind, row.cost_line, row.supplier, row.supplier_number, row.invoice_number,
                    invoice_key(row.invoice_number), row.invoice_on, row.paid_on, row.net, row.vat, row.amount, row.document,
                    row.payment_document});
    }
}

void save_review(Transaction& tx, Id<Claim> claim, const std::vector<Expenditure>& rows) {
    for (const auto& row : rows) {
        tx.execute("UPDATE expenditure SET approved_ore = ?, reason = ?, question = ? WHERE claim_id = ? AND sequence = ?",
                   {row.approved, row.reason, row.question, claim, row.sequence});
    }
}

std::vector<Expenditure> expenditure_of(Transaction& tx, Id<Claim> claim) {
    return tx.all("SELECT id, sequence, kind, cost_line, supplier, supplier_number, invoice_number, invoice_on, paid_on, net_ore, vat_ore,"
                  " amount_ore, approved_ore, reason, document_id, payment_document_id, question FROM expenditure WHERE claim_id = ?"
                  " ORDER BY sequence", {claim}, [](const Row& row) {
        return Expenditure{row.id<Expenditure>("id"), static_cast<int>(row.integer("sequence")), row.text("kind"), row.text("cost_line"),
                           row.text("supplier"), row.text("supplier_number"), row.text("invoice_number"), row.date("invoice_on"),
                           row.date("paid_on"), row.maybe_money("net_ore"), row.money("vat_ore"), row.money("amount_ore"),
                           row.maybe_money("approved_ore"), row.text("reason"), row.maybe_id<Document>("document_id"),
                           row.maybe_id<Document>("payment_document_id"), row.text("question")};
    });
}

std::vector<KnownInvoice> known_invoices(Transaction& tx, Id<Case> subject, Id<Claim> but, const std::vector<Expenditure>& rows) {
    Values keys;
    for (const auto& row : rows) {
        if (const auto key = invoice_key(row.invoice_number); row.invoice() && !key.empty()) keys.push_back(key);
    }
    if (keys.empty()) return {};
    std::string places;
    for (std::size_t i = 0; i < keys.size(); ++i) places += i == 0 ? "(?" : ", ?";
    keys.push_back(but);
    return tx.all("SELECT e.supplier, e.supplier_number, e.invoice_number, s.diary_number, c.sequence, c.case_id FROM expenditure e"
                  " JOIN claim c ON c.id = e.claim_id JOIN aid_case s ON s.id = c.case_id WHERE e.invoice_key IN " + places +
                  ") AND e.claim_id <> ? AND e.kind = 'invoice' AND c.state <> 'cancelled' ORDER BY e.id", keys,
                  [&](const Row& row) {
        return KnownInvoice{row.text("supplier"), row.text("supplier_number"), row.text("invoice_number"), row.text("diary_number"),
                            static_cast<int>(row.integer("sequence")), row.integer("case_id") == subject.value()};
    });
}

std::vector<LineTotal> approved_by_line(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT e.cost_line, CAST(SUM(e.approved_ore) AS SIGNED) AS approved FROM expenditure e"
                  " JOIN claim c ON c.id = e.claim_id WHERE c.case_id = ? AND c.state IN ('approved', 'paid')"
                  " AND e.approved_ore IS NOT NULL GROUP BY e.cost_line ORDER BY e.cost_line", {id},
                  [](const Row& row) { return LineTotal{row.text("cost_line"), row.money("approved")}; });
}

ClaimMoney claim_money(Transaction& tx, const Case& subject) {
    ClaimMoney money{subject.granted, subject.paid, subject.released, Money(), Money()};
    money.in_kind = tx.one("SELECT CAST(COALESCE(SUM(e.approved_ore), 0) AS SIGNED) AS given FROM expenditure e"
                           " JOIN claim c ON c.id = e.claim_id WHERE c.case_id = ? AND e.kind = 'in_kind'"
                           " AND c.state IN ('approved', 'paid')", {subject.id}, [](const Row& row) { return row.money("given"); })
                        .value_or(Money());
    money.advanced = tx.one("SELECT CAST(COALESCE(SUM(payable_ore), 0) AS SIGNED) AS given FROM claim WHERE case_id = ? AND advance"
                            " AND state IN ('approved', 'paid')", {subject.id}, [](const Row& row) { return row.money("given"); })
                         .value_or(Money());
    return money;
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
