// GET /cases/{number}/pack and the same under /api/v1, with ?scope=whole or public.
#pragma once

#include <filesystem>

#include "base/services.hpp"

namespace bygd {

class Router;

void add_case_pack_routes(Router& router, const Services& services, const std::filesystem::path& home);

}  // namespace bygd
