// The links of the demo between its outlets and Länsstyrelsen's payment services: opened, followed up and closed
// through the same actions an officer uses, the same from one load to the next. Contacts are invented.
#pragma once

#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/services.hpp"

namespace bygd {

class SetClock;

// After all cases are told: a link tells the diary of its case nothing before what the case has seen already.
void tell_links(const Services&, SetClock&, const std::map<std::string, Actor>& people, Date last_day);

}  // namespace bygd
