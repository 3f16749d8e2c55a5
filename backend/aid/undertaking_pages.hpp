// The page "Koncern och stöd av mindre betydelse" of an organisation: who it is one with today, the links and takeovers
// that make it so, and where the group stands in both ledgers; and the same under /api/v1. Decides nothing.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_undertaking_routes(Router& router, const Services& services);  // /providers/organisations/{id}/undertaking

}  // namespace bygd
