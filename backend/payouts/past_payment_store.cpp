#include "payouts/past_payment_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view past_columns =
    "SELECT p.id, p.case_id, p.amount_ore, p.paid_on, p.reference, p.text, p.state, p.asked_by, a.display_name AS asked_name, p.asked_at,"
    " p.settled_by, s.display_name AS settled_name, p.settled_at FROM past_payment p JOIN user_account a ON a.id = p.asked_by"
    " LEFT JOIN user_account s ON s.id = p.settled_by";

PastPayment to_past(const Row& row) {
    PastPayment found;
    found.id = row.id<PastPayment>("id");
    found.subject = row.id<Case>("case_id");
    found.amount = row.money("amount_ore");
    found.paid_on = row.date("paid_on");
    found.reference = row.text("reference");
    found.text = row.text("text");
    found.state = row.text("state");
    found.asked_by = row.id<User>("asked_by");
    found.asked_name = row.text("asked_name");
    found.asked_at = row.instant("asked_at");
    found.settled_by = row.maybe_id<User>("settled_by");
    found.settled_name = row.text_or_empty("settled_name");
    found.settled_at = row.maybe_instant("settled_at");
    return found;
}

}  // namespace

Id<PastPayment> insert_past_payment(Transaction& tx, const PastPayment& p) {
    return tx.insert<PastPayment>("INSERT INTO past_payment (case_id, amount_ore, paid_on, reference, text, asked_by, asked_at)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)", {p.subject, p.amount, p.paid_on, p.reference, p.text, p.asked_by, p.asked_at});
}

std::vector<PastPayment> past_payments_of(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(past_columns) + " WHERE p.case_id = ? ORDER BY p.id DESC", {id}, to_past);
}

std::vector<PastPayment> open_past_payments(Transaction& tx, std::size_t most) {
    return tx.all(std::string(past_columns) + " WHERE p.state = 'asked' ORDER BY p.id LIMIT " + std::to_string(most), {}, to_past);
}

std::optional<PastPayment> find_past_payment(Transaction& tx, Id<PastPayment> id) {
    return tx.one(std::string(past_columns) + " WHERE p.id = ?", {id}, to_past);
}

bool settle_past_payment(Transaction& tx, Id<PastPayment> id, std::string_view state, Id<User> by, Instant at,
                         std::optional<Id<Payment>> payment) {
    return tx.execute("UPDATE past_payment SET state = ?, open = NULL, settled_by = ?, settled_at = ?, payment_id = ? WHERE id = ?"
                      " AND state = 'asked' AND (? <> 'booked' OR asked_by <> ?)", {state, by, at, payment, id, state, by}) == 1;
}

}  // namespace bygd
