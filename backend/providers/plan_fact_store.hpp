// What service plans tell timers (jobs/timer) about a kommun: plan_expires of each plan, plan_renewed when there is a later.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_plan_facts(FactSources&);

}  // namespace bygd
