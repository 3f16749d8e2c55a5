// The register as JSON under /api/v1: organisations, outlets, kommuner and service plans. Members have the names of the
// form's fields, so that a refusal names the member it is about and what was read can be sent back changed.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_provider_api(Router& router, const Services& services);

}  // namespace bygd
