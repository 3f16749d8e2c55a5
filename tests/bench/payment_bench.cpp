// payment_bench FOLDER SOURCE: 10 000 attested payments into a run and its file, and the bank's 10 000 booked entries in again, each in
// a transaction of its own with its step, its ledger row and its events. Goals of issue 5: 5 s and 10 s. The folder is made anew.
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/log.hpp"
#include "base/working_days.hpp"
#include "database/migrate.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"
#include "documents/letter.hpp"
#include "pages/house.hpp"
#include "payouts/bank_answer_actions.hpp"
#include "payouts/payment_run_actions.hpp"
#include "people/user_actions.hpp"
#include "tests/bank_files.hpp"

using namespace bygd;
namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int payments = 10'000;
const Date day(2026, 11, 23);

Actor add_person(Database& database, const Clock& clock, const std::string& name, Role role) {
    AddUser command;
    command.user.username = command.user.display_name = name;
    command.user.roles = {role};
    command.password = "en lång mening om Malung";
    command.password_is_theirs = true;
    return actor_of(add_user(database, clock, system_actor(), command));
}

// As many cases as payments, each granted, with its payment attested and nothing else.
void fill(Database& tables, Id<User> officer, Id<User> finance) {
    const auto many = std::to_string(payments), seq = "seq_1_to_" + many;
    const auto who = std::to_string(officer.value()), attester = std::to_string(finance.value());
    const auto say = [&](const std::string& sql) { tables.transact([&](Transaction& tx) { tx.execute(sql); }); };
    say("INSERT INTO fund (id, code, name, year, source) VALUES (1, 'B', 'Bench', 2026, 'state_1_1')");
    say("INSERT INTO fund_balance (fund_id, allocated_ore, granted_ore) VALUES (1, " + many + " * 10000000, " + many + " * 10000000)");
    say("INSERT INTO organisation (id, number, name, kind, city, payee_kind, payee_number, created_at)"
        " SELECT seq, LPAD(seq, 10, '0'), CONCAT('Handel ', seq), 'limited_company', 'Lima', 'bankgiro', '50501055', '2026-01-01' FROM " + seq);
    say("INSERT INTO aid_case (id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage,"
        " organisation_id, municipality_code, officer_id, fund_id, received_on, sought_ore, granted_ore, application, changed_at)"
        " SELECT seq, CONCAT('RUN 2026/', seq), 'Bench', 'service_grant', 2, '2024:1243', 'service_grant', 2, 'granted', 'decided', seq, '2023', " + who +
        ", 1, '2026-01-02', 10000000, 10000000, '{}', '2026-01-02' FROM " + seq);
    say("INSERT INTO proceeding (id, case_id, sequence, kind, workflow, workflow_version, state, stage, opened_on, data)"
        " SELECT seq, seq, 1, 'claim', 'direct_payment', 2, 'to_pay', 'open', '2026-11-01', '{}' FROM " + seq);
    say("INSERT INTO claim (id, case_id, proceeding_id, sequence, kind, final, state, claimed_ore, approved_ore, payable_ore, calculation,"
        " received_on, prepared_by) SELECT seq, seq, seq, 1, 'direct', TRUE, 'approved', 10000000, 10000000, 10000000, '{}', '2026-11-01', " + who +
        " FROM " + seq);
    say("INSERT INTO payment (id, case_id, claim_id, end_to_end_id, amount_ore, payee_kind, payee_number, state, prepared_by, attested_by,"
        " attested_at) SELECT seq, seq, seq, CONCAT('U2026-', LPAD(seq, 6, '0')), 10000000, 'bankgiro', '50501055', 'attested', " + who + ", " +
        attester + ", '2026-11-20' FROM " + seq);
    for (const auto* table : {"organisation", "aid_case", "proceeding", "claim", "payment"}) {
        tables.look_up([&](Transaction& tx) { tx.each("ANALYZE TABLE " + std::string(table), {}, [](const Row&) {}); });
    }
}

double since(Steady::time_point begun) { return std::chrono::duration<double>(Steady::now() - begun).count(); }

int run(const fs::path& folder, const fs::path& source) {
    log::set_quiet(true);
    fs::remove_all(folder);
    PrivateServer server({.data_folder = folder, .buffer_pool_bytes = 256u << 20});
    const auto owner = DatabaseUrl::parse(server.owner_url()), application = DatabaseUrl::parse(server.application_url());
    migrate(owner, application, source / "schemas/migrations");
    Database tables(owner, 1), database(application, 16);
    SetClock clock(start_of_stockholm_day(day) + std::chrono::hours(16));
    const auto eva = add_person(database, clock, "eva", Role::finance), filip = add_person(database, clock, "filip", Role::finance);
    const auto anna = add_person(database, clock, "anna", Role::officer);
    fill(tables, anna.id, eva.id);
    const HtmlLetterMaker letters;
    const House house(source, database, clock, letters);
    const auto banks = BankProfiles::load(source / "schemas" / "bank");
    auto begun = Steady::now();
    const auto made = make_run(house.services(), banks, eva, {{}, true, day.iso(), ""});
    std::printf("%d payments collected: %.2f s\n", made.payments, since(begun));
    begun = Steady::now();
    const auto released = release_run(house.services(), banks, filip, made.number, made.version);
    const auto file = fetch_run_file(house.services(), filip, made.number, released.version);
    std::printf("%d payments to a file of %zu bytes, told in each diary: %.2f s (goal under 5)\n", made.payments, file.bytes.size(), since(begun));
    std::string entries;
    for (int i = 1; i <= payments; ++i) {
        char id[32];
        std::snprintf(id, sizeof id, "U2026-%06d", i);
        entries += booked(id, "100000.00", "B" + std::to_string(i), day.iso());
    }
    const auto answer = camt_054("M1", entries);
    begun = Steady::now();
    const auto done = import_bank_answer(house.services(), eva, "camt.xml", answer, false);
    std::printf("%d entries of camt.054 in, %d paid: %.2f s (goal under 10)\n", done.entries, done.counts.at("paid"), since(begun));
    begun = Steady::now();
    const auto again = import_bank_answer(house.services(), eva, "camt.xml", answer, false);
    std::printf("the same again, %d known: %.2f s\n", again.counts.at("known"), since(begun));
    return done.counts.at("paid") == payments && again.counts.at("known") == payments ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "payment_bench FOLDER SOURCE\n");
        return 2;
    }
    try {
        return run(arguments[1], arguments[2]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "payment_bench: %s\n", error.what());
        return 1;
    }
}
