#include "budget/part_budget_store.hpp"

#include "base/error.hpp"

namespace bygd {

namespace {

PartBudget to_part(const Row& row) {
    return {row.id<PartBudget>("id"), row.id<Fund>("fund_id"), row.text("form"), row.text("municipality_code"),
            row.text_or_empty("municipality"), row.money("ceiling_ore"), row.money("taken_ore")};
}

constexpr std::string_view part_columns =
    "SELECT p.id, p.fund_id, p.form, p.municipality_code, m.name AS municipality, p.ceiling_ore, p.taken_ore FROM part_budget p"
    " LEFT JOIN municipality m ON m.code = p.municipality_code";

// What the parts a case falls in hold of the ledger: a grant takes what was reserved, and neither more nor less.
constexpr std::string_view taken_sum =
    "(SELECT CAST(COALESCE(SUM(CASE e.kind WHEN 'reservation' THEN e.amount_ore WHEN 'reservation_released' THEN -e.amount_ore"
    " WHEN 'correction' THEN -e.amount_ore WHEN 'release' THEN IF(f.reuse_released, -e.amount_ore, 0) ELSE 0 END), 0) AS SIGNED)"
    " FROM ledger_entry e JOIN aid_case c ON c.id = e.case_id JOIN fund f ON f.id = e.fund_id WHERE e.fund_id = p.fund_id"
    " AND p.form IN ('', c.form) AND p.municipality_code IN ('', c.municipality_code))";

[[noreturn]] void refuse_part(const PartBudget& part, Money wanted) {
    const auto& place = part.municipality_name;
    throw Error(ErrorKind::invalid, {Problem{"fund", place.empty() ? "fund.part_not_enough" : "fund.part_place_not_enough",
                                             {part.left().swedish(), wanted.swedish(), place}}});
}

}  // namespace

void take_part_budgets(Transaction& tx, const LedgerEntry& entry) {
    const std::string of_case = " AND p.form IN ('', c.form) AND p.municipality_code IN ('', c.municipality_code)";
    switch (entry.movement) {
        case Movement::reservation: {
            // What is read is locked, so no part comes between the two statements; the update is the guard all the same.
            const auto parts = tx.all("SELECT p.id, p.fund_id, p.form, p.municipality_code, m.name AS municipality, p.ceiling_ore,"
                                      " p.taken_ore FROM part_budget p JOIN aid_case c ON c.id = ? LEFT JOIN municipality m"
                                      " ON m.code = p.municipality_code WHERE p.fund_id = ?" + of_case + " ORDER BY p.id FOR UPDATE",
                                      {*entry.subject, entry.fund}, to_part);
            for (const auto& part : parts) {
                if (part.left() < entry.amount) refuse_part(part, entry.amount);
            }
            if (parts.empty()) return;
            const auto taken = tx.execute("UPDATE part_budget p JOIN aid_case c ON c.id = ? SET p.taken_ore = p.taken_ore + ?"
                                          " WHERE p.fund_id = ?" + of_case + " AND p.taken_ore + ? <= p.ceiling_ore",
                                          {*entry.subject, entry.amount, entry.fund, entry.amount});
            if (taken != static_cast<std::int64_t>(parts.size())) throw Overtaken("case.changed");
            return;
        }
        case Movement::reservation_released:
        case Movement::correction:
            tx.execute("UPDATE part_budget p JOIN aid_case c ON c.id = ? SET p.taken_ore = p.taken_ore - ? WHERE p.fund_id = ?" + of_case,
                       {*entry.subject, entry.amount, entry.fund});
            return;
        case Movement::release:
            tx.execute("UPDATE part_budget p JOIN aid_case c ON c.id = ? JOIN fund f ON f.id = p.fund_id SET p.taken_ore = p.taken_ore - ?"
                       " WHERE p.fund_id = ? AND f.reuse_released" + of_case, {*entry.subject, entry.amount, entry.fund});
            return;
        default:
            return;
    }
}

PartBudget put_part_budget(Transaction& tx, Id<Fund> fund, const std::string& form, const std::string& municipality, Money ceiling) {
    tx.execute("UPDATE fund_balance SET version = version + 1 WHERE fund_id = ?", {fund});
    const auto find = [&] {
        return tx.one(std::string(part_columns) + " WHERE p.fund_id = ? AND p.form = ? AND p.municipality_code = ?",
                      {fund, form, municipality}, to_part);
    };
    if (!find()) {
        tx.execute("INSERT INTO part_budget (fund_id, form, municipality_code, ceiling_ore) VALUES (?, ?, ?, ?)",
                   {fund, form, municipality, ceiling});
        const auto sum = tx.number("SELECT " + std::string(taken_sum) + " AS taken FROM part_budget p WHERE p.fund_id = ? AND p.form = ?"
                                   " AND p.municipality_code = ?", {fund, form, municipality});
        tx.execute("UPDATE part_budget SET taken_ore = ? WHERE fund_id = ? AND form = ? AND municipality_code = ?",
                   {sum, fund, form, municipality});
    } else {
        tx.execute("UPDATE part_budget SET ceiling_ore = ? WHERE fund_id = ? AND form = ? AND municipality_code = ? AND taken_ore <= ?",
                   {ceiling, fund, form, municipality, ceiling});
    }
    const auto now = find().value();
    if (ceiling < now.taken) throw Error(ErrorKind::invalid, {Problem{"amount", "part.below_taken", {now.taken.swedish()}}});
    return now;
}

std::vector<PartBudget> part_budgets_of(Transaction& tx, Id<Fund> fund) {
    return tx.all(std::string(part_columns) + " WHERE p.fund_id = ? ORDER BY p.form, m.name", {fund}, to_part);
}

std::optional<PartBudget> find_part_budget(Transaction& tx, Id<PartBudget> id) {
    return tx.one(std::string(part_columns) + " WHERE p.id = ?", {id}, to_part);
}

std::optional<std::string> municipality_named(Transaction& tx, const std::string& code) {
    return tx.one("SELECT name FROM municipality WHERE code = ?", {code}, [](const Row& row) { return row.text("name"); });
}

std::vector<std::string> faults_of_part_budgets(Transaction& tx) {
    return tx.all("SELECT f.code, p.form, p.municipality_code FROM part_budget p JOIN fund f ON f.id = p.fund_id WHERE p.taken_ore <> " +
                      std::string(taken_sum) + " OR p.ceiling_ore <> (SELECT d.amount_ore FROM fund_decision d"
                      " WHERE d.part_budget_id = p.id ORDER BY d.id DESC LIMIT 1)", {}, [](const Row& row) {
        return "part budget " + row.text("code") + " " + row.text("form") + row.text("municipality_code") +
               ": it is not the sum of its ledger rows, or not as decided";
    });
}

}  // namespace bygd
