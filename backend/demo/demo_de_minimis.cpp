#include "demo/demo_de_minimis.hpp"

#include <algorithm>

#include "aid/de_minimis_register_store.hpp"
#include "aid/de_minimis_store.hpp"
#include "aid/exchange_rate_actions.hpp"
#include "base/working_days.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "demo/demo_story.hpp"
#include "providers/organisation_store.hpp"
#include "providers/undertaking_actions.hpp"

namespace bygd {

namespace {

constexpr const char* invented = "Påhittad serie för demonstration";
const Date first_monday(2018, 1, 1);
const Date links_from(2024, 1, 8);

Instant morning(Date day, int minute = 0) {
    return start_of_stockholm_day(day) + std::chrono::hours(8) + std::chrono::minutes(minute);
}

// Around a level of each year, some öre up and down from day to day: plausible, and of no real day.
std::string rate_of(Date day) {
    constexpr int levels[] = {10'250, 10'590, 10'480, 10'150, 10'630, 11'480, 11'430, 11'060, 10'980};
    const auto year = std::clamp(day.year(), 2018, 2026) - 2018;
    DemoRandom random(static_cast<std::uint64_t>(day.days()));
    const int swing = std::abs(day.days() % 182 - 91) - 45;
    const int tenths = levels[year] * 10 + swing * 25 + random.between(-300, 300);
    const auto decimals = std::to_string(tenths % 10'000);
    return std::to_string(tenths / 10'000) + "," + std::string(4 - decimals.size(), '0') + decimals;
}

struct DemoLink {
    const char *owner, *owned, *ground, *share;
};
// Two groups; owners that bind nobody: a person, a minority.
constexpr DemoLink links[] = {
    {"Siljansbygdens Butiker AB", "Västerdalarnas Lanthandel AB", "votes", "62,5"},
    {"Västerdalarnas Lanthandel AB", "Bergets Handel i Evertsberg AB", "board", ""},
    {"Siljansbygdens Butiker AB", "Rönnens Handel i Boda AB", "agreement", "45"},
    {"Föreningen Bygdens Bästa ek. för.", "Hammarens Handel i Söderbärke ek. för.", "votes", "51"},
    {"Föreningen Bygdens Bästa ek. för.", "Torgets Handel i Svärdsjö AB", "contract", ""},
    {"Siljansbygdens Butiker AB", "Myrens Handel i Linghed AB", "votes", "49"},
    {"", "Torgets Handel i Svärdsjö AB", "votes", "80"},
    {"", "Myrens Handel i Linghed AB", "votes", "51"}};

// What is left for the applicant but for fifteen thousand euro: less than what is sought fits.
std::string all_but_a_little(const Services& services, Id<Case> id, Date day) {
    return services.database.read([&](Transaction& tx) {
        const auto organisation = find_case(tx, id)->organisation;
        const auto ground = de_minimis_ground(tx, organisation, AidLedger::general, day);
        const auto left = position_on(ground, services.de_minimis.on(AidLedger::general, day), day).left();
        return std::to_string(left.minor() / 100 - 15'000);
    });
}

}  // namespace

DemoDeMinimis::DemoDeMinimis(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people)
    : services_(services), clock_(clock), people_(people), next_monday_(first_monday) {}

void DemoDeMinimis::until(Instant at) {
    for (; morning(next_monday_) <= at; next_monday_ = next_monday_.plus_days(7)) tell_week(next_monday_);
    if (linked_ || stockholm_day(at) < links_from) return;
    linked_ = true;
    clock_.set(morning(links_from, 30));
    tell_links();
}

void DemoDeMinimis::tell_week(Date monday) {
    std::string file = "date;rate\n";
    for (auto day = monday.plus_days(-7); day < monday; day = day.plus_days(1)) {
        file += day.iso() + ";" + (working_day(day) ? rate_of(day) : "n/a") + "\n";
    }
    clock_.set(morning(monday));
    import_rates(services_.database, clock_, people_.at("eva.ekonom"), file, invented, false);
}

void DemoDeMinimis::tell_links() {
    std::map<std::string, Organisation> known;
    services_.database.read([&](Transaction& tx) {
        for (auto& each : organisations_after(tx, {}, 500)) known.emplace(each.name, each);
    });
    for (const auto& link : links) {
        if (!known.contains(link.owned) || (*link.owner && !known.contains(link.owner))) continue;
        Typed typed{{"ground", link.ground},
                    {"share", link.share},
                    {"valid_from", "2019-06-01"},
                    {"source", "Aktiebok och årsredovisning"}};
        if (*link.owner) {
            typed["role"] = "owner";
            typed["other_number"] = known.at(link.owner).number;
        } else {
            typed["role"] = "person";
            typed["owner_person"] = "Kerstin Påhittad";
        }
        add_organisation_link(services_.database, clock_, people_.at("anna.handlaggare"), known.at(link.owned).id,
                              typed);
    }
}

// Of the cases under way: most applicants have had a little from others, one nearly all there is.
void DemoDeMinimis::tell_aid_of_others() {
    CaseFilter open;
    open.stage = "open";
    const auto lines = services_.database.read([&](Transaction& tx) { return list_cases(tx, open, 60); });
    const auto& anna = people_.at("anna.handlaggare");
    int told = 0;
    for (const auto& line : lines) {
        const auto ledger = services_.de_minimis.ledger_of(line.form);
        if (ledger != AidLedger::general || told == 6) continue;
        const bool nearly_all = ++told == 2;
        const auto much = nearly_all ? all_but_a_little(services_, line.id, clock_.today()) : "";
        tell_aid(services_, anna, line.diary_number,
                 {{"granter", nearly_all ? "Länsstyrelsen Dalarna (påhittat)" : "Kommunen (påhittat)"},
                  {"granted_on", nearly_all ? "2025-04-14" : "2025-09-01"},
                  {"currency", nearly_all ? "EUR" : "SEK"},
                  {"amount", nearly_all ? much : std::to_string(20'000 + told * 7'500)},
                  {"regulation", "2023/2831"},
                  {"note", "Enligt sökandens redogörelse."}});
        tell_lookup(services_, anna, line.diary_number,
                    {{"register", "Kommissionens register (påhittad slagning)"},
                     {"looked_up_on", clock_.today().iso()},
                     {"found", much}});
    }
}

// What is late is registered but for the last few; of what is due, every other; the newest corrections wait.
void DemoDeMinimis::register_rows(Date last_day) {
    std::vector<RegisterLine> rows;
    services_.database.read(
        [&](Transaction& tx) { rows = list_register(tx, {.view = RegisterView::all, .today = last_day}, 500); });
    const auto& anna = people_.at("anna.handlaggare");
    int number = 0, late_left = 3, corrections_left = 3;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        ++number;
        const auto& grant = row->grant;
        const auto from = grant.corrects ? stockholm_day(grant.made_at) : grant.day;
        const bool late = *grant.register_by < last_day;
        if (grant.corrects && corrections_left-- > 0) continue;
        if (!grant.corrects && late && late_left-- > 0) continue;
        if (!late && number % 2 == 0) continue;
        const auto day = std::min(working_day_on_or_after(from.plus_days(3 + number % 19)), last_day);
        const auto text = std::to_string(1'000 + number);
        register_aid(services_, anna, grant.id, {{"external_id", "DEMO-" + text}, {"registered_on", day.iso()}});
    }
}

void DemoDeMinimis::end(Date last_day) {
    until(morning(last_day));
    clock_.set(morning(last_day, 420));
    tell_aid_of_others();
    register_rows(last_day);
}

}  // namespace bygd
