// The demo data: the fifteen kommuner of Dalarna with invented outlets, owners and some 260 cases from 2018 to 2026 in
// every state, made through the same actions a person uses, so that diary, ledger and two-person rules agree. The same
// every time: chosen by a seed, dated by a clock of its own. All names are invented, all numbers test numbers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/services.hpp"
#include "people/people_pages.hpp"

namespace bygd {

// Loads into an empty database; false, and nothing done, when there is anybody in it already. Throws what an action
// throws: then the database holds a part and must be made anew.
// `home` holds schemas/demo with the real final report.
bool load_demo(const Services& house, const std::filesystem::path& home);
std::vector<DemoAccount> demo_accounts();

}  // namespace bygd
