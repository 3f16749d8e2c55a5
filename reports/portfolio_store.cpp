#include "reports/portfolio_store.hpp"

#include <algorithm>

#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "cases/task_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

struct Year {
    Date first, after;
};

std::vector<PlaceFigures> read_places(Transaction& tx, const std::string& county, const Year& year) {
    std::vector<PlaceFigures> places;
    for (const auto& municipality : municipalities(tx, county)) places.push_back({municipality.code, municipality.name});
    // A case of another county, from before the county was checked, stands in no row.
    const auto add = [&](std::string_view sql, const Values& values, auto put) {
        tx.each(sql, values, [&](const Row& row) {
            const auto code = row.text("code");
            const auto found = std::find_if(places.begin(), places.end(), [&](const auto& place) { return place.code == code; });
            if (found != places.end()) put(*found, row);
        });
    };
    // Over nearly all cases the order of an index by kommun costs a look-up a case: ten times the reading of the whole.
    add("SELECT municipality_code AS code, COUNT(*) AS cases FROM aid_case IGNORE INDEX FOR GROUP BY (municipality_id)"
        " WHERE received_on >= ? AND received_on < ? GROUP BY municipality_code", {year.first, year.after},
        [](PlaceFigures& place, const Row& row) { place.received = row.integer("cases"); });
    add("SELECT c.municipality_code AS code, COUNT(DISTINCT IF(l.kind = 'grant', l.case_id, NULL)) AS cases,"
        " COUNT(DISTINCT IF(l.kind = 'grant', c.outlet_id, NULL)) AS outlets,"
        " SUM(CASE l.kind WHEN 'grant' THEN l.amount_ore WHEN 'correction' THEN -l.amount_ore ELSE 0 END) AS granted_ore,"
        " SUM(IF(l.kind = 'payment', l.amount_ore, 0)) AS paid_ore FROM ledger_entry l JOIN aid_case c ON c.id = l.case_id"
        " WHERE l.booked_on >= ? AND l.booked_on < ? AND l.kind IN ('grant', 'correction', 'payment') GROUP BY c.municipality_code",
        {year.first, year.after}, [](PlaceFigures& place, const Row& row) {
            place.granted = row.integer("cases");
            place.supported = row.integer("outlets");
            place.granted_amount = row.money("granted_ore");
            place.paid = row.money("paid_ore");
        });
    add("SELECT municipality_code AS code, SUM(granted_ore - paid_ore - released_ore) AS left_ore FROM aid_case"
        " IGNORE INDEX FOR GROUP BY (municipality_id) WHERE granted_ore > paid_ore + released_ore GROUP BY municipality_code", {},
        [](PlaceFigures& place, const Row& row) { place.outstanding = row.money("left_ore"); });
    add("SELECT municipality_code AS code, COUNT(*) AS outlets FROM outlet WHERE closed_on IS NULL AND merged_into IS NULL GROUP BY municipality_code", {},
        [](PlaceFigures& place, const Row& row) { place.outlets = row.integer("outlets"); });
    return places;
}

std::vector<DayCount> read_days(Transaction& tx, const Year& year) {
    std::vector<DayCount> days;
    const auto read = [&](const char* step, std::string_view sql) {
        tx.each(sql, {year.first, year.after}, [&](const Row& row) {
            days.push_back({row.text("form"), step, static_cast<int>(row.integer("days")), row.integer("cases")});
        });
    };
    read("decision", "SELECT form, DATEDIFF(decided_on, received_on) AS days, COUNT(*) AS cases FROM aid_case"
                     " WHERE decided_on >= ? AND decided_on < ? GROUP BY form, days");
    read("payment", "SELECT c.form, DATEDIFF(p.first_on, c.decided_on) AS days, COUNT(*) AS cases FROM"
                    " (SELECT case_id, MIN(booked_on) AS first_on FROM payment WHERE state = 'paid' GROUP BY case_id) p"
                    " JOIN aid_case c ON c.id = p.case_id WHERE p.first_on >= ? AND p.first_on < ? GROUP BY c.form, days");
    read("claim", "SELECT c.form, DATEDIFF(p.booked_on, m.received_on) AS days, COUNT(*) AS cases FROM payment p"
                  " JOIN claim m ON m.id = p.claim_id JOIN aid_case c ON c.id = p.case_id"
                  " WHERE p.state = 'paid' AND p.booked_on >= ? AND p.booked_on < ? GROUP BY c.form, days");
    return days;
}

