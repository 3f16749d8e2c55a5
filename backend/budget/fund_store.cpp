#include "budget/fund_store.hpp"

#include "base/error.hpp"
#include "budget/commitment_store.hpp"
#include "budget/part_budget_store.hpp"

namespace bygd {

namespace {

Fund to_fund(const Row& row) {
    return {row.id<Fund>("id"), row.text("code"), row.text("name"), static_cast<int>(row.integer("year")),
            row.text("source"), row.truth("reuse_released")};
}

FundBalance to_balance(const Row& row) {
    return {row.money("allocated_ore"), row.money("reserved_ore"), row.money("granted_ore"), row.money("paid_ore"),
            row.money("released_ore"), row.money("repaid_ore"), row.money("reusable_ore")};
}

LedgerEntry to_entry(const Row& row) {
    LedgerEntry entry;
    entry.id = row.integer("id");
    entry.fund = row.id<Fund>("fund_id");
    entry.subject = row.maybe_id<Case>("case_id");
    entry.movement = movement_of(row.text("kind")).value();
    entry.amount = row.money("amount_ore");
    entry.booked_on = row.date("booked_on");
    entry.made_at = row.instant("made_at");
    entry.actor = row.maybe_id<User>("actor_id");
    entry.text = row.text("text");
    entry.decision = row.maybe_id<FundDecision>("decision_id");
    entry.other_fund = row.maybe_id<Fund>("other_fund_id");
    entry.corrects = row.maybe_integer("corrects_id");
    return entry;
}

constexpr std::string_view entry_columns =
    "SELECT id, fund_id, case_id, kind, amount_ore, booked_on, made_at, actor_id, text, decision_id, other_fund_id, corrects_id FROM ledger_entry";

// The update that both checks and takes, for each movement. The amount is bound as many times as it stands there.
struct Update {
    const char* sql;
    int amounts;
};

Update update_of(Movement movement) {
    switch (movement) {
        case Movement::allocation:
            return {"UPDATE fund_balance SET allocated_ore = allocated_ore + ? WHERE fund_id = ?", 1};
        case Movement::withdrawal:
            return {"UPDATE fund_balance SET allocated_ore = allocated_ore - ? WHERE fund_id = ?"
                    " AND reserved_ore + granted_ore + ? <= allocated_ore + reusable_ore", 2};
        case Movement::reservation:
            return {"UPDATE fund_balance SET reserved_ore = reserved_ore + ? WHERE fund_id = ?"
                    " AND reserved_ore + granted_ore + ? <= allocated_ore + reusable_ore", 2};
        case Movement::reservation_released:
            return {"UPDATE fund_balance SET reserved_ore = reserved_ore - ? WHERE fund_id = ? AND reserved_ore >= ?", 2};
        case Movement::grant:
            return {"UPDATE fund_balance SET granted_ore = granted_ore + ?, reserved_ore = reserved_ore - ?"
                    " WHERE fund_id = ? AND reserved_ore >= ?", 3};
        case Movement::payment:
            return {"UPDATE fund_balance SET paid_ore = paid_ore + ? WHERE fund_id = ?"
                    " AND paid_ore + released_ore + ? <= granted_ore", 2};
        case Movement::release:
            return {"UPDATE fund_balance b JOIN fund f ON f.id = b.fund_id SET b.released_ore = b.released_ore + ?,"
                    " b.reusable_ore = b.reusable_ore + IF(f.reuse_released, ?, 0) WHERE b.fund_id = ?"
                    " AND b.paid_ore + b.released_ore + ? <= b.granted_ore", 3};
        case Movement::repayment:
            return {"UPDATE fund_balance SET repaid_ore = repaid_ore + ? WHERE fund_id = ? AND repaid_ore + ? <= paid_ore",
                    2};
        case Movement::correction:
            return {"UPDATE fund_balance SET granted_ore = granted_ore - ? WHERE fund_id = ?"
                    " AND paid_ore + released_ore + ? <= granted_ore", 2};
    }
    return {"", 0};
}

Values bound(const Update& update, const LedgerEntry& entry) {
    switch (update.amounts) {
        case 1: return {entry.amount, entry.fund};
        case 2: return {entry.amount, entry.fund, entry.amount};
        default: return {entry.amount, entry.amount, entry.fund, entry.amount};
    }
}

// A fund that is closed bears nothing new; what was promised from it is still paid, but never into a year that is closed.
bool is_new(Movement movement) {
    return movement == Movement::allocation || movement == Movement::withdrawal || movement == Movement::reservation ||
           movement == Movement::grant;
}

bool update_balance(Transaction& tx, const LedgerEntry& entry) {
    const auto update = update_of(entry.movement);
    auto values = bound(update, entry);
    if (is_new(entry.movement)) return tx.execute(std::string(update.sql) + " AND closed_through IS NULL", values) == 1;
    values.emplace_back(entry.booked_on);
    return tx.execute(std::string(update.sql) + " AND (closed_through IS NULL OR closed_through < ?)", values) == 1;
}

// Why a movement is refused because the fund is closed, if it is.
void refuse_closed(Transaction& tx, const LedgerEntry& entry) {
    const auto closed = tx.one("SELECT f.code, b.closed_through FROM fund f JOIN fund_balance b ON b.fund_id = f.id WHERE f.id = ?"
                               " AND b.closed_through IS NOT NULL", {entry.fund},
                               [](const Row& row) { return std::pair(row.text("code"), row.date("closed_through")); });
    if (!closed) return;
    const auto& [code, through] = *closed;
    if (is_new(entry.movement)) {
        const char* field = entry.movement == Movement::reservation ? "fund" : entry.movement == Movement::grant ? "" : "amount";
        throw Error(ErrorKind::invalid, {Problem{field, "fund.closed", {code, std::to_string(through.year())}}});
    }
    if (entry.booked_on <= through) {
        throw Error(ErrorKind::invalid, {Problem{"booked_on", "fund.closed_year", {code, through.iso()}}});
    }
}

void count_in_year(Transaction& tx, const LedgerEntry& entry) {
    Money granted, paid, released;
    if (entry.movement == Movement::grant) granted = entry.amount;
    else if (entry.movement == Movement::correction) granted = -entry.amount;
    else if (entry.movement == Movement::payment) paid = entry.amount;
    else if (entry.movement == Movement::release) released = entry.amount;
    else return;
    tx.execute("INSERT INTO fund_year (fund_id, year, granted_ore, paid_ore, released_ore) VALUES (?, ?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE granted_ore = granted_ore + VALUES(granted_ore), paid_ore = paid_ore + VALUES(paid_ore),"
               " released_ore = released_ore + VALUES(released_ore)", {entry.fund, entry.booked_on.year(), granted, paid, released});
}

[[noreturn]] void refuse_movement(Transaction& tx, const LedgerEntry& entry) {
    refuse_closed(tx, entry);
    const bool wants_room = entry.movement == Movement::reservation || entry.movement == Movement::withdrawal;
    if (!wants_room) refuse(ErrorKind::conflict, "fund.out_of_step");
    const auto balance = balance_of(tx, entry.fund);
    const auto left = balance ? balance->left_to_reserve() : Money();
    throw Error(ErrorKind::invalid,
                {Problem{entry.movement == Movement::withdrawal ? "amount" : "fund", "fund.not_enough", {left.swedish(), entry.amount.swedish()}}});
}

}  // namespace

Id<Fund> insert_fund(Transaction& tx, const Fund& fund) {
    const auto id = tx.insert<Fund>("INSERT INTO fund (code, name, year, source, reuse_released) VALUES (?, ?, ?, ?, ?)",
                                    {fund.code, fund.name, fund.year, fund.source, fund.reuse_released});
    tx.execute("INSERT INTO fund_balance (fund_id) VALUES (?)", {id});
    return id;
}

std::optional<Fund> find_fund(Transaction& tx, Id<Fund> id) {
    return tx.one("SELECT id, code, name, year, source, reuse_released FROM fund WHERE id = ?", {id}, to_fund);
}

std::optional<Fund> find_fund(Transaction& tx, std::string_view code) {
    return tx.one("SELECT id, code, name, year, source, reuse_released FROM fund WHERE code = ?", {code}, to_fund);
}

std::vector<FundLine> list_funds(Transaction& tx, std::optional<int> year) {
    const std::string sql =
        std::string("SELECT f.id, f.code, f.name, f.year, f.source, f.reuse_released, b.allocated_ore, b.reserved_ore,"
                    " b.granted_ore, b.paid_ore, b.released_ore, b.repaid_ore, b.reusable_ore"
                    " FROM fund f JOIN fund_balance b ON b.fund_id = f.id") +
        (year ? " WHERE f.year = ?" : "") + " ORDER BY f.year DESC, f.code";
    return tx.all(sql, year ? Values{*year} : Values{},
                  [](const Row& row) { return FundLine{to_fund(row), to_balance(row)}; });
}

std::optional<FundBalance> balance_of(Transaction& tx, Id<Fund> id) {
    return tx.one("SELECT allocated_ore, reserved_ore, granted_ore, paid_ore, released_ore, repaid_ore, reusable_ore"
                  " FROM fund_balance WHERE fund_id = ?", {id}, to_balance);
}

void require_fund_open(Transaction& tx, const Fund& fund) {
    LedgerEntry entry;
    entry.fund = fund.id;
    refuse_closed(tx, entry);   // an allocation, which is new
}

std::vector<int> fund_years(Transaction& tx) {
    return tx.all("SELECT DISTINCT year FROM fund ORDER BY year DESC", {},
                  [](const Row& row) { return static_cast<int>(row.integer("year")); });
}

void move_money(Transaction& tx, const LedgerEntry& entry) {
    if (!update_balance(tx, entry)) refuse_movement(tx, entry);
    const auto accounts = accounts_of(entry.movement);
    tx.execute("INSERT INTO ledger_entry (fund_id, case_id, kind, debit, credit, amount_ore, booked_on, made_at, actor_id,"
               " text, decision_id, other_fund_id, corrects_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {entry.fund, entry.subject, to_string(entry.movement), accounts.debit, accounts.credit, entry.amount,
                entry.booked_on, entry.made_at, entry.actor, entry.text, entry.decision, entry.other_fund, entry.corrects});
    count_in_year(tx, entry);
    if (!entry.subject) return;
    take_part_budgets(tx, entry);
    follow_commitment(tx, entry);
}

