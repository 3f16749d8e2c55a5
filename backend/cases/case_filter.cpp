#include "cases/case_filter.hpp"

#include <algorithm>

#include "aid/parameters.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

// Every name an address of the list may hold, but "after".
constexpr std::string_view known_names[] = {
    "q",         "form",      "stage",       "state",        "municipality", "officer",   "year",        "decided",
    "paid",      "fund_year", "fund",        "maturing",     "granted",      "outstanding", "late",      "request_late",
    "duty_late", "organisation", "outlet",   "service",      "linked",       "sought_from", "sought_to", "age",
    "undispatched", "unclaimed", "ending",   "aid_unregistered", "never_visited", "plan_ending", "group", "owner_sex", "order", "column"};

std::optional<int> year_of(const Request& request, const char* name) {
    const auto year = whole_number(request.query(name));
    if (!year || *year < 1900 || *year > 2198) return std::nullopt;
    return static_cast<int>(*year);
}

// A small number of months or days.
std::optional<int> count_of(const Request& request, const char* name, int most) {
    const auto number = whole_number(request.query(name));
    if (!number || *number < 0 || *number > most) return std::nullopt;
    return static_cast<int>(*number);
}

void read_officer(CaseFilter& filter, const Request& request) {
    const auto officer = request.query("officer");
    if (officer == "mine") filter.officer = request.actor().id;
    if (officer == "none") filter.unassigned = true;
    if (const auto id = whole_number(officer)) filter.officer = Id<User>(*id);
}

// What is late or soon will be, counted from today.
void read_days(CaseFilter& filter, const Services& services, const Request& request) {
    const auto today = services.clock.today();
    if (request.query("late") == "1") filter.decided_after_months = demand_months(services);
    if (const auto which = request.query("request_late"); !which.empty()) {
        filter.request_late_on = today;
        if (which == "supplement" || which == "opinion" || which == "hearing") filter.request_kind = which;
    }
    if (request.query("duty_late") == "1") filter.duty_late_on = today;
    if (const auto months = count_of(request, "age", 99); months && *months > 0) filter.open_since = today.plus_months(-*months);
    if (const auto months = count_of(request, "unclaimed", 99)) filter.unclaimed_since = today.plus_months(-*months);
    if (const auto months = count_of(request, "plan_ending", 99)) filter.plan_ending_by = today.plus_months(*months);
    if (const auto days = count_of(request, "ending", 3'660)) filter.ending_by = today.plus_days(*days);
    filter.undispatched = request.query("undispatched") == "1";
    filter.aid_unregistered = request.query("aid_unregistered") == "1";
    filter.never_visited = request.query("never_visited") == "1";
}

std::optional<Money> amount_of(const Request& request, const char* name) {
    try {
        return request.query(name).empty() ? std::nullopt : std::optional(Money::parse(request.query(name), name));
    } catch (const Error&) {
        return std::nullopt;
    }
}

void read_whereabouts(CaseFilter& filter, const Services& services, const Request& request) {
    if (const auto id = whole_number(request.query("organisation"))) filter.organisation = Id<Organisation>(*id);
    if (const auto id = whole_number(request.query("outlet"))) filter.outlet = Id<Outlet>(*id);
    if (const auto id = whole_number(request.query("group"))) {
        filter.group = Id<Organisation>(*id);
        filter.group_on = services.clock.today();
    }
    filter.owner_sex = request.query("owner_sex");
    filter.service = request.query("service");
    if (request.query("linked") == "yes") filter.linked = Linked::yes;
    if (request.query("linked") == "no") filter.linked = Linked::no;
}

}  // namespace

int demand_months(const Services& services) {
    return static_cast<int>(services.parameters.number("decision_demand_months", services.clock.today()));
}

CaseFilter case_filter_of(const Services& services, const Request& request) {
    CaseFilter filter;
    filter.text = request.query("q");
    filter.form = request.query("form");
    filter.stage = request.query("stage");
    filter.state = request.query("state");
    filter.municipality = request.query("municipality");
    filter.after = request.query("after");
    read_officer(filter, request);
    filter.received_year = year_of(request, "year");
    filter.decided_year = year_of(request, "decided");
    filter.paid_year = year_of(request, "paid");
    filter.fund_year = year_of(request, "fund_year");
    filter.maturing_year = year_of(request, "maturing");
    filter.granted = request.query("granted") == "1";
    filter.outstanding = request.query("outstanding") == "1";
    if (const auto id = whole_number(request.query("fund"))) filter.fund = Id<Fund>(*id);
    filter.sought_from = amount_of(request, "sought_from");
    filter.sought_to = amount_of(request, "sought_to");
    read_whereabouts(filter, services, request);
    read_days(filter, services, request);
    filter.sort = case_sort(request.query("order")).value_or(CaseSort{});
    return filter;
}

std::string cases_url_without(const Request& request, std::string_view dropped) {
    std::string url = "/cases?";
    for (const auto& [name, value] : request.query_fields()) {
        if (name != "after" && name != dropped && !value.empty()) url += percent_encoded(name) + "=" + percent_encoded(value) + "&";
    }
    return url;
}

std::string kept_query(std::string_view query) {
    std::string kept;
    for (const auto name : known_names) {
        for (const auto& part : split(query, '&')) {
            const auto equal = part.find('=');
            if (equal == std::string::npos || part.substr(0, equal) != name || equal + 1 == part.size()) continue;
            kept += (kept.empty() ? "" : "&") + part;
        }
    }
    return kept;
}

std::vector<std::string> columns_of(const Request& request) {
    std::vector<std::string> columns;
    for (const auto column : case_columns) {
        for (const auto& [name, value] : request.query_fields()) {
            if (name == "column" && value == column) columns.emplace_back(column);
        }
    }
    if (columns.empty()) return {"form", "municipality", "state", "officer", "received", "amount"};
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
}

}  // namespace bygd
