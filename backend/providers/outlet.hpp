// An outlet (försäljningsställe): the shop or station that support is about, its place and the services it offers.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "providers/grid_point.hpp"
#include "providers/opening_hours.hpp"
#include "providers/organisation.hpp"

namespace bygd {

struct Outlet {
    Id<Outlet> id;
    Id<Organisation> organisation;
    std::string name;
    std::string municipality;                       // code
    std::string place;
    std::string street, postal_code;
    std::string email;                              // of the outlet itself; the organisation's comes first
    std::optional<std::string> cfar;
    bool mobile = false;                            // sells without a fixed place
    std::optional<int> next_outlet_metres;          // by road, to the nearest other outlet with a varied assortment
    std::optional<bool> archipelago;                // in an archipelago without a fixed link to land
    std::optional<int> hours_per_week;
    std::optional<bool> open_all_year;
    std::optional<int> articles;
    std::set<std::string> assortment_groups;        // of outlet_groups: what it has of them
    std::optional<Money> groceries_turnover;        // of the latest accounts
    std::optional<Date> open_from, closed_on;
    std::set<std::string> services;                 // of outlet_services
    OpeningHours opening;                           // when known, hours_per_week is reckoned from it
    std::optional<GridPoint> position;
    std::optional<Id<Outlet>> merged_into;          // it stood twice in the register; this one stays
    int version = 1;
};

inline constexpr std::string_view outlet_services[] = {
    "groceries", "fuel", "parcels", "pharmacy", "alcohol", "betting",
    "cash_withdrawal", "bill_payment", "daily_takings", "cafe", "charging"};

// The groups of goods that a varied assortment is asked for.
inline constexpr std::string_view outlet_groups[] = {"dairy", "charcuterie", "eggs", "fresh_bread", "fruit_vegetables"};

struct Municipality {
    std::string code;                               // "2080": text, some begin with 0
    std::string name;
    std::string county;                             // "20"
    std::optional<std::string> organisation_number;
};

struct ServicePlan {
    Id<ServicePlan> id;
    std::string municipality;
    std::string title;
    Date valid_from, valid_to;                      // both days included
    int version = 1;
    bool valid_on(Date day) const { return valid_from <= day && day <= valid_to; }
};

// Reads outlet_name, municipality, place, outlet_street, outlet_postal_code, outlet_email, cfar, mobile, next_outlet_km,
// hours_per_week, archipelago and open_all_year ("yes", "no", ""), articles, groceries_turnover, group_<name> and
// service_<name>, the opening hours (opening_text.hpp), from which hours_per_week follows where they are told, and the
// position (map_position.hpp). Problems as read_organisation, with municipality.unknown, municipality.other_county {name}
// (2024:1243 23 §: the region of that county decides), number.range, and those of the two.
Outlet read_outlet(const Typed&, const std::vector<Municipality>&, std::string_view county, Problems& problems);

// "10,5" km is 10 500 m; at most three decimals, so that nothing is rounded. None when it is empty or wrong:
// kilometres.format.
std::optional<int> read_kilometres(const Typed&, std::string_view name, Problems&);

// The reverse: what a form shows of a known outlet.
Typed typed_of(const Outlet&);

std::string kilometres(int metres);                 // 12 500 -> "12,5"

}  // namespace bygd
