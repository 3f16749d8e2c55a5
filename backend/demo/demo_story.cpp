#include "demo/demo_story.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "demo/demo_cast.hpp"

namespace bygd {

std::uint64_t DemoRandom::next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
}

namespace {

constexpr int first_year = 2018;
constexpr int last_year = 2026;

Fate fate_of(DemoRandom& random) {
    const int number = random.below(100);
    if (number < 70) return Fate::approved;
    if (number < 75) return Fate::returned_then_approved;
    if (number < 83) return Fate::partly_approved;
    if (number < 95) return Fate::rejected;
    return Fate::withdrawn;
}

bool groceries(const DemoOutlet& outlet) { return std::string(outlet.services).find("groceries") != std::string::npos; }

// Driftstöd wants a shop more than 10 km from the next (15 km until the spring of 2018) with at most 11 million of
// turnover; others are refused.
bool may_have_operating_support(const DemoOutlet& outlet, Date received) {
    const int distance = received < Date(2018, 5, 1) ? 15'000 : 10'000;
    return groceries(outlet) && outlet.metres > distance && outlet.turnover_kronor <= 11'000'000;
}

DemoStory operating(DemoRandom& random, int number) {
    const auto& outlets = demo_outlets();
    DemoStory story;
    story.form = "operating_support";
    do story.outlet = random.below(static_cast<int>(outlets.size()));
    while (!groceries(outlets[static_cast<std::size_t>(story.outlet)]));
    const int year = first_year + number % (last_year - first_year + 1);
    story.received = Date(year, static_cast<unsigned>(random.between(1, 10)), static_cast<unsigned>(random.between(1, 28)));
    story.fate = fate_of(random);
    if (!may_have_operating_support(outlets[static_cast<std::size_t>(story.outlet)], story.received)) story.fate = Fate::rejected;
    story.kronor = 20'000 + random.below(28) * 10'000;
    return story;
}

DemoStory investment(DemoRandom& random, int number) {
    DemoStory story;
    story.form = "investment_support";
    story.outlet = random.below(static_cast<int>(demo_outlets().size()));
    const int year = first_year + number % (last_year - first_year + 1);
    story.received = Date(year, static_cast<unsigned>(random.between(1, 12)), static_cast<unsigned>(random.between(1, 28)));
    story.fate = fate_of(random);
    story.kronor = 25'000 + random.below(60) * 7'500;
    story.ore = random.chance(20) ? 50 : 0;
    return story;
}

DemoStory service(DemoRandom& random, int number) {
    DemoStory story;
    story.form = "service_grant";
    story.outlet = random.below(static_cast<int>(demo_outlets().size()));
    const int year = first_year + number % (last_year - first_year + 1);
    story.received = Date(year, static_cast<unsigned>(random.between(2, 11)), static_cast<unsigned>(random.between(1, 28)));
    story.fate = fate_of(random);
    story.kronor = 25'000 + random.below(25) * 10'000;
    return story;
}

DemoStory home_delivery(DemoRandom& random, int number) {
    DemoStory story;
    story.form = "home_delivery_grant";
    story.outlet = number % static_cast<int>(demo_municipalities().size());
    const int year = first_year + number % (last_year - first_year + 1);
    story.received = Date(year, 1, static_cast<unsigned>(random.between(8, 28)));
    story.fate = random.chance(90) ? Fate::approved : Fate::withdrawn;
    story.kronor = 30'000 + random.below(20) * 2'500;
    return story;
}

// Special days that have caught systems before: a leap day, the last day of a year.
void place_special_days(std::vector<DemoStory>& stories) {
    stories[3].received = Date(2020, 2, 29);
    stories[4].received = Date(2024, 2, 29);
    stories[5].received = Date(2025, 12, 31);
    stories[6].received = Date(2019, 12, 31);
}

// What seldom happens, spread over the years: each at the first story it can happen to from a place in the list.
void place_specials(std::vector<DemoStory>& stories) {
    const auto give = [&](std::size_t from, const std::string& form, Fate fate, const char* special) {
        for (auto i = from; i < stories.size(); ++i) {
            auto& story = stories[i];
            if (story.form != form || story.fate != fate || !story.special.empty()) continue;
            story.special = special;
            return;
        }
    };
    const std::string investment = "investment_support", operating = "operating_support", service = "service_grant";
    for (const std::size_t from : {4u, 40u, 90u}) give(from, operating, Fate::approved, "repaid_recovery");
    give(100, operating, Fate::approved, "recovery");
    give(206, service, Fate::approved, "recovery");
    give(10, operating, Fate::rejected, "judged_appeal");
    give(95, operating, Fate::rejected, "appeal");
    for (const std::size_t from : {110u, 120u, 130u}) give(from, investment, Fate::approved, "change_more");
    for (const std::size_t from : {115u, 140u}) give(from, investment, Fate::approved, "change_less");
    give(165, investment, Fate::approved, "change_asked");
    give(155, investment, Fate::approved, "change_waits");
    for (const std::size_t from : {118u, 150u}) give(from, investment, Fate::approved, "stop");
    for (const std::size_t from : {0u, 15u, 30u, 45u, 60u, 75u}) give(from, operating, Fate::approved, "bank_rejects");
    for (const std::size_t from : {174u, 190u}) give(from, service, Fate::approved, "bank_rejects");
    for (const std::size_t from : {2u, 20u, 70u, 107u, 145u, 180u, 195u}) {
        give(from, from < 106 ? operating : from < 174 ? investment : service, Fate::approved, "supplement");
    }
    // Under the ordinance that knows set-off, early enough for the last claim to be paid after the recovery is decided.
    const auto early = std::find_if(stories.begin(), stories.end(), [&](const auto& story) {
        return story.form == investment && story.fate == Fate::approved && story.special.empty() &&
               Date(2025, 1, 1) <= story.received && story.received < Date(2025, 7, 1);
    });
    if (early != stories.end()) early->special = "set_off";
    for (auto& story : stories) {
        const bool lately = Date(2026, 6, 15) <= story.received && story.received < Date(2026, 7, 1);
        if (lately && story.form == investment && story.fate == Fate::approved && story.special.empty()) story.special = "waits_for_permit";
    }
    for (const std::size_t from : {108u, 136u, 176u}) {
        auto at = from;
        while (at + 1 < stories.size() && stories[at].fate != Fate::rejected) ++at;
        stories[at].fate = Fate::dismissed;
    }
}

// The last weeks, when everything is still under way: something in every state for every role to do.
void add_latest(std::vector<DemoStory>& stories, DemoRandom& random) {
    for (int i = 0; i < 24; ++i) {
        auto story = i % 4 == 0 ? operating(random, 8) : i % 4 == 1 ? service(random, 8) : investment(random, 8);
        story.received = Date(2026, 9, 12).plus_days(i * 3);
        if (story.fate == Fate::withdrawn) story.fate = Fate::approved;
        if (i == 21 || i == 22) story.special = "supplement";
        if (i == 19 || i == 20) story.special = "hearing";
        if (i == 19 || i == 20) story.fate = Fate::rejected;
        stories.push_back(story);
    }
}

// What is above everybody's delegation waits for the board; one for the deputy of an absent person (demo_board).
void add_for_board(std::vector<DemoStory>& stories) {
    const auto add = [&](int outlet, Date received, std::int64_t kronor) {
        DemoStory story;
        story.form = "investment_support";
        story.outlet = outlet;
        story.received = received;
        story.kronor = kronor;
        story.left_open = true;
        stories.push_back(story);
    };
    add(4, Date(2026, 3, 10), 540'000);
    add(12, Date(2026, 3, 12), 515'000);
    add(16, Date(2026, 6, 18), 560'000);
    add(22, Date(2026, 6, 19), 505'000);
    add(29, Date(2026, 6, 22), 525'000);
    add(34, Date(2026, 7, 20), 320'000);
    add(38, Date(2026, 8, 20), 510'000);
    add(40, Date(2026, 8, 25), 530'000);
}

// What the year and the recipient have been given so far, by the rules of 2024:1243 20 and 22 §§ and those before them.
struct Given {
    std::int64_t service = 0, operating = 0;
    std::map<int, std::int64_t> of_outlet;          // operating support
};

bool over_cap(const DemoStory& story, const Given& given, std::int64_t service_cap, std::int64_t cap) {
    const bool service = story.form == "service_grant";
    const auto services = given.service + (service ? story.kronor : 0);
    const auto operatings = given.operating + (service ? 0 : story.kronor);
    const auto found = given.of_outlet.find(story.outlet);
    const auto outlet = (found == given.of_outlet.end() ? 0 : found->second) + (service ? 0 : story.kronor);
    return services > service_cap || outlet > cap || (services > 0 && services + operatings > cap);
}

// Turns down what the joint cap and the three years of the law leave no room for, whatever order it is decided in.
void keep_to_caps(std::vector<DemoStory>& stories) {
    std::map<std::pair<std::string, int>, Given> given;
    std::map<std::string, std::set<int>> service_years;
    for (auto& story : stories) {
        const bool service = story.form == "service_grant";
        if (!service && story.form != "operating_support") continue;
        if (story.fate == Fate::rejected || story.fate == Fate::withdrawn) continue;
        const int year = story.received.year();
        const bool earlier = story.received < Date(2025, 1, 1);
        if (service && earlier) story.kronor = std::min<std::int64_t>(story.kronor, 250'000);
        const std::string owner = demo_outlets()[static_cast<std::size_t>(story.outlet)].owner;
        auto& so_far = given[{owner, year}];
        if (over_cap(story, so_far, earlier ? 250'000 : 350'000, earlier ? 300'000 : 350'000)) story.refused_by = "yearly_cap";
        auto years = service_years[owner];
        if (service && years.insert(year).second && years.size() > 3) story.refused_by = "years_in_all";
        if (*story.refused_by) {
            story.fate = Fate::rejected;
            continue;
        }
        if (service) service_years[owner].insert(year);
        (service ? so_far.service : so_far.operating) += story.kronor;
        if (!service) so_far.of_outlet[story.outlet] += story.kronor;
    }
}

// A service point without groceries or fuel may have neither investment support nor a service grant.
void keep_to_sellers(std::vector<DemoStory>& stories) {
    for (auto& story : stories) {
        if (story.form == "home_delivery_grant") continue;
        const std::string services = demo_outlets()[static_cast<std::size_t>(story.outlet)].services;
        const bool sells = services.find("groceries") != std::string::npos || services.find("fuel") != std::string::npos;
        if (sells || story.fate == Fate::withdrawn) continue;
        story.fate = Fate::rejected;
        story.refused_by = "sells_groceries_or_fuel";
    }
}

}  // namespace

std::vector<DemoStory> demo_stories() {
    DemoRandom random(20161119);
    std::vector<DemoStory> stories;
    for (int i = 0; i < 106; ++i) stories.push_back(operating(random, i));
    for (int i = 0; i < 68; ++i) stories.push_back(investment(random, i));
    for (int i = 0; i < 32; ++i) stories.push_back(service(random, i));
    for (int i = 0; i < 30; ++i) stories.push_back(home_delivery(random, i));
    place_special_days(stories);
    place_specials(stories);
    add_latest(stories, random);
    add_for_board(stories);
    keep_to_sellers(stories);
    keep_to_caps(stories);
    for (std::size_t i = 0; i < stories.size(); ++i) stories[i].seed = static_cast<int>(i);
    return stories;
}

namespace {

// Adds the steps of one story, each some days after the one before, at some minute of the working day.
class Calendar {
public:
    Calendar(std::vector<DemoStep>& steps, std::size_t story, const DemoStory& told)
        : steps_(steps), story_(story), day_(told.received), random_(static_cast<std::uint64_t>(told.seed) + 7) {}

    void then(int days, const std::string& what) {
        day_ = day_.plus_days(days);
        const auto minute = std::chrono::minutes(480 + random_.below(480));
        auto at = start_of_stockholm_day(day_) + minute;
        if (!steps_.empty() && steps_.back().story == story_ && at <= steps_.back().at) at = steps_.back().at + std::chrono::minutes(7);
        steps_.push_back({at, story_, what});
    }
    int days(int least, int most) { return random_.between(least, most); }

private:
    std::vector<DemoStep>& steps_;
    std::size_t story_;
    Date day_;
    DemoRandom random_;
};

// Hearing, proposal, decision and letter of a proceeding, each by the person whose it is: "propose_change" and so on.
void decide_beside(Calendar& calendar, const char* kind, bool heard) {
    const auto then = [&](int days, const std::string& what) { calendar.then(days, what + "_" + kind); };
    if (heard) {
        then(2, "start_hearing");
        then(15, "hearing_done");
    }
    then(5, "propose");
    then(1, "submit_for_decision");
    then(6, "decide");
    then(2, "dispatch");
}

void recover(Calendar& calendar, const DemoStory& story) {
    calendar.then(60, "open_recovery");
    decide_beside(calendar, "recovery", true);
    if (story.special != "repaid_recovery") return calendar.then(10, "agree_instalments");
    calendar.then(20, "register_repayment_part");
    calendar.then(40, "register_repayment_rest");
    calendar.then(0, "settle_recovery");
}

void change(Calendar& calendar, const DemoStory& story) {
    calendar.then(20, "request_change");
    if (story.special == "change_asked") return;
    if (story.special != "change_waits") return decide_beside(calendar, "change", false);
    calendar.then(5, "propose_change");
    calendar.then(1, "submit_for_decision_change");
}

void pay(Calendar& calendar, const DemoStory& story) {
    const auto attest_and_pay = [&](int wait) {
        calendar.then(wait, "attest");
        if (story.special == "bank_rejects") {
            calendar.then(2, "payment_rejected");
            calendar.then(1, "attest");
        }
        calendar.then(2, "mark_paid");
    };
    if (story.form == "investment_support") {
        calendar.then(calendar.days(30, 90), "register_claim");
        if (story.special.starts_with("change_")) change(calendar, story);
        calendar.then(calendar.days(5, 25), "approve_claim");
        attest_and_pay(3);
        if (story.special == "stop") {
            calendar.then(30, "open_stop");
            decide_beside(calendar, "non_payment", true);
        } else if (story.seed % 3 != 0 || story.special == "set_off") {
            if (story.special == "set_off") recover(calendar, story);
            calendar.then(calendar.days(60, 150), "register_final_claim");
            calendar.then(calendar.days(5, 25), "approve_claim");
            attest_and_pay(4);
            if (story.seed % 2 == 0) calendar.then(14, "final_report");
        }
        calendar.then(calendar.days(20, 90), "close");
    } else if (story.form == "home_delivery_grant") {
        calendar.then(calendar.days(330, 360), "register_outcome");
        calendar.then(calendar.days(5, 20), "approve_claim");
        attest_and_pay(3);
        calendar.then(calendar.days(10, 40), "close");
    } else {
        calendar.then(calendar.days(1, 5), "prepare_payment");
        attest_and_pay(2);
        if (story.special.ends_with("recovery")) recover(calendar, story);
        calendar.then(calendar.days(150, 330), "close");
    }
    calendar.then(3 * 366 + 30, "archive");
}

// From the answered checklist to the proposal: what the law asks to be heard and asked first.
void prepare(Calendar& calendar, const DemoStory& story) {
    if (story.special == "supplement") {
        calendar.then(2, "request_supplement");
        calendar.then(9, "supplement_received");
    }
    if (story.form != "home_delivery_grant") {
        calendar.then(1, "request_opinion");
        calendar.then(calendar.days(6, 18), "opinion_received");
    }
    if (story.special == "hearing" || story.special.ends_with("appeal") || (story.fate == Fate::rejected && story.seed % 2 == 0)) {
        calendar.then(1, "start_hearing");
        calendar.then(13, "hearing_done");
    }
}

void appeal(Calendar& calendar, const DemoStory& story) {
    calendar.then(12, "register_appeal");
    calendar.then(2, "find_in_time");
    calendar.then(4, "send_to_court");
    if (story.special == "judged_appeal") calendar.then(140, "register_judgment");
}

// The newest payments are attested and no more: something for finance to send to the bank (demo_runs).
void leave_to_pay(std::vector<DemoStep>& steps, int many) {
    if (many == 0) return;
    const auto newest = std::find_if(steps.rbegin(), steps.rend(), [](const auto& step) { return step.what == "mark_paid"; });
    if (newest == steps.rend()) return;
    const auto from = *newest;
    std::erase_if(steps, [&](const auto& step) { return step.story == from.story && step.at >= from.at; });
    leave_to_pay(steps, many - 1);
}

}  // namespace

std::vector<DemoStep> steps_of(const std::vector<DemoStory>& stories, Date end) {
    std::vector<DemoStep> steps;
    for (std::size_t i = 0; i < stories.size(); ++i) {
        const auto& story = stories[i];
        Calendar calendar(steps, i, story);
        calendar.then(0, "register");
        calendar.then(calendar.days(1, 6), "assign");
        if (story.fate == Fate::withdrawn) {
            calendar.then(calendar.days(10, 40), "withdraw");
            continue;
        }
        calendar.then(calendar.days(5, 20), "check");
        if (story.fate == Fate::dismissed) {
            calendar.then(2, "propose_dismissal");
        } else {
            prepare(calendar, story);
            calendar.then(calendar.days(2, 12), "propose");
        }
        calendar.then(1, "submit_for_decision");
        if (story.fate == Fate::returned_then_approved) {
            calendar.then(calendar.days(2, 6), "back_to_review");
            calendar.then(calendar.days(2, 9), "propose");
            calendar.then(1, "submit_for_decision");
        }
        if (story.left_open) continue;
        calendar.then(calendar.days(3, 14), "decide");
        calendar.then(calendar.days(1, 3), "dispatch");
        if (story.special.ends_with("appeal")) appeal(calendar, story);
        if (story.fate == Fate::rejected || story.fate == Fate::dismissed) calendar.then(30, "archive");
        else pay(calendar, story);
        // Each winter the officers look at what was to be shown in the year that has passed; some they miss.
        for (int year = story.received.year() + 1; story.seed % 6 != 0 && year <= story.received.year() + 3; ++year) {
            steps.push_back({start_of_stockholm_day(Date(year, 2, 1).plus_days(story.seed % 25)) + std::chrono::hours(10), i, "follow_up"});
        }
        // And each autumn they see to what was closed a year ago; lately a few were missed.
        for (int year = story.received.year() + 1; year <= story.received.year() + 5; ++year) {
            if (story.seed % 11 == 4 && year >= end.year() - 1) continue;
            steps.push_back({start_of_stockholm_day(Date(year, 10, 1).plus_days(story.seed % 25)) + std::chrono::hours(10), i, "visit"});
        }
    }
    std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    const auto last = start_of_stockholm_day(end);
    std::erase_if(steps, [&](const auto& step) { return step.at >= last; });
    leave_to_pay(steps, 9);
    return steps;
}

}  // namespace bygd