// What is left of each payment plan, as the work queue filters by it (case_list_store).
std::vector<MaturityYear> read_maturities(Transaction& tx) {
    return tx.all("SELECT due_year AS year, COUNT(*) AS cases, SUM(amount_ore) AS left_ore FROM case_commitment"
                  " GROUP BY due_year ORDER BY due_year", {},
                  [](const Row& row) {
                      return MaturityYear{static_cast<int>(row.integer("year")), row.integer("cases"), row.money("left_ore")};
                  });
}

AgedAmount to_aged(const Row& row) { return {static_cast<int>(row.integer("months")), row.money("amount_ore")}; }

PaymentHistory read_history(Transaction& tx) {
    PaymentHistory history;
    history.paid = tx.all("SELECT TIMESTAMPDIFF(MONTH, c.decided_on, p.booked_on) AS months, SUM(p.amount_ore) AS amount_ore"
                          " FROM payment p JOIN aid_case c ON c.id = p.case_id WHERE p.state = 'paid' AND c.stage = 'closed'"
                          " GROUP BY months ORDER BY months", {}, to_aged);
    tx.each("SELECT COALESCE(SUM(granted_ore), 0) AS granted_ore, COALESCE(SUM(released_ore), 0) AS released_ore FROM aid_case"
            " WHERE stage = 'closed' AND granted_ore > 0", {}, [&](const Row& row) {
                history.granted = row.money("granted_ore");
                history.released = row.money("released_ore");
            });
    return history;
}

std::vector<AgedAmount> read_outstanding(Transaction& tx, Date today) {
    return tx.all("SELECT TIMESTAMPDIFF(MONTH, decided_on, ?) AS months, SUM(granted_ore - paid_ore - released_ore) AS amount_ore"
                  " FROM aid_case WHERE granted_ore > paid_ore + released_ore AND decided_on IS NOT NULL"
                  " GROUP BY months ORDER BY months", {today}, to_aged);
}

Deadlines read_deadlines(Transaction& tx, const Year& year, int months, Date today) {
    Deadlines deadlines;
    deadlines.demand_months = months;
    const auto count = [&](std::string_view sql, const Values& values) { return tx.number(sql, values); };
    deadlines.open_too_long = count("SELECT COUNT(*) FROM aid_case WHERE stage = 'open' AND received_on <= ?", {today.plus_months(-months)});
    deadlines.decided_too_late = count("SELECT COUNT(*) FROM aid_case WHERE decided_on >= ? AND decided_on < ?"
                                       " AND decided_on > DATE_ADD(received_on, INTERVAL ? MONTH)", {year.first, year.after, months});
    deadlines.requests_late = count("SELECT COUNT(*) FROM case_request WHERE status = 'open' AND due_on < ?", {today});
    TaskFilter late;
    late.today = today;
    deadlines.tasks_late = count_tasks(tx, late).late;
    return deadlines;
}

}  // namespace

Portfolio read_portfolio(Transaction& tx, const Services& services, int number) {
    const Year year{Date(number, 1, 1), Date(number + 1, 1, 1)};
    Portfolio portfolio;
    portfolio.year = number;
    portfolio.today = services.clock.today();
    portfolio.places = read_places(tx, services.region.county, year);
    portfolio.times = step_times(read_days(tx, year));
    portfolio.maturities = read_maturities(tx);
    // Of all sources together; until one is decided on, the parameter says it.
    const auto decided = tx.one("SELECT SUM(ceiling_ore) AS ceiling_ore FROM commitment_authorisation WHERE year = ? HAVING COUNT(*) > 0",
                                {number}, [](const Row& row) { return row.money("ceiling_ore"); });
    if (decided) {
        portfolio.authorisation = *decided;
    } else if (const auto* ceiling = services.parameters.find("commitment_authorisation", Date(number, 12, 31))) {
        portfolio.authorisation = Money::of_minor(ceiling->value);
    }
    portfolio.forecast = forecast_of(read_outstanding(tx, portfolio.today), read_history(tx), portfolio.today);
    const auto months = static_cast<int>(services.parameters.number("decision_demand_months", portfolio.today));
    portfolio.deadlines = read_deadlines(tx, year, months, portfolio.today);
    return portfolio;
}

}  // namespace bygd
