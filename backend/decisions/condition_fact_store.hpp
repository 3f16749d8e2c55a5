// What conditions tell timers (jobs/timer): condition_for_recipient and condition_for_officer of each that has a day, with
// that day, and condition_settled when it is open no longer. A case that is closed owes what it owed.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_condition_facts(FactSources&);

}  // namespace bygd
