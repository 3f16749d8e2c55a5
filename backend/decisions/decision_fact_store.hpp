// What decisions tell timers (jobs/timer): decision_made and decision_dispatched of each decision,
// period_ends of the newest grant, and operating_year for each year that särskilt driftstöd is given for.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_decision_facts(FactSources&);

}  // namespace bygd
