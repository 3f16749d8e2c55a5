#include "budget/fund_closing_store.hpp"

#include <map>

#include "budget/fund_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view closing_columns =
    "SELECT c.id, c.fund_id, c.year, c.step, c.text, c.allocated_ore, c.granted_ore, c.paid_ore, c.released_ore, c.repaid_ore, c.actor_id,"
    " c.made_at, u.display_name FROM fund_closing c JOIN user_account u ON u.id = c.actor_id";

FundClosing to_closing(const Row& row) {
    FundClosing found;
    found.id = row.id<FundClosing>("id");
    found.fund = row.id<Fund>("fund_id");
    found.year = static_cast<int>(row.integer("year"));
    found.step = closing_step_of(row.text("step")).value();
    found.text = row.text("text");
    found.figures.allocated = row.money("allocated_ore");
    found.figures.granted = row.money("granted_ore");
    found.figures.paid = row.money("paid_ore");
    found.figures.released = row.money("released_ore");
    found.figures.repaid = row.money("repaid_ore");
    found.actor = row.id<User>("actor_id");
    found.actor_name = row.text("display_name");
    found.made_at = row.instant("made_at");
    return found;
}

}  // namespace

ClosingState closing_state_of(Transaction& tx, const Fund& fund) {
    return tx.one("SELECT closed_through, closing_step, closing_year, closing_by FROM fund_balance WHERE fund_id = ?", {fund.id},
                  [&](const Row& row) {
        ClosingState state;
        state.closed_through = row.maybe_date("closed_through");
        state.waits = closing_step_of(row.text("closing_step"));
        state.year = static_cast<int>(row.maybe_integer("closing_year").value_or(
            state.closed_through ? state.closed_through->year() + 1 : fund.year));
        state.asked_by = row.maybe_id<User>("closing_by");
        return state;
    }).value();
}

bool take_closing_step(Transaction& tx, const Fund& fund, ClosingStep step, int year, Id<User> who) {
    const Date last(year, 12, 31);
    const auto before = year > fund.year ? std::optional(Date(year - 1, 12, 31)) : std::nullopt;
    switch (step) {
        case ClosingStep::asked:
            return tx.execute("UPDATE fund_balance SET closing_step = 'asked', closing_year = ?, closing_by = ? WHERE fund_id = ?"
                              " AND closing_step = 'none' AND reserved_ore = 0 AND COALESCE(closed_through, ?) = ?",
                              {year, who, fund.id, Date(fund.year - 1, 12, 31), Date(year - 1, 12, 31)}) == 1;
        case ClosingStep::closed:
            return tx.execute("UPDATE fund_balance SET closing_step = 'none', closing_year = NULL, closing_by = NULL, closed_through = ?"
                              " WHERE fund_id = ? AND closing_step = 'asked' AND closing_year = ? AND closing_by <> ? AND reserved_ore = 0",
                              {last, fund.id, year, who}) == 1;
        case ClosingStep::reopen_asked:
            return tx.execute("UPDATE fund_balance SET closing_step = 'reopen_asked', closing_year = ?, closing_by = ? WHERE fund_id = ?"
                              " AND closing_step = 'none' AND closed_through = ?", {year, who, fund.id, last}) == 1;
        case ClosingStep::reopened:
            return tx.execute("UPDATE fund_balance SET closing_step = 'none', closing_year = NULL, closing_by = NULL, closed_through = ?"
                              " WHERE fund_id = ? AND closing_step = 'reopen_asked' AND closing_year = ? AND closing_by <> ?",
                              {before, fund.id, year, who}) == 1;
        case ClosingStep::withdrawn:
        case ClosingStep::reopen_withdrawn:
            return tx.execute("UPDATE fund_balance SET closing_step = 'none', closing_year = NULL, closing_by = NULL WHERE fund_id = ?"
                              " AND closing_step = ? AND closing_year = ?",
                              {fund.id, step == ClosingStep::withdrawn ? "asked" : "reopen_asked", year}) == 1;
    }
    return false;
}

void insert_closing(Transaction& tx, const FundClosing& c) {
    tx.execute("INSERT INTO fund_closing (fund_id, year, step, text, allocated_ore, granted_ore, paid_ore, released_ore, repaid_ore,"
               " actor_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {c.fund, c.year, to_string(c.step), c.text, c.figures.allocated, c.figures.granted, c.figures.paid, c.figures.released,
                c.figures.repaid, c.actor, c.made_at});
}

std::vector<FundClosing> closings_of(Transaction& tx, Id<Fund> id) {
    return tx.all(std::string(closing_columns) + " WHERE c.fund_id = ? ORDER BY c.id DESC", {id}, to_closing);
}

FundBalance booked_until(Transaction& tx, Id<Fund> id, Date last) {
    FundBalance sum;
    tx.each("SELECT kind, CAST(SUM(amount_ore) AS SIGNED) AS total FROM ledger_entry WHERE fund_id = ? AND booked_on <= ?"
            " AND kind NOT IN ('reservation', 'reservation_released') GROUP BY kind", {id, last}, [&](const Row& row) {
        sum = moved(sum, movement_of(row.text("kind")).value(), row.money("total"), false);
    });
    sum.reserved = Money();
    return sum;
}

std::vector<std::string> faults_of_closings(Transaction& tx) {
    std::vector<std::string> faults;
    for (const auto& [fund, balance] : list_funds(tx, std::nullopt)) {
        const auto state = closing_state_of(tx, fund);
        const auto steps = closings_of(tx, fund.id);
        std::map<int, const FundClosing*> closed;        // the years closed and not opened again
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
            if (step->step == ClosingStep::closed) closed[step->year] = &*step;
            if (step->step == ClosingStep::reopened) closed.erase(step->year);
        }
        const auto say = [&](const std::string& fault) { faults.push_back("fund " + fund.code + ": " + fault); };
        const auto last = closed.empty() ? std::nullopt : std::optional(Date(closed.rbegin()->first, 12, 31));
        if (state.closed_through != last) say("it is not closed as its steps say");
        for (const auto& [year, step] : closed) {
            if (booked_until(tx, fund.id, Date(year, 12, 31)) != step->figures) say("something is booked in the closed year " + std::to_string(year));
        }
        for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
            const bool confirms = steps[i].step == ClosingStep::closed || steps[i].step == ClosingStep::reopened;
            if (confirms && steps[i].actor == steps[i + 1].actor) say("one person closed or opened it");
        }
    }
    return faults;
}

}  // namespace bygd
