// Runs of payments in the demo: one sent to the bank and answered, with an entry that nobody has matched yet, one that waits for its
// second person, and a payment left for whoever wants to make a run.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/services.hpp"

namespace bygd {

void tell_runs(const Services&, SetClock&, const std::map<std::string, Actor>& people, const std::filesystem::path& home, Date day);

}  // namespace bygd
