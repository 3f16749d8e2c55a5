// What claims for payment tell timers (jobs/timer): claim_received and claim_reviewed of each, final_claim when the last one
// has come. A cancelled claim is as if it had never come.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_claim_facts(FactSources&);

}  // namespace bygd
