// Brings the words by which cases are found in order, where the cases were there before the words were kept.
#pragma once

#include "database/pool.hpp"

namespace bygd {

// Nothing when every case has its words. Some hundred cases a transaction; may be stopped, the next start goes on.
void index_cases_once(Database&);

}  // namespace bygd
