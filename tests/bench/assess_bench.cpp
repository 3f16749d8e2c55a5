// assess_bench SOURCE [CASES]: assessments a second in memory on one core (goal 5 000), a grant history of ten years behind
// each; and with the folder of cases that house_bench made, assessments of those cases with what the register knows, and
// the SQL statements each took (goal under 3), counted by the database itself.
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "base/log.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"
#include "decisions/decision_actions.hpp"
#include "documents/letter.hpp"
#include "pages/house.hpp"

using namespace bygd;
using Steady = std::chrono::steady_clock;

namespace {

double seconds_since(Steady::time_point begun) { return std::chrono::duration<double>(Steady::now() - begun).count(); }

Application application_of(const SupportForm& form) {
    Typed typed{{"grant_year", "2026"}, {"turnover", "6000000"}, {"assortment", "2500"}, {"opening_hours", "50"},
                {"open_all_year", "yes"}, {"temporary_problems", "yes"}, {"measures_insufficient", "yes"},
                {"net_cost", "180000"}, {"occasions", "1560"}, {"start_on", "2026-05-01"}, {"amount_sought", "100000"}};
    for (int row = 1; row <= 5 && !form.cost_lines.empty(); ++row) {
        const auto prefix = "cost_" + std::to_string(row) + "_";
        typed[prefix + "line"] = form.cost_lines[static_cast<std::size_t>(row - 1)].name;
        typed[prefix + "amount"] = "12345,67";
    }
    Problems problems;
    std::erase_if(typed, [&](const auto& one) {
        const bool of_form = std::any_of(form.fields.begin(), form.fields.end(), [&](const auto& f) { return f.name == one.first; });
        return !of_form && !one.first.starts_with("cost_");
    });
    auto application = read_tried_application(form, typed, problems);
    require_none(std::move(problems));
    return application;
}

AssessmentFacts facts_of(const SupportForm& form) {
    AssessmentFacts facts;
    facts.received = facts.day = Date(2026, 3, 2);
    facts.applicant = form.applicant == "municipality" ? "municipality" : "limited_company";
    facts.seller = "fixed";
    facts.region_county = facts.county = "20";
    facts.services = {"groceries", "fuel", "parcels"};
    facts.next_outlet_metres = 24'000;
    for (int year = 2017; year < 2027; ++year) {
        facts.granted_before.push_back({"RUN", "operating_support", year, Money::kronor(100'000), true, true});
    }
    return facts;
}

void in_memory(const std::filesystem::path& source) {
    const auto parameters = Parameters::load(source / "schemas/parameters");
    const auto forms = FormSet::load(source / "schemas/forms");
    for (const auto* form : forms.all()) {
        const auto application = application_of(*form);
        const auto facts = facts_of(*form);
        constexpr int times = 20'000;
        std::int64_t given = 0;
        const auto begun = Steady::now();
        for (int i = 0; i < times; ++i) given += assess(*form, application, parameters, facts).calculated.minor();
        const auto each = times / seconds_since(begun);
        std::printf("assess %-20s in memory  %8.0f a second (goal 5000)  [%lld]\n", form->name.c_str(), each,
                    static_cast<long long>(given / times));
    }
}

std::int64_t statements(Database& database) {
    return database.look_up([](Transaction& tx) {
        return tx.one("SHOW GLOBAL STATUS LIKE 'Com_select'", {}, [](const Row& row) {
            return whole_number(row.text("Value")).value_or(0);
        }).value_or(0);
    });
}

void on_cases(const std::filesystem::path& source, const std::filesystem::path& folder) {
    PrivateServer server({.data_folder = folder});
    Database database(DatabaseUrl::parse(server.application_url()));
    const SystemClock clock;
    const HtmlLetterMaker letters;
    const House house(source, database, clock, letters);
    const auto cases = database.look_up([](Transaction& tx) { return tx.number("SELECT MAX(id) FROM aid_case"); });
    std::vector<Case> chosen;
    for (std::int64_t id = 1; id < cases && chosen.size() < 2'000; id += std::max<std::int64_t>(cases / 2'000, 1)) {
        const auto found = database.look_up([&](Transaction& tx) { return find_case(tx, Id<Case>(id)); });
        if (found) chosen.push_back(*found);
    }
    const auto before = statements(database);
    const auto begun = Steady::now();
    database.read([&](Transaction& tx) {
        for (const auto& subject : chosen) assess_case(house.services(), tx, subject, clock.today());
    });
    const auto seconds = seconds_since(begun);
    const auto asked = static_cast<double>(statements(database) - before) / static_cast<double>(chosen.size());
    std::printf("assess %zu of %lld cases with the register  %8.0f a second, %.2f statements each (goal under 3)\n", chosen.size(),
                static_cast<long long>(cases), static_cast<double>(chosen.size()) / seconds, asked);
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) {
        std::fprintf(stderr, "assess_bench SOURCE [CASES]\n");
        return 2;
    }
    log::set_quiet(true);
    in_memory(words[1]);
    if (count > 2) on_cases(words[1], words[2]);
    return 0;
}
