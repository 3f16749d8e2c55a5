// budget_bench FOLDER SOURCE [FUNDS] [ROWS]: postings to the ledger a second, each with its commit, beside a bare insert and commit of the
// same row; and the pages of the budget over FUNDS funds (1 000) and ROWS rows of the ledger (10 000 000). Goals of issue 5: at least
// 0.5, and under 50 ms a page. The folder is made anew.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/fund_store.hpp"
#include "database/migrate.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"

using namespace bygd;
namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int cases = 20'000, first_year = 2018, years = 9;
const Date day(2026, 11, 23);
const Instant now = start_of_stockholm_day(day) + std::chrono::hours(9);

double since(Steady::time_point begun) { return std::chrono::duration<double>(Steady::now() - begun).count(); }

// Funds of nine years, and rows spread over them, over the cases and over the days of the funds' years; balances and years are
// their sums.
void fill(Database& tables, int funds, std::int64_t rows) {
    const auto say = [&](const std::string& sql) { tables.transact([&](Transaction& tx) { tx.execute(sql); }); };
    const auto many = std::to_string(funds);
    say("INSERT INTO fund (id, code, name, year, source) SELECT seq, CONCAT('B-', seq), CONCAT('Bench ', seq), " +
        std::to_string(first_year) + " + MOD(seq, " + std::to_string(years) + "), ELT(1 + MOD(seq, 3), 'state_1_1', 'national_pot', 'own') FROM seq_1_to_" + many);
    say("INSERT INTO organisation (id, number, name, kind, city, created_at) VALUES (1, '5560000001', 'Handel', 'limited_company', 'Lima', '2026-01-01')");
    say("INSERT INTO aid_case (id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage,"
        " organisation_id, municipality_code, fund_id, received_on, sought_ore, application, changed_at)"
        " SELECT seq, CONCAT('RUN 2026/', seq), 'Bench', 'service_grant', 2, '2024:1243', 'service_grant', 2, 'granted', 'decided', 1, '2023',"
        " 1 + MOD(seq, " + many + "), '2026-01-02', 10000000, '{}', '2026-01-02' FROM seq_1_to_" + std::to_string(cases));
    constexpr std::int64_t step = 250'000;
    for (std::int64_t at = 1; at <= rows; at += step) {
        const auto last = std::min(rows, at + step - 1);
        say("INSERT INTO ledger_entry (fund_id, case_id, kind, debit, credit, amount_ore, booked_on, made_at, text)"
            " SELECT 1 + MOD(seq, " + many + "), IF(MOD(seq, 4) = 0, NULL, 1 + MOD(seq, " + std::to_string(cases) + ")),"
            " ELT(1 + MOD(seq, 4), 'allocation', 'reservation', 'grant', 'payment'), ELT(1 + MOD(seq, 4), 'free', 'reserved', 'granted', 'paid'),"
            " ELT(1 + MOD(seq, 4), 'allotment', 'free', 'reserved', 'granted'), 100, DATE_ADD('" + std::to_string(first_year) +
            "-01-01', INTERVAL MOD(seq, " + std::to_string(years * 365 - 60) + ") DAY), '2026-01-02', '' FROM seq_" + std::to_string(at) + "_to_" + std::to_string(last));
    }
    say("INSERT INTO fund_balance (fund_id, allocated_ore) SELECT id, 100000000000 FROM fund");
    say("INSERT INTO fund_year (fund_id, year, granted_ore, paid_ore, released_ore) SELECT fund_id, YEAR(booked_on),"
        " SUM(IF(kind = 'grant', amount_ore, 0)), SUM(IF(kind = 'payment', amount_ore, 0)), 0 FROM ledger_entry GROUP BY fund_id, YEAR(booked_on)");
    say("INSERT INTO case_commitment (case_id, due_year, fund_id, amount_ore) SELECT id, 2026 + MOD(id, 4), fund_id, 10000 FROM aid_case WHERE MOD(id, 4) = 0");
    say("INSERT INTO commitment_authorisation (source, year, ceiling_ore, committed_ore) SELECT f.source, 2026, 1000000000000, SUM(c.amount_ore)"
        " FROM case_commitment c JOIN fund f ON f.id = c.fund_id WHERE c.due_year > 2026 GROUP BY f.source");
    for (const auto* table : {"fund", "fund_balance", "fund_year", "ledger_entry", "aid_case", "case_commitment"}) {
        tables.look_up([&](Transaction& tx) { tx.each("ANALYZE TABLE " + std::string(table), {}, [](const Row&) {}); });
    }
}

