#include "budget/commitment_store.hpp"

#include "base/error.hpp"

namespace bygd {

namespace {

DueAmount to_due(const Row& row) { return {static_cast<int>(row.integer("due_year")), row.money("amount_ore")}; }

Authorisation to_authorisation(const Row& row) {
    return {row.id<Authorisation>("id"), row.text("source"), static_cast<int>(row.integer("year")), row.money("ceiling_ore"),
            row.money("committed_ore")};
}

struct CaseSums {
    Money granted, paid, released;
};

CaseSums sums_of_case(Transaction& tx, Id<Case> id) {
    return tx.one("SELECT COALESCE(SUM(CASE kind WHEN 'grant' THEN amount_ore WHEN 'correction' THEN -amount_ore ELSE 0 END), 0)"
                  " AS granted_ore, COALESCE(SUM(IF(kind = 'payment', amount_ore, 0)), 0) AS paid_ore,"
                  " COALESCE(SUM(IF(kind = 'release', amount_ore, 0)), 0) AS released_ore FROM ledger_entry WHERE case_id = ?", {id},
                  [](const Row& row) {
                      return CaseSums{row.money("granted_ore"), row.money("paid_ore"), row.money("released_ore")};
                  }).value();
}

PaymentPlan replanned(Transaction& tx, Id<Case> id, int fallback) {
    const auto sums = sums_of_case(tx, id);
    return left_of(plan_in_force(tx, id), sums.granted, sums.paid, sums.released, fallback);
}

std::map<int, Money> changes(const PaymentPlan& before, const PaymentPlan& now) {
    std::map<int, Money> by_year;
    for (const auto& due : now) by_year[due.year] += due.amount;
    for (const auto& due : before) by_year[due.year] -= due.amount;
    std::erase_if(by_year, [](const auto& each) { return each.second.zero(); });
    return by_year;
}

Money change_after(const std::map<int, Money>& by_year, int year) {
    Money sum;
    for (auto at = by_year.upper_bound(year); at != by_year.end(); ++at) sum += at->second;
    return sum;
}

// The source is asked for by itself: within a locking read the row of the fund would be locked too, which every other decision
// on the fund holds by its foreign key.
std::vector<Authorisation> rooms_of(Transaction& tx, Id<Fund> fund, const char* lock) {
    const auto source = tx.one("SELECT source FROM fund WHERE id = ?", {fund}, [](const Row& row) { return row.text("source"); });
    return tx.all(std::string("SELECT id, source, year, ceiling_ore, committed_ore FROM commitment_authorisation"
                              " WHERE source = ? ORDER BY year") + lock, {source.value_or("")}, to_authorisation);
}

// Paid and released money only leaves: one statement for each year it leaves, whichever authorisations there are.
void lower_rooms(Transaction& tx, Id<Fund> fund, const std::map<int, Money>& by_year) {
    for (const auto& [year, change] : by_year) {
        tx.execute("UPDATE commitment_authorisation SET committed_ore = committed_ore - ?"
                   " WHERE source = (SELECT source FROM fund WHERE id = ?) AND year < ?", {-change, fund, year});
    }
}

void move_rooms(Transaction& tx, Id<Fund> fund, const std::map<int, Money>& by_year, int booked) {
    for (const auto& room : rooms_of(tx, fund, " FOR UPDATE")) {
        const auto more = change_after(by_year, room.year);
        if (more.zero()) continue;
        if (more.negative() || room.year < booked) {
            tx.execute("UPDATE commitment_authorisation SET committed_ore = committed_ore + ? WHERE id = ?", {more, room.id});
        } else if (tx.execute("UPDATE commitment_authorisation SET committed_ore = committed_ore + ? WHERE id = ?"
                              " AND committed_ore + ? <= ceiling_ore", {more, room.id, more}) != 1) {
            const auto left = room.left().negative() ? Money() : room.left();
            throw Error(ErrorKind::invalid, {Problem{"", "authorisation.not_enough",
                                                     {std::to_string(room.year), left.swedish(), more.swedish()}}});
        }
    }
}

void keep_commitment(Transaction& tx, Id<Case> id, Id<Fund> fund, const PaymentPlan& before, const PaymentPlan& now, Date day) {
    const auto by_year = changes(before, now);
    bool more = false;
    for (const auto& [year, change] : by_year) {
        more = more || !change.negative();
        Money amount;
        for (const auto& due : now) {
            if (due.year == year) amount = due.amount;
        }
        if (amount.zero()) {
            tx.execute("DELETE FROM case_commitment WHERE case_id = ? AND due_year = ?", {id, year});
        } else {
            tx.execute("INSERT INTO case_commitment (case_id, due_year, fund_id, amount_ore) VALUES (?, ?, ?, ?)"
                       " ON DUPLICATE KEY UPDATE fund_id = VALUES(fund_id), amount_ore = VALUES(amount_ore)",
                       {id, year, fund, amount});
        }
    }
    if (more) move_rooms(tx, fund, by_year, day.year());
    else lower_rooms(tx, fund, by_year);
}

}  // namespace

void insert_plan(Transaction& tx, Id<Case> id, Id<Decision> decision, Date decided_on, const PaymentPlan& plan) {
    for (const auto& due : plan) {
        tx.execute("INSERT INTO payment_plan (case_id, decision_id, decided_on, due_year, amount_ore) VALUES (?, ?, ?, ?, ?)",
                   {id, decision, decided_on, due.year, due.amount});
    }
}

PaymentPlan plan_in_force(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT due_year, amount_ore FROM payment_plan WHERE case_id = ? AND decision_id ="
                  " (SELECT MAX(decision_id) FROM payment_plan WHERE case_id = ?) ORDER BY due_year", {id, id}, to_due);
}

