#include "http/router.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

Handler says(std::string text) {
    return [text](Request&) { return text_response(text); };
}

Router house() {
    Router router;
    router.get("/", says("start"));
    router.get("/cases", says("list"));
    router.post("/cases", says("register"));
    router.get("/cases/{number}", says("case"));
    router.get("/cases/new", says("form"));
    router.get("/cases/{number}/documents/{document}", says("document"));
    router.post("/cases/{number}/actions", says("act"));
    return router;
}

std::string answer(const Router& router, const std::string& method, const std::string& path) {
    const auto match = router.match(method, path);
    if (!match.route) return match.allowed.empty() ? "404" : "405";
    Request request({.method = method, .target = path});
    return match.route->handler(request).body;
}

TEST(Router, FindsWholeSegmentsAndPrefersLiteralOnes) {
    const auto router = house();
    EXPECT_EQ(answer(router, "GET", "/"), "start");
    EXPECT_EQ(answer(router, "GET", "/cases"), "list");
    EXPECT_EQ(answer(router, "POST", "/cases"), "register");
    EXPECT_EQ(answer(router, "GET", "/cases/2026-0042"), "case");
    EXPECT_EQ(answer(router, "GET", "/cases/new"), "form");
    EXPECT_EQ(answer(router, "GET", "/cases/2026-0042/documents/7"), "document");
    for (const auto* path :
         {"/cases/", "/case", "/cases/1/", "/cases//actions", "//cases", "/cases/1/documents", "", "cases", "*"}) {
        EXPECT_EQ(answer(router, "GET", path), "404") << path;
    }
}

TEST(Router, TellsWhichMethodsAPathHas) {
    const auto router = house();
    EXPECT_EQ(router.match("DELETE", "/cases").allowed, (std::vector<std::string>{"GET", "HEAD", "POST", "OPTIONS"}));
    EXPECT_EQ(answer(router, "GET", "/cases/1/actions"), "405");
    EXPECT_EQ(answer(router, "HEAD", "/cases"), "list");
    EXPECT_EQ(answer(router, "HEAD", "/cases/1/actions"), "405");
    EXPECT_EQ(answer(router, "POST", "/cases/new"), "405");
    EXPECT_EQ(answer(router, "OPTIONS", "/cases"), "405");  // the dispatcher answers it
    EXPECT_TRUE(router.match("GET", "/nowhere").allowed.empty());
}

TEST(Router, DecodesParametersAfterTheSegmentsAreKnown) {
    const auto router = house();
    const auto match = router.match("GET", "/cases/a%2Fb%20%C3%A5/documents/x+y");
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.route->pattern, "/cases/{number}/documents/{document}");
    EXPECT_EQ(match.params, (FormPairs{{"number", "a/b å"}, {"document", "x+y"}}));
}

TEST(Router, RefusesPatternsThatCannotWork) {
    auto router = house();
    EXPECT_THROW(router.get("cases", says("")), std::logic_error);
    EXPECT_THROW(router.get("/a/{b", says("")), std::logic_error);
    EXPECT_THROW(router.get("/a/{}", says("")), std::logic_error);
    EXPECT_THROW(router.get("/cases/{other}", says("")), std::logic_error);
    EXPECT_NO_THROW(router.remove("/cases/{other}", says("")));
}

}  // namespace
}  // namespace bygd
