// The lists over all claims; what concerns one case is in claim_store.cpp.
#include "payouts/claim_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view payout_columns =
    "SELECT c.id, b.sequence AS proceeding, p.id AS payment_id, s.diary_number, s.title, o.name AS organisation, s.form, c.state, c.kind,"
    " c.claimed_ore, c.payable_ore, (SELECT CAST(COALESCE(SUM(f.amount_ore), 0) AS SIGNED) FROM set_off f WHERE f.payment_id = p.id)"
    " AS set_off_ore, COALESCE(p.payee_kind, o.payee_kind) AS payee_kind,"
    " COALESCE(p.payee_number, o.payee_number) AS payee_number, o.payee_pending_kind, p.end_to_end_id, c.received_on,"
    " p.booked_on FROM claim c JOIN aid_case s ON s.id = c.case_id JOIN organisation o ON o.id = s.organisation_id"
    " LEFT JOIN proceeding b ON b.id = c.proceeding_id"
    " LEFT JOIN payment p ON p.claim_id = c.id AND p.state <> 'rejected' WHERE ";

std::string stage_of(const Row& row) {
    const auto state = row.text("state");
    if (state == "in_review") return "to_review";
    if (state == "approved") return row.null("payment_id") ? "to_attest" : "to_pay";
    return state;
}

PayoutLine to_line(const Row& row) {
    PayoutLine line;
    line.claim = row.id<Claim>("id");
    line.proceeding = static_cast<int>(row.maybe_integer("proceeding").value_or(0));
    line.stage = stage_of(row);
    line.cursor = line.stage == "paid" ? row.integer("payment_id") : line.claim.value();
    line.diary_number = row.text("diary_number");
    line.title = row.text("title");
    line.organisation = row.text("organisation");
    line.form = row.text("form");
    line.kind = row.text("kind");
    line.claimed = row.money("claimed_ore");
    line.payable = row.money("payable_ore");
    line.set_off = row.money("set_off_ore");
    if (!row.null("payee_kind")) {
        line.payee = PayeeAccount::parse(payee_kind_of(row.text("payee_kind")), row.text("payee_number"));
    }
    line.payee_pending = row.null("payment_id") && !row.null("payee_pending_kind");
    line.end_to_end_id = row.text_or_empty("end_to_end_id");
    line.received_on = row.date("received_on");
    line.booked_on = row.maybe_date("booked_on");
    return line;
}

std::string condition_of(std::string_view stage) {
    if (stage == "to_review") return "c.state = 'in_review'";
    if (stage == "to_attest") return "c.state = 'approved' AND p.id IS NULL";
    if (stage == "to_pay") return "c.state = 'approved' AND p.state = 'attested'";
    if (stage == "paid") return "p.state = 'paid'";
    if (stage == "cancelled") return "c.state = 'cancelled'";
    return "c.state IN ('in_review', 'approved')";
}

void within(std::string& where, Values& values, std::string_view stage, std::optional<int> year) {
    if (!year) return;
    where += stage == "paid" ? " AND p.booked_on BETWEEN ? AND ?" : " AND c.received_on BETWEEN ? AND ?";
    values.emplace_back(Date(*year, 1, 1));
    values.emplace_back(Date(*year, 12, 31));
}

}  // namespace

std::vector<PayoutLine> list_payouts(Transaction& tx, const PayoutFilter& filter, std::size_t most) {
    auto where = condition_of(filter.stage);
    Values values;
    within(where, values, filter.stage, filter.year);
    const bool done = filter.stage == "paid" || filter.stage == "cancelled";
    const std::string key = filter.stage == "paid" ? "p.id" : "c.id";
    if (filter.after) {
        where += " AND " + key + (done ? " < ?" : " > ?");
        values.emplace_back(*filter.after);
    }
    return tx.all(std::string(payout_columns) + where + " ORDER BY " + key + (done ? " DESC" : "") + " LIMIT " +
                      std::to_string(most),
                  values, to_line);
}

std::map<std::string, PayoutCount, std::less<>> count_payouts(Transaction& tx, std::optional<int> year) {
    std::map<std::string, PayoutCount, std::less<>> counts;
    for (const auto stage : payout_stages) {
        auto where = condition_of(stage);
        Values values;
        within(where, values, stage, year);
        tx.each(
            "SELECT COUNT(*) AS payouts, CAST(COALESCE(SUM(c.payable_ore), 0) AS SIGNED) AS payable FROM claim c"
            " LEFT JOIN payment p ON p.claim_id = c.id AND p.state <> 'rejected' WHERE " +
                where,
            values, [&](const Row& row) {
                counts[std::string(stage)] = {row.integer("payouts"), row.money("payable")};
            });
    }
    return counts;
}

int first_payout_year(Transaction& tx, int otherwise) {
    const auto first = tx.one("SELECT received_on FROM claim ORDER BY id LIMIT 1", {},
                              [](const Row& row) { return row.date("received_on").year(); });
    return first.value_or(otherwise);
}

}  // namespace bygd
