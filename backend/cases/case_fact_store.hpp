// The facts about cases that start and stop timers, as the tables of this room tell them. Facts: received, decided, granted,
// final_reported, closed, grant_closed; <kind>_sent, <kind>_reminded and <kind>_closed of each supplement, opinion and
// hearing, with its last day; and every mark (case_mark).
#pragma once

#include <string>
#include <vector>

#include "jobs/fact_source.hpp"

namespace bygd {

std::vector<std::string> case_facts();
void read_case_facts(Transaction&, const std::vector<std::int64_t>& ids, FactsById&);

}  // namespace bygd