PaymentPlan commitment_of_case(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT due_year, amount_ore FROM case_commitment WHERE case_id = ? ORDER BY due_year", {id}, to_due);
}

void follow_commitment(Transaction& tx, const LedgerEntry& entry) {
    const auto before = [&] { return commitment_of_case(tx, *entry.subject); };
    switch (entry.movement) {
        case Movement::grant:
        case Movement::correction:
            return follow_plan(tx, *entry.subject, entry.fund, entry.booked_on);
        case Movement::payment: {
            const auto was = before();
            return keep_commitment(tx, *entry.subject, entry.fund, was,
                                   left_of(was, sum_of(was), entry.amount, Money(), entry.booked_on.year()), entry.booked_on);
        }
        case Movement::release: {
            const auto was = before();
            return keep_commitment(tx, *entry.subject, entry.fund, was,
                                   left_of(was, sum_of(was), Money(), entry.amount, entry.booked_on.year()), entry.booked_on);
        }
        default:
            return;
    }
}

void follow_plan(Transaction& tx, Id<Case> id, Id<Fund> fund, Date day) {
    keep_commitment(tx, id, fund, commitment_of_case(tx, id), replanned(tx, id, day.year()), day);
}

Problems authorisation_problems(Transaction& tx, Id<Fund> fund, const PaymentPlan& plan, const PaymentPlan& instead, Date day,
                                std::string_view field) {
    const auto by_year = changes(instead, plan);
    for (const auto& room : rooms_of(tx, fund, "")) {
        const auto more = change_after(by_year, room.year);
        if (room.year < day.year() || more.zero() || more.negative() || more <= room.left()) continue;
        const auto left = room.left().negative() ? Money() : room.left();
        return {{std::string(field), "authorisation.not_enough", {std::to_string(room.year), left.swedish(), more.swedish()}}};
    }
    return {};
}

Authorisation put_authorisation(Transaction& tx, const std::string& source, int year, Money ceiling) {
    tx.execute("UPDATE fund_balance b JOIN fund f ON f.id = b.fund_id SET b.version = b.version + 1 WHERE f.source = ?", {source});
    if (!find_authorisation(tx, source, year)) {
        const auto committed = tx.number("SELECT CAST(COALESCE(SUM(c.amount_ore), 0) AS SIGNED) AS committed FROM case_commitment c"
                                         " JOIN fund f ON f.id = c.fund_id WHERE f.source = ? AND c.due_year > ?", {source, year});
        tx.execute("INSERT INTO commitment_authorisation (source, year, ceiling_ore, committed_ore) VALUES (?, ?, ?, ?)",
                   {source, year, ceiling, committed});
    } else {
        tx.execute("UPDATE commitment_authorisation SET ceiling_ore = ? WHERE source = ? AND year = ?", {ceiling, source, year});
    }
    return find_authorisation(tx, source, year).value();
}

std::optional<Authorisation> find_authorisation(Transaction& tx, const std::string& source, int year) {
    return tx.one("SELECT id, source, year, ceiling_ore, committed_ore FROM commitment_authorisation WHERE source = ? AND year = ?",
                  {source, year}, to_authorisation);
}

