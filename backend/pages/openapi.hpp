// The description of the API as it is served at /api/v1/openapi.json. Written by hand in schemas/openapi.json; a test holds
// it against the routes there are.
#pragma once

#include <filesystem>

namespace bygd {

class Router;

void add_openapi_route(Router& router, const std::filesystem::path& home);   // reads the file once; throws when it is missing

}  // namespace bygd
