// The bank's answers as pages and as JSON: files read in, and what waits for a person. Decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_bank_answer_routes(Router& router, const Services& services);   // /payouts/bank-answers and /api/v1/bank-answers
void add_bank_answer_api(Router& router, const Services& services);

}  // namespace bygd
