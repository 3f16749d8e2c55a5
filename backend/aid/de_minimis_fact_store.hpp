// What aid of minor importance tells timers (jobs/timer) about a case: aid_to_register of each grant that must be in the
// register, with its last day, and aid_registered when it is. A correction counts once what it corrects is registered.
#pragma once

#include "jobs/fact_source.hpp"

namespace bygd {

void register_de_minimis_facts(FactSources&);

}  // namespace bygd
