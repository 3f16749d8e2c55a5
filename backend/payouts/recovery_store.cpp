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

void insert_instalments(Transaction& tx, Id<Proceeding> id, const std::vector<Instalment>& instalments, Id<User> by, Instant now) {
    const auto plan = tx.insert<InstalmentPlan>("INSERT INTO recovery_plan (proceeding_id, made_by, made_at) VALUES (?, ?, ?)", {id, by, now});
    int position = 0;
    for (const auto& one : instalments) {
        tx.execute("INSERT INTO recovery_instalment (plan_id, position, due_on, amount_ore) VALUES (?, ?, ?, ?)",
                   {plan, ++position, one.due_on, one.amount});
    }
}

std::optional<InstalmentPlan> instalment_plan_of(Transaction& tx, Id<Proceeding> id) {
    const auto newest = tx.one("SELECT p.id, p.made_at, (SELECT CAST(COALESCE(SUM(e.debt_ore + e.interest_ore), 0) AS SIGNED)"
                               " FROM recovery_entry e WHERE e.proceeding_id = p.proceeding_id AND e.kind = 'repayment'"
                               " AND e.made_at > p.made_at) AS paid FROM recovery_plan p WHERE p.proceeding_id = ? ORDER BY p.id DESC LIMIT 1",
                               {id}, [](const Row& row) { return InstalmentPlan{row.integer("id"), row.instant("made_at"), {}, row.money("paid")}; });
    if (!newest) return std::nullopt;
    auto plan = *newest;
    plan.instalments = tx.all("SELECT due_on, amount_ore FROM recovery_instalment WHERE plan_id = ? ORDER BY position", {plan.id},
                              [](const Row& row) { return Instalment{row.date("due_on"), row.money("amount_ore")}; });
    return plan.instalments.empty() ? std::nullopt : std::optional(plan);
}

namespace {

constexpr std::string_view debt_columns =
    "SELECT p.id, p.case_id, p.sequence, p.state, s.diary_number, s.version, o.name FROM proceeding p JOIN aid_case s ON s.id = p.case_id"
    " JOIN organisation o ON o.id = s.organisation_id WHERE p.kind = 'recovery'";

DebtLine to_debt_line(const Row& row) {
    return {row.id<Proceeding>("id"), row.id<Case>("case_id"), static_cast<int>(row.integer("sequence")), static_cast<int>(row.integer("version")),
            row.text("state"), row.text("diary_number"), row.text("name")};
}

}  // namespace

std::vector<DebtLine> list_debts(Transaction& tx, const std::vector<std::string>& states, std::int64_t before, std::size_t most) {
    auto sql = std::string(debt_columns) + " AND p.state IN (";
    Values values;
    for (const auto& state : states) {
        sql += values.empty() ? "?" : ", ?";
        values.emplace_back(state);
    }
    sql += ")";
    if (before > 0) {
        sql += " AND p.id < ?";
        values.emplace_back(before);
    }
    values.emplace_back(most);
    return tx.all(sql + " ORDER BY p.id DESC LIMIT ?", values, to_debt_line);
}

std::optional<DebtLine> find_debt(Transaction& tx, Id<Proceeding> id) {
    return tx.one(std::string(debt_columns) + " AND p.id = ?", {id}, to_debt_line);
}

}  // namespace bygd
