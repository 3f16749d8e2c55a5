#include "demo/demo_links.hpp"

#include <algorithm>

#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "demo/demo_story.hpp"
#include "payment_services/payment_link_actions.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t links_told = 40;

struct Contact {
    const char *name, *email, *phone;
};
constexpr Contact contacts[] = {{"Åsa Nyman, samordnare betaltjänster", "asa.nyman@example.org", "010-000 00 11"},
                                {"Per Dahlqvist, handläggare", "per.dahlqvist@example.org", "010-000 00 12"},
                                {"Léna Forsgren, landsbygdsutvecklare", "lena.forsgren@example.org", "010-000 00 13"}};

struct Subject {
    const char *kind, *direction, *note, *outcome;
};
constexpr Subject subjects[] = {
    {"referral_to", "to_them", "Butiken vill bli ombud. Vi har hänvisat till Länsstyrelsen.",
     "Länsstyrelsen har tagit över frågan."},
    {"referral_from", "from_them", "Länsstyrelsen berättar att ombudet funderar på att sluta.",
     "Ombudet fortsätter i minst två år."},
    {"consultation", "both", "Samråd om behovet av kontantuttag på orten.", "Vi är överens om att behovet finns."},
    {"joint_agent", "both", "Ombudet har stöd från båda myndigheterna.", "Ansvaret är fördelat."},
    {"double_financing_check", "to_them", "Samma betalterminal kan stå i båda ansökningarna.",
     "Inga kostnader överlappar."},
    {"information", "from_them", "Informationsträff om digitala betalningar.", "Träffen är genomförd."}};
constexpr const char* agent_texts[] = {"none", "candidate", "applied", "active", "dormant", "ended"};

Instant morning(Date day, int minute) {
    return start_of_stockholm_day(day) + std::chrono::hours(9) + std::chrono::minutes(minute);
}

TypedLink typed_for(DemoRandom& random, const Subject& subject, const Outlet& outlet, Date opened) {
    const auto& contact = contacts[random.below(3)];
    TypedLink typed{{"kind", subject.kind}, {"direction", subject.direction}, {"note", subject.note},
                    {"their_contact_name", contact.name}, {"their_contact_email", contact.email},
                    {"their_contact_phone", contact.phone}};
    if (random.chance(20)) typed["project"] = "rural_programme";
    if (random.chance(75)) {
        typed["their_diary_number"] = std::to_string(random.between(100, 19'999)) + "-" + std::to_string(opened.year());
    }
    int offered = 0;
    for (const auto service : payment_service_names) {
        if (!outlet.services.contains(std::string(service))) continue;
        typed["service_" + std::string(service)] = "1";
        ++offered;
    }
    typed["agent_status"] = offered ? "active" : agent_texts[random.below(3)];
    typed["next_follow_up"] = opened.plus_days(random.between(14, 120)).iso();
    return typed;
}

// How the link goes on: most of those whose day has come are done or closed, some wait for an answer, some are late.
void follow_up(const Services& services, SetClock& clock, const Actor& officer, DemoRandom& random, PaymentLink link,
               const Subject& subject, Date last_day) {
    const auto day = *link.next_follow_up;
    const auto change = [&](const char* status, const char* outcome) {
        auto typed = typed_of(link);
        typed["status"] = status;
        typed["outcome_note"] = outcome;
        link = change_link(services, officer, {link.id, link.version, std::nullopt, typed});
    };
    if (random.chance(35)) {
        clock.advance(std::chrono::minutes(random.between(5, 240)));
        change("waiting", "");
    }
    if (day >= last_day || !random.chance(70)) return;
    clock.set(morning(day, random.between(0, 300)));
    if (random.chance(60)) change("done", subject.outcome);
    else close_link(services, officer, {link.id, link.version, subject.outcome});
}

}  // namespace

void tell_links(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people, Date last_day) {
    DemoRandom random(2017'869);
    const auto outlets = services.database.read([](Transaction& tx) { return list_outlets(tx, {}, links_told); });
    int number = 0;
    for (const auto& line : outlets) {
        const auto& subject = subjects[number % 6];
        const auto& officer = people.at(number % 3 == 0 ? "bo.handlaggare" : "anna.handlaggare");
        auto opened = last_day.plus_days(-random.between(5, 200));
        std::string case_number;
        if (number % 2 == 0) {
            const auto subject_case = services.database.read([&](Transaction& tx) -> std::optional<Case> {
                CaseFilter filter;
                filter.outlet = line.outlet.id;
                const auto cases = list_cases(tx, filter, 1);
                return cases.empty() ? std::nullopt : find_case(tx, cases.front().id);
            });
            const auto seen = subject_case ? stockholm_day(subject_case->changed_at) : last_day;
            if (subject_case && seen < last_day) {
                case_number = subject_case->diary_number;
                opened = std::max(opened, seen.plus_days(1));
            }
        }
        clock.set(morning(opened, number));
        const auto link = open_link(services, officer, {line.outlet.id, case_number, std::nullopt,
                                                        typed_for(random, subject, line.outlet, opened)});
        follow_up(services, clock, officer, random, link, subject, last_day);
        ++number;
    }
    clock.set(morning(last_day, 480));
}

}  // namespace bygd
