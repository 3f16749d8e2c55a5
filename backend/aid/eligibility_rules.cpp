#include "aid/eligibility_rules.hpp"

#include <algorithm>

#include "aid/trial.hpp"
#include "base/text.hpp"
#include "providers/outlet.hpp"

namespace bygd::rules {

namespace {

std::string metres_text(std::int64_t metres) { return kilometres(static_cast<int>(metres)); }

// Of groceries, by the latest accounts: what the application says, else what the register knows.
std::optional<Money> turnover_of(const Trial& trial) {
    if (const auto typed = trial.application.money("turnover")) return typed;
    return trial.facts.turnover;
}

std::optional<std::int64_t> number_of(const Trial& trial, std::string_view field, const std::optional<int>& known) {
    if (const auto typed = trial.application.number(field)) return typed;
    if (known) return *known;
    return std::nullopt;
}

bool sells(const Trial& trial, const char* what) { return trial.facts.services.contains(what); }

// Of a shop below the limit less is asked; none when the limit does not hold on the day.
bool small(Trial& trial) {
    const auto limit = trial.amount("small");
    const auto turnover = turnover_of(trial);
    return limit && turnover && *turnover < *limit;
}

// A question answered yes or no in the application.
void require_yes(Trial& trial, const char* field, const char* code) {
    const auto answer = trial.application.value(field);
    if (answer.empty()) return trial.unknown(field);
    if (answer != "yes") trial.fail(field, code);
}

// Services at the outlet beside groceries and fuel.
int other_services(const Trial& trial) {
    return static_cast<int>(std::count_if(trial.facts.services.begin(), trial.facts.services.end(), [](const auto& one) {
        return one != "groceries" && one != "fuel" && one != "cafe" && one != "betting";
    }));
}

}  // namespace

void applicant_is_municipality(Trial& trial) {
    if (trial.facts.applicant.empty()) return trial.unknown("organisation_kind");
    if (trial.facts.applicant != "municipality") trial.fail("organisation_kind", "aid.not_municipality");
}

void applicant_is_company(Trial& trial) {
    if (trial.facts.applicant.empty()) return trial.unknown("organisation_kind");
    if (trial.facts.applicant == "municipality") trial.fail("organisation_kind", "aid.not_company");
}

void outlet_in_county(Trial& trial) {
    if (trial.facts.county.empty()) return trial.unknown("municipality");
    if (trial.facts.county != trial.facts.region_county) trial.fail("municipality", "aid.other_county");
}

void sells_groceries_or_fuel(Trial& trial) {
    if (trial.facts.services.empty()) return trial.unknown("services");
    const bool enough = sells(trial, "groceries") || (sells(trial, "fuel") && trial.facts.seller != "mobile");
    if (!enough) trial.fail("services", trial.facts.seller == "mobile" ? "aid.mobile_without_groceries" : "aid.no_groceries_or_fuel");
}

void sells_groceries(Trial& trial) {
    if (trial.facts.services.empty()) return trial.unknown("services");
    if (!sells(trial, "groceries")) trial.fail("services", "aid.no_groceries");
}

void not_mobile_seller(Trial& trial) {
    if (trial.facts.seller.empty()) return trial.unknown("seller");
    if (trial.facts.seller == "mobile") trial.fail("seller", "aid.mobile_seller");
}

void not_property_owner(Trial& trial) {
    if (trial.facts.seller == "property_owner") trial.fail("seller", "aid.property_owner");
}

void farther_than(Trial& trial) {
    const auto limit = trial.number();
    if (!limit || trial.facts.archipelago == true) return;
    if (!trial.facts.next_outlet_metres) return trial.unknown("next_outlet_km");
    const auto metres = *trial.facts.next_outlet_metres;
    if (metres <= *limit) trial.fail("next_outlet_km", "aid.too_near", {metres_text(metres), metres_text(*limit)});
}

void open_all_year(Trial& trial) {
    const auto typed = trial.application.value("open_all_year");
    if (typed.empty() && !trial.facts.open_all_year) return trial.unknown("open_all_year");
    const bool open = typed.empty() ? *trial.facts.open_all_year : typed == "yes";
    if (!open) trial.fail("open_all_year", "aid.not_all_year");
}

void turnover_at_most(Trial& trial) {
    const auto limit = trial.amount();
    if (!limit) return;
    const auto turnover = turnover_of(trial);
    if (!turnover) return trial.unknown("turnover");
    if (*turnover > *limit) trial.fail("turnover", "aid.turnover_too_high", {turnover->swedish(), limit->swedish()});
}

void articles_at_least(Trial& trial) {
    const auto limit = trial.number();
    if (!limit) return;
    const auto articles = number_of(trial, "assortment", trial.facts.articles);
    if (!articles) return trial.unknown("assortment");
    if (*articles >= *limit) return;
    const std::vector<std::string> values{std::to_string(*articles), std::to_string(*limit)};
    if (small(trial)) return trial.warn("assortment", "aid.few_articles_small_shop", values);
    trial.fail("assortment", "aid.few_articles", values);
}

void assortment_groups(Trial& trial) {
    if (trial.facts.assortment_groups.empty()) return trial.unknown("assortment_groups");
    std::vector<std::string> lacking;
    for (const auto& group : trial.line().groups) {
        if (!trial.facts.assortment_groups.contains(group)) lacking.push_back(group);
    }
    if (lacking.empty()) return;
    const std::vector<std::string> values{std::to_string(lacking.size()), std::to_string(trial.line().groups.size())};
    if (small(trial)) return trial.warn("assortment_groups", "aid.groups_missing_small_shop", values);
    trial.fail("assortment_groups", "aid.groups_missing", values);
}

void hours_at_least(Trial& trial) {
    const auto least_hours = trial.number(small(trial) ? "small_limit" : "limit");
    if (!least_hours) return;
    const auto hours = number_of(trial, "opening_hours", trial.facts.hours_per_week);
    if (!hours) return trial.unknown("opening_hours");
    if (*hours < *least_hours) {
        trial.fail("opening_hours", "aid.few_hours", {std::to_string(*hours), std::to_string(*least_hours)});
    }
}

// Days cannot tell which came first on one and the same day: then a person must look.
void applied_before_start(Trial& trial) {
    const auto typed = trial.application.value("start_on");
    if (typed.empty()) return trial.unknown("start_on");
    const auto start = Date::parse(typed);
    const auto received = trial.facts.received;
    if (start < received) return trial.fail("start_on", "aid.started_before", {start.iso(), received.iso()});
    if (start == received) trial.warn("start_on", "aid.started_same_day", {start.iso()});
}

void temporary_problems(Trial& trial) { require_yes(trial, "temporary_problems", "aid.not_temporary"); }

void other_measures_insufficient(Trial& trial) {
    require_yes(trial, "measures_insufficient", "aid.other_measures_suffice");
}

void years_in_all(Trial& trial) {
    const auto most = trial.number();
    if (!most) return;
    const auto year = trial.grant_year();
    std::set<int> years;
    for (const auto& one : trial.facts.granted_before) {
        if (one.form == trial.form.name && one.to_recipient && one.year != year) years.insert(one.year);
    }
    if (static_cast<std::int64_t>(years.size()) < *most) return;
    std::vector<std::string> told;
    for (const auto one : years) told.push_back(std::to_string(one));
    trial.fail("grant_year", "aid.years_used", {std::to_string(*most), joined(told, ", ")});
}

void priority_to_developed_offer(Trial& trial) {
    if (const auto others = other_services(trial); others > 0) trial.warn("services", "aid.priority", {std::to_string(others)});
}

void priority_to_other_services(Trial& trial) { priority_to_developed_offer(trial); }

}  // namespace bygd::rules
