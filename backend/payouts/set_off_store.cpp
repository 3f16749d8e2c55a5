#include "payouts/set_off_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view set_off_select =
    "SELECT f.payment_id, f.recovery_id, f.amount_ore, b.case_id, b.sequence, s.diary_number FROM set_off f"
    " JOIN payment p ON p.id = f.payment_id JOIN proceeding b ON b.id = f.recovery_id JOIN aid_case s ON s.id = b.case_id WHERE ";

SetOff to_set_off(const Row& row) {
    return {row.id<Payment>("payment_id"), row.id<Case>("case_id"), row.id<Proceeding>("recovery_id"),
            row.text("diary_number"), static_cast<int>(row.integer("sequence")), row.money("amount_ore")};
}

}  // namespace

void insert_set_off(Transaction& tx, const SetOff& each) {
    tx.execute("INSERT INTO set_off (payment_id, recovery_id, amount_ore) VALUES (?, ?, ?)",
               {each.payment, each.recovery, each.amount});
}

std::vector<SetOff> set_offs_of(Transaction& tx, Id<Payment> payment) {
    return tx.all(std::string(set_off_select) + "f.payment_id = ? ORDER BY f.id", {payment}, to_set_off);
}

std::map<std::int64_t, std::vector<SetOff>> set_offs_by_payment(Transaction& tx, Id<Case> paying) {
    std::map<std::int64_t, std::vector<SetOff>> found;
    tx.each(std::string(set_off_select) + "p.case_id = ? ORDER BY f.id", {paying},
            [&](const Row& row) { found[row.integer("payment_id")].push_back(to_set_off(row)); });
    return found;
}

Money held_by_payments(Transaction& tx, Id<Proceeding> recovery) {
    return tx.one("SELECT CAST(COALESCE(SUM(f.amount_ore), 0) AS SIGNED) AS held FROM set_off f"
                  " JOIN payment p ON p.id = f.payment_id WHERE f.recovery_id = ? AND p.state = 'attested'", {recovery},
                  [](const Row& row) { return row.money("held"); }).value();
}

std::vector<DebtPlace> debts_of_organisation(Transaction& tx, Id<Organisation> organisation, std::string_view legal_basis,
                                             const std::vector<std::string>& forms) {
    std::vector<DebtPlace> found;
    for (const auto& form : forms) {
        tx.each("SELECT b.case_id, b.sequence FROM aid_case s JOIN proceeding b ON b.case_id = s.id"
                " WHERE s.organisation_id = ? AND s.legal_basis = ? AND s.form = ? AND b.kind = 'recovery' AND b.state = 'debt'"
                " ORDER BY b.opened_on, b.id", {organisation, legal_basis, form}, [&](const Row& row) {
            found.push_back({row.id<Case>("case_id"), static_cast<int>(row.integer("sequence"))});
        });
    }
    return found;
}

}  // namespace bygd
