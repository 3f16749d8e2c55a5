// What claims for payment tell timers (jobs/timer): claim_received and claim_reviewed of each, final_claim when the last one
// has come. A cancelled claim is as if it had never come. And what debts of recovery tell: debt_due and debt_ended, instalment_due and
// instalment_paid of each instalment.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_claim_facts(FactSources&);

}  // namespace bygd
