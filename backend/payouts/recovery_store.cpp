#include "payouts/recovery_store.hpp"

namespace bygd {

void insert_recovery_entry(Transaction& tx, Id<Proceeding> id, const RecoveryEntry& e, Id<User> by, Instant now) {
    tx.execute("INSERT INTO recovery_entry (proceeding_id, kind, payment_id, booked_on, debt_ore, interest_ore, note, made_by, made_at)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {id, e.kind, e.payment, e.booked_on, e.debt, e.interest, e.note, by, now});
}

std::vector<RecoveryEntry> recovery_entries(Transaction& tx, Id<Proceeding> id) {
    return tx.all("SELECT kind, payment_id, booked_on, debt_ore, interest_ore, note FROM recovery_entry WHERE proceeding_id = ?"
                  " ORDER BY booked_on, id", {id}, [](const Row& row) {
        return RecoveryEntry{row.text("kind"), row.date("booked_on"), row.money("debt_ore"), row.money("interest_ore"),
                             row.text("note"), row.maybe_id<Payment>("payment_id")};
    });
}

}  // namespace bygd
