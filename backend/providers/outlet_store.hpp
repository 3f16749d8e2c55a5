// All SQL about outlets, kommuner and service plans.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "providers/outlet.hpp"

namespace bygd {

Id<Outlet> insert_outlet(Transaction&, const Outlet&);
void save_outlet(Transaction&, const Outlet&);      // throws Error conflict outlet.changed when the version moved on
std::optional<Outlet> find_outlet(Transaction&, Id<Outlet>);
std::vector<Outlet> outlets_of(Transaction&, Id<Organisation>);   // by name, without those merged into another
// The guard of whatever hangs a row on it: held against a merge at the same moment. Throws Overtaken when it has been
// merged since it was read.
void attach_to(Transaction&, Id<Outlet>);

struct OutletLine {
    Outlet outlet;
    std::string organisation, municipality;         // names
    std::int64_t open_cases = 0;
};
struct OutletFilter {
    std::string text, municipality, service;
    std::string after;                              // cursor of the last line seen; empty: from the start
};
std::string cursor_after(const OutletLine&);
std::vector<OutletLine> list_outlets(Transaction&, const OutletFilter&, std::size_t most);

std::vector<Municipality> municipalities(Transaction&);   // of the whole country, by name
std::vector<Municipality> municipalities(Transaction&, std::string_view county);   // by name
std::string municipality_name(Transaction&, std::string_view code);   // the code itself when it is not known

struct PlanLine {
    Municipality municipality;
    std::optional<ServicePlan> plan;                // the one with the latest last day
};
std::vector<PlanLine> service_plans(Transaction&, std::string_view county);
Id<ServicePlan> insert_service_plan(Transaction&, const ServicePlan&);

}  // namespace bygd
