#include "http/response.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "http/problem_json.hpp"

namespace bygd {
namespace {

std::string location(std::string typed) {
    return *see_other(std::move(typed)).find_header("location");
}

TEST(Response, SendsOnlyToPathsOfThisHouse) {
    EXPECT_EQ(location("/cases/2026-0042?tab=diary#top"), "/cases/2026-0042?tab=diary#top");
    for (const auto* typed : {"", "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example",
                              "evil", "/a\r\nSet-Cookie: x=y", "/a b", "\\\\evil", "/\t/evil"}) {
        EXPECT_EQ(location(typed), "/") << typed;
    }
}

TEST(Response, NamesFilesForEveryBrowser) {
    const auto named = [](std::string_view name) { return content_disposition(Disposition::attachment, name); };
    EXPECT_EQ(named("beslut.pdf"), "attachment; filename=\"beslut.pdf\"");
    EXPECT_EQ(named("Beslut åäö.pdf"),
              "attachment; filename=\"Beslut ___.pdf\"; filename*=UTF-8''Beslut%20%C3%A5%C3%A4%C3%B6.pdf");
    EXPECT_EQ(named("a\"b;c%.pdf"), "attachment; filename=\"a_b_c_.pdf\"; filename*=UTF-8''a%22b%3Bc%25.pdf");
    EXPECT_EQ(named("../../etc/passwd"), "attachment; filename=\".._.._etc_passwd\"");
    EXPECT_EQ(named(""), "attachment; filename=\"file\"");
    EXPECT_EQ(named("x\u202Efdp.exe"), "attachment; filename=\"xfdp.exe\"");
    EXPECT_EQ(named("a\r\nSet-Cookie: b").find('\n'), std::string::npos);
    EXPECT_LT(named(std::string(1000, 'x')).size(), 300u);
    EXPECT_LT(named(std::string(300, 'x') + "å").size(), 300u);
}

TEST(Response, ShowsNothingThatCouldRunAsAPage) {
    const auto shown = [](std::string type) {
        return file_response("x", "x", std::move(type), Disposition::inline_view)
            .find_header("Content-Disposition")
            ->starts_with("inline");
    };
    EXPECT_TRUE(shown("application/pdf"));
    EXPECT_TRUE(shown("image/png"));
    EXPECT_TRUE(shown("text/plain; charset=utf-8"));
    EXPECT_FALSE(shown("text/html"));
    EXPECT_FALSE(shown("image/svg+xml"));
    EXPECT_FALSE(shown("application/xml"));
    const auto html = file_response("<script>", "x.html", "text/html");
    EXPECT_NE(html.find_header("Content-Security-Policy")->find("sandbox"), std::string::npos);
}

TEST(Response, HoldsNoHeaderOfTwoLinesAndNoOddCookie) {
    Response response;
    EXPECT_THROW(response.set_header("X", "a\r\nY: b"), std::logic_error);
    EXPECT_THROW(response.set_cookie("a", "b; Domain=x"), std::logic_error);
    response.set_header("X", "1").set_header("x", "2");
    EXPECT_EQ(response.headers.size(), 1u);
    EXPECT_EQ(*response.find_header("X"), "2");
}

TEST(ProblemJson, TellsEveryProblemWithItsField) {
    const Words words(
        "sv", {{"problem.amount.empty", "Ange ett belopp."}, {"web.error.invalid.heading", "Något behöver rättas"}});
    const auto response =
        problem_json(Error(ErrorKind::invalid, {{"amount", "amount.empty"}, {"name", "no.words"}}), words, "r-1");
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto body = nlohmann::json::parse(response.body);
    EXPECT_EQ(body["type"], "urn:bygdestod:problem:invalid");
    EXPECT_EQ(body["title"], "Något behöver rättas");
    EXPECT_EQ(body["status"], 422);
    EXPECT_EQ(body["detail"], "Ange ett belopp.");
    EXPECT_EQ(body["code"], "amount.empty");
    EXPECT_EQ(body["request_id"], "r-1");
    EXPECT_EQ(body["problems"][0],
              (nlohmann::json{{"field", "amount"}, {"code", "amount.empty"}, {"message", "Ange ett belopp."}}));
    EXPECT_EQ(body["problems"][1]["message"], "no.words");
}

TEST(ProblemJson, SaysWhatToDoAboutItInHeaders) {
    const auto of = [](ErrorKind kind) { return problem_json(Error(kind, {}), Words(), ""); };
    EXPECT_NE(of(ErrorKind::unauthenticated).find_header("WWW-Authenticate"), nullptr);
    EXPECT_NE(of(ErrorKind::unavailable).find_header("Retry-After"), nullptr);
    EXPECT_EQ(of(ErrorKind::internal).status, 500);
}

}  // namespace
}  // namespace bygd