std::vector<Authorisation> list_authorisations(Transaction& tx) {
    return tx.all("SELECT id, source, year, ceiling_ore, committed_ore FROM commitment_authorisation ORDER BY year DESC, source", {},
                  to_authorisation);
}

Commitments commitments_on(Transaction& tx, const std::string& source, Date day) {
    struct OfCase {
        Id<Case> id;
        CaseSums sums;
        PaymentPlan plan;
    } now;
    std::map<int, MaturingYear> years;
    const auto count = [&] {
        if (!now.id.valid()) return;
        const auto& [granted, paid, released] = now.sums;
        for (const auto& due : left_of(now.plan, granted, paid, released, day.year())) {
            auto& year = years[due.year];
            year.year = due.year;
            ++year.cases;
            year.amount += due.amount;
        }
    };
    // Only cases in which something is left now, or something was booked since.
    tx.each("SELECT s.case_id, s.granted_ore, s.paid_ore, s.released_ore, p.due_year, p.amount_ore FROM"
            " (SELECT e.case_id, SUM(CASE e.kind WHEN 'grant' THEN e.amount_ore WHEN 'correction' THEN -e.amount_ore ELSE 0 END)"
            " AS granted_ore, SUM(IF(e.kind = 'payment', e.amount_ore, 0)) AS paid_ore,"
            " SUM(IF(e.kind = 'release', e.amount_ore, 0)) AS released_ore FROM ledger_entry e JOIN fund f ON f.id = e.fund_id"
            " JOIN (SELECT case_id FROM case_commitment UNION SELECT case_id FROM ledger_entry WHERE booked_on > ? AND case_id IS NOT NULL) k"
            " ON k.case_id = e.case_id WHERE f.source = ? AND e.booked_on <= ? AND e.kind IN ('grant', 'correction', 'payment',"
            " 'release') GROUP BY e.case_id HAVING granted_ore > paid_ore + released_ore) s"
            " LEFT JOIN payment_plan p ON p.case_id = s.case_id AND p.decision_id = (SELECT MAX(q.decision_id) FROM payment_plan q"
            " WHERE q.case_id = s.case_id AND q.decided_on <= ?) ORDER BY s.case_id, p.due_year",
            {day, source, day, day}, [&](const Row& row) {
        const auto id = row.id<Case>("case_id");
        if (id != now.id) {
            count();
            now = {id, {row.money("granted_ore"), row.money("paid_ore"), row.money("released_ore")}, {}};
        }
        if (!row.null("due_year")) now.plan.push_back(to_due(row));
    });
    count();
    Commitments found{day, {}};
    for (const auto& [year, one] : years) found.years.push_back(one);
    return found;
}

std::optional<Money> ceiling_on(Transaction& tx, const std::string& source, int year, Date day) {
    return tx.one("SELECT d.amount_ore FROM fund_decision d JOIN commitment_authorisation a ON a.id = d.authorisation_id"
                  " WHERE a.source = ? AND a.year = ? AND d.decided_on <= ? ORDER BY d.decided_on DESC, d.id DESC LIMIT 1",
                  {source, year, day}, [](const Row& row) { return row.money("amount_ore"); });
}

std::vector<std::string> faults_of_commitments(Transaction& tx) {
    std::vector<std::string> faults;
    tx.each("SELECT a.source, a.year FROM commitment_authorisation a WHERE a.committed_ore <> (SELECT COALESCE(SUM(c.amount_ore), 0)"
            " FROM case_commitment c JOIN fund f ON f.id = c.fund_id WHERE f.source = a.source AND c.due_year > a.year)"
            " OR a.ceiling_ore <> (SELECT d.amount_ore FROM fund_decision d WHERE d.authorisation_id = a.id"
            " ORDER BY d.decided_on DESC, d.id DESC LIMIT 1)", {}, [&](const Row& row) {
        faults.push_back("authorisation " + row.text("source") + " " + std::to_string(row.integer("year")) +
                         ": it is not the sum of what is committed, or not as decided");
    });
    tx.each("SELECT s.diary_number FROM aid_case s LEFT JOIN (SELECT case_id, SUM(amount_ore) AS left_ore FROM case_commitment"
            " GROUP BY case_id) c ON c.case_id = s.id WHERE s.granted_ore - s.paid_ore - s.released_ore <> COALESCE(c.left_ore, 0)", {},
            [&](const Row& row) { faults.push_back(row.text("diary_number") + ": its payment plan is not what is left to pay"); });
    return faults;
}

}  // namespace bygd