LedgerEntry posting(Movement movement, int number) {
    LedgerEntry entry;
    entry.fund = Id<Fund>(1 + number % 7);
    entry.subject = Id<Case>(1 + number % cases);
    entry.movement = movement;
    entry.amount = Money::kronor(1);
    entry.booked_on = day;
    entry.made_at = now;
    entry.text = "Bench";
    return entry;
}

template <typename Post>
double per_second(int threads, Post post) {
    constexpr int each = 300;
    const auto begun = Steady::now();
    std::vector<std::thread> people;
    for (int person = 0; person < threads; ++person) {
        people.emplace_back([&, person] {
            for (int i = 0; i < each; ++i) post(person * each + i);
        });
    }
    for (auto& person : people) person.join();
    return threads * each / since(begun);
}

void measure_postings(Database& database) {
    const auto bare = [&](int number) {
        const auto entry = posting(Movement::reservation, number);
        database.transact([&](Transaction& tx) {
            tx.execute("INSERT INTO ledger_entry (fund_id, case_id, kind, debit, credit, amount_ore, booked_on, made_at, text)"
                       " VALUES (?, ?, 'allocation', 'allotment', 'free', ?, ?, ?, ?)",
                       {entry.fund, entry.subject, entry.amount, entry.booked_on, entry.made_at, entry.text});
        });
    };
    const auto whole = [&](Movement movement) {
        return [&database, movement](int number) {
            database.transact([&](Transaction& tx) { move_money(tx, posting(movement, number)); });
        };
    };
    for (const int threads : {1, 8}) {
        per_second(threads, bare);       // warm
        const auto alone = per_second(threads, bare);
        const auto reserved = per_second(threads, whole(Movement::reservation));
        const auto granted = per_second(threads, whole(Movement::grant));
        const auto paid = per_second(threads, whole(Movement::payment));
        std::printf("%d at once: bare insert and commit %.0f/s; reservation %.0f/s (%.2f), grant %.0f/s (%.2f), payment %.0f/s (%.2f; goal at least 0.5)\n",
                    threads, alone, reserved, reserved / alone, granted, granted / alone, paid, paid / alone);
    }
}

template <typename Read>
void time_page(const char* what, Database& database, Read read) {
    constexpr int times = 20;
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const auto begun = Steady::now();
        database.read([&](Transaction& tx) { read(tx); });
        taken.push_back(since(begun) * 1000);
    }
    std::sort(taken.begin(), taken.end());
    std::printf("%-52s median %7.1f ms, worst %7.1f ms (goal under 50)\n", what, taken[times / 2], taken.back());
}

void measure_pages(Database& database) {
    time_page("balances of every fund of every year", database, [](Transaction& tx) {
        list_funds(tx, std::nullopt);
        fund_years(tx);
    });
    time_page("the budget page: a year with its flow", database, [](Transaction& tx) {
        fund_years(tx);
        list_funds(tx, 2026);
        booked_since(tx, 2026);
    });
    time_page("one fund: its balance and newest bookings", database, [](Transaction& tx) {
        find_fund(tx, "B-500");
        balance_of(tx, Id<Fund>(500));
        ledger_lines(tx, Id<Fund>(500), {}, 51);
        decisions_of_fund(tx, Id<Fund>(500), {}, 51);
    });
    time_page("an older page of one fund's bookings", database,
              [](Transaction& tx) { ledger_lines(tx, Id<Fund>(500), std::int64_t{1'000'000}, 51); });
    time_page("authorisations and what is committed of them", database, [](Transaction& tx) { list_authorisations(tx); });
}

int run(const fs::path& folder, const fs::path& source, int funds, std::int64_t rows) {
    log::set_quiet(true);
    fs::remove_all(folder);
    PrivateServer server({.data_folder = folder, .buffer_pool_bytes = 1024u << 20});
    const auto owner = DatabaseUrl::parse(server.owner_url()), application = DatabaseUrl::parse(server.application_url());
    migrate(owner, application, source / "schemas/migrations");
    Database tables(owner, 1), database(application, 16);
    const auto begun = Steady::now();
    fill(tables, funds, rows);
    std::printf("%d funds and %lld rows of the ledger made in %.0f s\n", funds, static_cast<long long>(rows), since(begun));
    measure_postings(database);
    measure_pages(database);
    fs::remove_all(folder);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3 || count > 5) {
        std::fprintf(stderr, "budget_bench FOLDER SOURCE [FUNDS] [ROWS]\n");
        return 2;
    }
    try {
        return run(arguments[1], arguments[2], count > 3 ? std::max(std::atoi(arguments[3]), 500) : 1'000,
                   count > 4 ? std::max(std::atoll(arguments[4]), 1'000LL) : 10'000'000LL);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "budget_bench: %s\n", error.what());
        return 1;
    }
}
