#include "demo/demo.hpp"

#include <fstream>
#include <map>
#include <sstream>

#include "aid/parameter_change_actions.hpp"
#include "base/error.hpp"
#include "budget/fund_actions.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_view_actions.hpp"
#include "cases/task_actions.hpp"
#include "decisions/decision_actions.hpp"
#include "demo/demo_board.hpp"
#include "demo/demo_budget.hpp"
#include "demo/demo_cast.hpp"
#include "demo/demo_de_minimis.hpp"
#include "demo/demo_documents.hpp"
#include "demo/demo_links.hpp"
#include "demo/demo_mail.hpp"
#include "demo/demo_register.hpp"
#include "demo/demo_runs.hpp"
#include "demo/demo_story.hpp"
#include "demo/demo_teller.hpp"
#include "documents/letter.hpp"
#include "imports/import_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "payouts/accounting_plan.hpp"
#include "payouts/claim_actions.hpp"
#include "payouts/voucher_actions.hpp"
#include "people/delegation_actions.hpp"
#include "people/user_actions.hpp"
#include "projects/project_actions.hpp"
#include "projects/project_json.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

const Date last_day(2026, 11, 23);
constexpr int first_year = 2018;
constexpr int last_year = 2026;

Instant morning_of(Date day) { return start_of_stockholm_day(day) + std::chrono::hours(8); }

std::map<std::string, Actor> add_people(Database& database, const Clock& clock) {
    std::map<std::string, Actor> people;
    for (const auto& person : demo_people()) {
        User user;
        user.username = person.username;
        user.display_name = person.name;
        user.title = person.title;
        user.email = std::string(person.username) + "@example.org";
        user.roles = {role_of(person.role).value()};
        people[person.username] = actor_of(add_user(database, clock, system_actor(), {user, demo_password(), true, {}}));
    }
    return people;
}

