#include "pages/openapi.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "http/router.hpp"

namespace bygd {

void add_openapi_route(Router& router, const std::filesystem::path& home) {
    std::ifstream file(home / "schemas" / "openapi.json");
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error("schemas/openapi.json cannot be read");
    router.get("/api/v1/openapi.json", [text = text.str()](Request&) {
        Response response;
        response.content_type = "application/json";
        response.body = text;
        return response;
    }, {.open = true});
}

}  // namespace bygd
