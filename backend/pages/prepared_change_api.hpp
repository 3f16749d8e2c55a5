// /api/v1/parameter-changes, /api/v1/letter-texts and /api/v1/letter-text-changes: what administrators prepare and confirm, for
// programs.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_prepared_change_api(Router& router, const Services& services);

}  // namespace bygd