// The ladder of the region: what is above it is the board's.
void add_delegation_order(const Services& services, const Actor& administrator) {
    const auto add = [&](const char* title, const char* kind, std::optional<Money> highest, const char* reference) {
        DelegationRow row;
        row.title = title;
        row.kind = kind;
        row.highest = highest;
        row.valid_from = Date(first_year, 1, 1);
        row.reference = reference;
        add_delegation(services.database, services.clock, administrator, row, {});
    };
    add("enhetschef", "grant", Money::kronor(250'000), "Delegationsordning 2017-12-13 § 112, punkt 3.1");
    add("enhetschef", "rejection", std::nullopt, "Delegationsordning 2017-12-13 § 112, punkt 3.2");
    add("enhetschef", "dismissal", std::nullopt, "Delegationsordning 2017-12-13 § 112, punkt 3.2");
    add("förvaltningschef", "", Money::kronor(500'000), "Delegationsordning 2017-12-13 § 112, punkt 2.1");
    add("förvaltningschef", "rejection", std::nullopt, "Delegationsordning 2017-12-13 § 112, punkt 2.2");
}

void add_service_plans(Transaction& tx) {
    for (const auto& municipality : demo_municipalities()) {
        const Date from(municipality.plan_expired ? 2019 : 2024, 1, 1);
        insert_service_plan(tx, {Id<ServicePlan>(), municipality.code, "Serviceplan " + std::to_string(from.year()) + "–" + std::to_string(from.year() + 4),
                                 from, Date(from.year() + 4, 12, 31), 1});
    }
}

// Two pots a year, made in its first days: 1:1 money for investments and services, the national pot for operating
// support.
std::map<int, std::map<std::string, std::int64_t>> add_funds(const Services& services, SetClock& clock,
                                                             const Actor& manager) {
    std::map<int, std::map<std::string, std::int64_t>> funds;
    for (int year = first_year; year <= last_year; ++year) {
        const auto text = std::to_string(year);
        clock.set(morning_of(Date(year, 1, 2)));
        const auto add = [&](const std::string& code, const std::string& name, const char* source, const char* reuse,
                             const char* amount) {
            return add_fund(services, manager, {{"code", code + "-" + text}, {"name", name + " " + text}, {"year", text},
                                                {"source", source}, {"reuse_released", reuse}, {"amount", amount},
                                                {"text", "Tilldelning " + text}}).id.value();
        };
        const auto regional = add("RUS", "Regionala utvecklingsmedel 1:1", "state_1_1", "", "6000000");
        const auto national = add("KS", "Särskilt driftstöd, nationell pott", "national_pot", "1", "4500000");
        for (const auto* form : {"investment_support", "service_grant", "home_delivery_grant"}) funds[year][form] = regional;
        funds[year]["operating_support"] = national;
        if (year < last_year) continue;
        clock.set(morning_of(Date(year, 2, 16)));
        move_funds(services, manager, Id<Fund>(regional),
                   {{"movement", "allocation"}, {"amount", "4000000"}, {"booked_on", Date(year, 2, 16).iso()},
                    {"text", "Ändrat regleringsbrev: större investeringar"}});
        tell_budget(services, manager, Id<Fund>(regional), Id<Fund>(national), year);
    }
    return funds;
}

// The real final report of the programme project; what is invented in it says so.
void add_report_project(Database& database, const Actor& manager, const std::filesystem::path& home) {
    std::ifstream file(home / "schemas" / "demo" / "processledning-rsp-2016-2019.json");
    std::ostringstream text;
    text << file.rdbuf();
    add_project(database, manager, parse_project(text.str()));
}

// A table from a kommun, read and not yet taken in: a place whose hours have changed, a new one, and one with a wrong number.
void read_table(const Services& services, const Actor& officer, const std::filesystem::path& home) {
    const ImportRoom room{ImportKinds::load(home / "schemas" / "imports")};
    const auto known = services.database.read([](Transaction& tx) {
        const auto line = list_outlets(tx, {}, 1).front();
        return std::pair(line, find_organisation(tx, line.outlet.organisation)->number);
    });
    const auto& [line, number] = known;
    const std::string table = "Org.nr;Företag;Butik;Kommun;Ort;Öppettimmar;Bensin\n" + number + ";;" + line.outlet.name + ";" + line.municipality +
                              ";;72;\n" + number + ";;" + line.outlet.name + " sommarkiosk;" + line.municipality + ";" + line.outlet.place +
                              ";30;nej\n" + number.substr(0, 9) + std::to_string((number.back() - '0' + 1) % 10) + ";Påhittad Handel AB;Påhittad butik;" +
                              line.municipality + ";" + line.outlet.place + ";40;ja\n";
    start_import(services, room, officer, {"outlets", "butiker-från-kommunen.csv", table});
}

}  // namespace

bool load_demo(const Services& house, const std::filesystem::path& home) {
    auto& database = house.database;
    const auto people_there = database.look_up([](Transaction& tx) { return list_users(tx).size(); });
    if (people_there > 0) return false;
    SetClock clock(morning_of(Date(first_year, 1, 2)));
    const HtmlLetterMaker letters;
    const Services services{clock, database, house.region, house.languages, house.templates, house.workflows,
                            house.guards, house.effects, house.parameters, house.forms, letters, house.de_minimis,
                            house.timers, house.documents, house.letter_texts};
    const auto people = add_people(database, clock);
    add_delegation_order(services, people.at("admin"));
    database.transact(add_service_plans);
    const auto funds = add_funds(services, clock, people.at("maria.programansvarig"));
    const auto stories = demo_stories();
    DemoDeMinimis de_minimis(services, clock, people);
    DemoMail mail(services);
    const auto meanwhile = [&](Instant at) {
        de_minimis.until(at);
        mail.until(at);
    };
    DemoTeller(services, clock, people, funds, meanwhile)
        .tell(stories, steps_of(stories, last_day));
    tell_board(services, clock, people, last_day);
    tell_links(services, clock, people, last_day);
    tell_documents(services, clock, people);
    tell_register(services, people);
    tell_runs(services, clock, people, home, last_day);
    make_vouchers(services, AccountingPlan::load(home / "schemas" / "parameters" / "accounting.json"), people.at("eva.ekonom"),
                  services.clock.today().iso());
    save_view(services, people.at("maria.programansvarig"), {"Driftstöd att betala", "form=operating_support&outstanding=1&column=municipality&column=officer&column=decided&column=left", true});
    save_view(services, people.at("anna.handlaggare"), {"Älvdalen inför besök", "municipality=2039&stage=open", false});
    prepare_parameter_change(services, people.at("admin"),
                             {"investment_share", "40", Date(last_year + 1, 1, 1).iso(), "", "Exempel: utkast till ändring av SFS 2024:1243",
                              "16 §", "Påhittat, för att visa effekten på öppna ärenden."});
    de_minimis.end(last_day);
    run_job(database, clock, timer_job(services), last_day);
    mail.until(clock.now() + std::chrono::hours(1));
    add_report_project(database, people.at("maria.programansvarig"), home);
    read_table(services, people.at("anna.handlaggare"), home);
    return true;
}

std::vector<DemoAccount> demo_accounts() {
    std::vector<DemoAccount> accounts;
    for (const auto& person : demo_people()) accounts.push_back({person.username, demo_password(), person.role});
    return accounts;
}

}  // namespace bygd
