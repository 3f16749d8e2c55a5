// schemas/openapi.json says the same as the routes: every path with its methods, both ways, and nothing that changes
// something without the key that makes a repeated command count once.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "tests/database/site_cast.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

using namespace testing_site;

std::set<std::string> routed(const Router& router) {
    std::set<std::string> found;
    for (const auto& route : router.routes()) {
        if (route.pattern.starts_with("/api/")) found.insert(route.method + " " + route.pattern);
    }
    return found;
}

std::set<std::string> described(const json& api) {
    std::set<std::string> found;
    for (const auto& [path, methods] : api.at("paths").items()) {
        for (const auto& [method, operation] : methods.items()) {
            auto name = method;
            for (auto& letter : name) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
            found.insert(name + " " + path);
        }
    }
    return found;
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
    Site site;
    const auto api = json::parse(file_text("schemas/openapi.json"));
    EXPECT_EQ(described(api), routed(site.router));
    EXPECT_GT(described(api).size(), 30u);
}

TEST(OpenApi, EveryCommandTakesAnIdempotencyKey) {
    const auto api = json::parse(file_text("schemas/openapi.json"));
    for (const auto& [path, methods] : api.at("paths").items()) {
        for (const auto& [method, operation] : methods.items()) {
            if (method == "get") continue;
            const auto& parameters = operation.value("parameters", json::array());
            const bool has_key = std::any_of(parameters.begin(), parameters.end(), [](const json& one) {
                return one.value("$ref", "") == "#/components/parameters/IdempotencyKey";
            });
            EXPECT_TRUE(has_key) << method << " " << path;
        }
    }
}

}  // namespace
}  // namespace bygd
