// The demo data: the fifteen kommuner of Dalarna with invented outlets, owners and some 260 cases from 2018 to 2026 in
// every state, made through the same actions a person uses, so that diary, ledger and two-person rules agree. The same
// every time: chosen by a seed, dated by a clock of its own. All names are invented, all numbers test numbers.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/services.hpp"
#include "people/people_pages.hpp"

namespace bygd {

// What comes after the cases: projects, links to Länsstyrelsen. Each is handed the demo's own clock and people.
using DemoExtras = std::vector<std::function<void(const Services&, SetClock&, const std::map<std::string, Actor>&)>>;

// Loads into an empty database; false, and nothing done, when there is anybody in it already. Throws what an action
// throws: then the database holds a part and must be made anew.
bool load_demo(const Services& house, const DemoExtras& extras);
std::vector<DemoAccount> demo_accounts();

}  // namespace bygd
