// de_minimis_bench FOLDER SOURCE: positions in aid of minor importance against a ledger of 100 000 grants to 20 000
// companies, a tenth of them in groups of three: in memory on one core, and read from the database with the number of
// statements each. Goals of issue 3: 5 000 a second in memory, under 3 statements each. The folder is made anew.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>

#include "aid/de_minimis_store.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/log.hpp"
#include "database/migrate.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"
#include "documents/letter.hpp"
#include "pages/house.hpp"

using namespace bygd;
namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int companies = 20'000, grants = 100'000, asked = 5'000;
constexpr int grouped = 666 * 30;  // the companies of the thirties that hold a group
const Date day(2026, 11, 23);

void fill(Database& tables) {
    const auto say = [&](const std::string& sql) { tables.transact([&](Transaction& tx) { tx.execute(sql); }); };
    say("INSERT INTO organisation (id, number, name, kind, created_at) SELECT seq, LPAD(seq, 10, '0'),"
        " CONCAT('Handel ', seq), 'limited_company', '2024-01-01' FROM seq_1_to_20000");
    say("INSERT INTO exchange_rate (rate_day, sequence, rate_millionths, source, entered_by_name, entered_at)"
        " SELECT '2023-01-01' + INTERVAL seq DAY, 1, 11000000 + seq, 'bench', 'bench', '2024-01-01' FROM "
        "seq_1_to_1422");
    say("INSERT INTO de_minimis_grant (organisation_id, ledger, regulation, source, granted_on, granter, eur_cents, "
        "made_by_name,"
        " made_at) SELECT 1 + seq % 20000, IF(seq % 5 = 0, 'sgei', 'general'), '2023/2831', 'declared',"
        " '2022-01-01' + INTERVAL (seq * 7) % 1780 DAY, 'bench', 100000 + seq % 900000, 'bench', '2024-01-01'"
        " FROM seq_1_to_100000");
    // Of every thirty companies one owns two others.
    for (const auto* step : {"1", "2"}) {
        say(std::string(
                "INSERT INTO organisation_link (owner_id, owned_id, ground, share_bp, valid_from, source, made_by_name,"
                " made_at) SELECT seq * 30, seq * 30 + ") +
            step + ", 'votes', 6000, '2020-01-01', 'bench', 'bench', '2024-01-01' FROM seq_1_to_666");
    }
    for (const auto* table : {"organisation", "exchange_rate", "de_minimis_grant", "organisation_link"}) {
        tables.look_up([&](Transaction& tx) { tx.each("ANALYZE TABLE " + std::string(table), {}, [](const Row&) {}); });
    }
}

double per_second(int times, Steady::time_point begun) {
    return times / std::chrono::duration<double>(Steady::now() - begun).count();
}

void in_memory(Database& database, const Services& services) {
    std::map<Id<Organisation>, DeMinimisGround> grounds;
    database.read([&](Transaction& tx) {
        for (int i = 0; i < asked; ++i) {
            const Id<Organisation> id(1 + i * 4);
            grounds.emplace(id, de_minimis_ground(tx, id, AidLedger::general, day));
        }
    });
    const auto& regulation = services.de_minimis.on(AidLedger::general, day);
    int times = 0, fitting = 0;
    const auto begun = Steady::now();
    while (Steady::now() - begun < std::chrono::seconds(2)) {
        for (const auto& [id, ground] : grounds) {
            const auto found =
                outlook_of(position_on(ground, regulation, day), day, Money::kronor(350'000), ground.rate, 10);
            fitting += found.fits;
            ++times;
        }
    }
    std::printf("positions in memory, one core: %.0f/s (goal at least 5000/s), %d%% fit\n", per_second(times, begun),
                100 * fitting / times);
}

std::int64_t executed(Transaction& tx) {
    const auto text =
        tx.one("SHOW SESSION STATUS LIKE 'Com_stmt_execute'", {}, [](const Row& row) { return row.text("Value"); });
    return std::stoll(text.value());
}

void from_database(Database& database, const Services& services, const char* what, int first, int step) {
    std::int64_t statements = 0;
    const auto begun = Steady::now();
    int times = 0;
    for (int i = 0; i < asked / 2; ++i) {
        const Id<Organisation> id(1 + (first + i * step - 1) % grouped);
        database.read([&](Transaction& tx) {
            de_minimis_outlook(tx, services, id, "investment_support", day, Money::kronor(350'000));
        });
        ++times;
    }
    const auto rate = per_second(times, begun);
    database.look_up([&](Transaction& tx) {
        const auto before = executed(tx);
        for (int i = 0; i < 100; ++i) {
            const Id<Organisation> id(1 + (first + i * step - 1) % grouped);
            de_minimis_outlook(tx, services, id, "investment_support", day, Money::kronor(350'000));
        }
        statements = executed(tx) - before - 1;
    });
    std::printf("positions from the database, %s: %.0f/s, %.2f statements each\n", what, rate,
                static_cast<double>(statements) / 100);
}

int run(const fs::path& folder, const fs::path& source) {
    log::set_quiet(true);
    fs::remove_all(folder);
    PrivateServer server(
        {.data_folder = folder, .buffer_pool_bytes = 256u << 20, .more = {"--innodb-flush-method=nosync"}});
    const auto owner = DatabaseUrl::parse(server.owner_url()),
               application = DatabaseUrl::parse(server.application_url());
    migrate(owner, application, source / "schemas/migrations");
    Database tables(owner, 1), database(application, 1);
    fill(tables);
    std::printf("a ledger of %d grants to %d companies\n", grants, companies);
    const SystemClock clock;
    const HtmlLetterMaker letters;
    const House house(source, database, clock, letters);
    in_memory(database, house.services());
    from_database(database, house.services(), "a company on its own (goal under 3)", 4, 7 * 30);
    from_database(database, house.services(), "a company of a group of three", 30, 30);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "de_minimis_bench FOLDER SOURCE\n");
        return 2;
    }
    try {
        return run(arguments[1], arguments[2]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "de_minimis_bench: %s\n", error.what());
        return 1;
    }
}
