// Undertakings, links, takeovers and positions as JSON under /api/v1.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "aid/de_minimis_store.hpp"
#include "base/services.hpp"
#include "base/words.hpp"

namespace bygd {

class Router;

nlohmann::json to_json(const AidGrant&);
nlohmann::json to_json(const AidPosition&);
// With `words` each problem and warning also says its sentence.
nlohmann::json to_json(const DeMinimisOutlook&, const Words* words = nullptr);

void add_undertaking_api(Router& router, const Services& services);

}  // namespace bygd