std::vector<LedgerEntry> ledger_of_case(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(entry_columns) + " WHERE case_id = ? ORDER BY id", {id}, to_entry);
}

std::vector<LedgerEntry> ledger_of_fund(Transaction& tx, Id<Fund> id, std::int64_t after_id, std::size_t most) {
    return tx.all(std::string(entry_columns) + " WHERE fund_id = ? AND id > ? ORDER BY id LIMIT " + std::to_string(most),
                  {id, after_id}, to_entry);
}

std::vector<LedgerLine> ledger_lines(Transaction& tx, Id<Fund> id, std::optional<std::int64_t> before_id, std::size_t most) {
    Values values{id};
    if (before_id) values.emplace_back(*before_id);
    return tx.all(std::string("SELECT e.id, e.fund_id, e.case_id, e.kind, e.amount_ore, e.booked_on, e.made_at, e.actor_id,"
                              " e.text, e.decision_id, e.other_fund_id, e.corrects_id, s.diary_number, u.display_name,"
                              " o.code AS other_code, d.reference FROM ledger_entry e LEFT JOIN fund o ON o.id = e.other_fund_id"
                              " LEFT JOIN fund_decision d ON d.id = e.decision_id LEFT JOIN aid_case s ON s.id = e.case_id LEFT JOIN user_account u ON u.id = e.actor_id"
                              " WHERE e.fund_id = ?") +
                      (before_id ? " AND e.id < ?" : "") + " ORDER BY e.id DESC LIMIT " + std::to_string(most),
                  values, [](const Row& row) {
        return LedgerLine{to_entry(row), row.text_or_empty("diary_number"), row.text_or_empty("display_name"),
                          row.text_or_empty("other_code"), row.text_or_empty("reference")};
    });
}

BookedSums booked_since(Transaction& tx, int year) {
    BookedSums sums;
    tx.each("SELECT f.year = ? AS own, CAST(SUM(b.granted_ore - b.paid_ore - b.released_ore) AS SIGNED) AS debt_ore"
            " FROM fund f JOIN fund_balance b ON b.fund_id = f.id GROUP BY own", {year}, [&](const Row& row) {
        (row.truth("own") ? sums.own_debt : sums.others_debt) = row.money("debt_ore");
    });
    tx.each("SELECT f.year = ? AS own, y.year > ? AS later, CAST(SUM(y.granted_ore) AS SIGNED) AS granted_ore,"
            " CAST(SUM(y.paid_ore) AS SIGNED) AS paid_ore, CAST(SUM(y.released_ore) AS SIGNED) AS released_ore"
            " FROM fund_year y JOIN fund f ON f.id = y.fund_id WHERE y.year >= ? GROUP BY own, later", {year, year, year}, [&](const Row& row) {
        auto& side = row.truth("own") ? sums.own : sums.others;
        side.push_back({Movement::grant, row.truth("later"), row.money("granted_ore")});
        side.push_back({Movement::payment, row.truth("later"), row.money("paid_ore")});
        side.push_back({Movement::release, row.truth("later"), row.money("released_ore")});
    });
    return sums;
}

std::vector<std::string> faults_of_fund_years(Transaction& tx) {
    return tx.all("SELECT f.code, s.year FROM (SELECT fund_id, YEAR(booked_on) AS year,"
                  " SUM(CASE kind WHEN 'grant' THEN amount_ore WHEN 'correction' THEN -amount_ore ELSE 0 END) AS granted_ore,"
                  " SUM(IF(kind = 'payment', amount_ore, 0)) AS paid_ore, SUM(IF(kind = 'release', amount_ore, 0)) AS released_ore"
                  " FROM ledger_entry WHERE kind IN ('grant', 'correction', 'payment', 'release') GROUP BY fund_id, YEAR(booked_on)) s"
                  " JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_year y ON y.fund_id = s.fund_id AND y.year = s.year"
                  " WHERE y.fund_id IS NULL OR y.granted_ore <> s.granted_ore OR y.paid_ore <> s.paid_ore OR y.released_ore <> s.released_ore", {},
                  [](const Row& row) {
                      return "fund " + row.text("code") + ": what is booked in " + std::to_string(row.integer("year")) +
                             " is not the sum of its ledger rows";
                  });
}

}  // namespace bygd
