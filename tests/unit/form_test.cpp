#include "http/form.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "http/request.hpp"

namespace bygd {
namespace {

constexpr auto urlencoded = "application/x-www-form-urlencoded";
constexpr auto multipart = "multipart/form-data; boundary=XyZ";

Form of_text(std::string_view body) {
    return Form::parse(urlencoded, body);
}

std::string part(std::string_view disposition, std::string_view content, std::string_view more = "") {
    return "--XyZ\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n" + std::string(more) +
           "\r\n" + std::string(content) + "\r\n";
}
Form of_parts(const std::string& parts) {
    return Form::parse(multipart, parts + "--XyZ--\r\n");
}

std::string code_of(const std::function<void()>& parse) {
    try {
        parse();
    } catch (const Error& error) {
        return std::string(to_string(error.kind())) + " " + error.problems().at(0).code;
    }
    return "none";
}

TEST(Form, ReadsUrlencodedFieldsInTheirOrder) {
    const auto form = of_text("name=%C3%85sa+%22Lanth%22&kind=a&kind=b&empty=&bare&&x=1%3D2&half=100%");
    EXPECT_EQ(form.text("name"), "Åsa \"Lanth\"");
    EXPECT_EQ(form.all("kind"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(form.text("kind"), "a");
    EXPECT_EQ(form.text("x"), "1=2");
    EXPECT_EQ(form.text("half"), "100%");
    EXPECT_TRUE(form.has("empty") && form.has("bare"));
    EXPECT_FALSE(form.has("missing"));
    EXPECT_EQ(form.text("missing"), "");
    EXPECT_EQ(form.fields().size(), 7u);
    EXPECT_EQ(form.fields()[1].first, "kind");
}

TEST(Form, CleansTextButNotRaw) {
    const auto form = of_text("t=+%C2%A0one%0D%0Atwo%0Dthree%07+&n=+42+&m=1e9");
    EXPECT_EQ(form.text("t"), "one\ntwo\nthree");
    EXPECT_EQ(form.raw("t"), " \u00a0one\r\ntwo\rthree\a ");
    EXPECT_EQ(form.integer("n"), 42);
    EXPECT_EQ(form.integer("m"), std::nullopt);
    EXPECT_EQ(form.integer("missing"), std::nullopt);
}

TEST(Form, TakesAsManyFieldsAsTheLimitAndNotOneMore) {
    std::string body;
    for (std::size_t i = 0; i < limits::form_fields; ++i)
        body += "f" + std::to_string(i) + "=" + std::to_string(i) + "&";
    EXPECT_EQ(of_text(body).fields().size(), limits::form_fields);
    EXPECT_EQ(of_text(body).text("f100"), "100");  // Poco's own form stops here
    EXPECT_EQ(code_of([&] { of_text(body + "one_more=1"); }), "too_large request.too_many_fields");
    EXPECT_EQ(of_text("v=" + std::string(limits::form_value_bytes, 'x')).raw("v").size(), limits::form_value_bytes);
    EXPECT_EQ(code_of([&] { of_text("v=" + std::string(limits::form_value_bytes + 1, 'x')); }),
              "too_large request.value_too_large");
}

TEST(Form, RefusesWhatIsNoText) {
    EXPECT_EQ(code_of([] { of_text("v=%FF"); }), "bad_request request.not_utf8");
    EXPECT_EQ(code_of([] { of_text("%C3=1"); }), "bad_request request.not_utf8");
    EXPECT_EQ(code_of([] { of_text("v=%ED%A0%80"); }), "bad_request request.not_utf8");
    EXPECT_EQ(code_of([] { of_text("v=a%00b"); }), "bad_request request.nul");
    EXPECT_EQ(code_of([] { Form::parse("text/plain", "{\"a\":1}"); }), "bad_request request.media_type");
    EXPECT_EQ(code_of([] { Form::parse("", ""); }), "none");
}

TEST(Form, ReadsFilesAndFieldsOfMultipart) {
    const std::string bytes("%PDF-1.7\r\n\0\xff--XyZ\r\n", 20);
    const auto form = of_parts(
        part("name=\"title\"", "Lanthandeln i Älvdalen") +
        part("name=\"doc\"; filename=\"C:\\temp\\åäö %22x%22.pdf\"", bytes, "Content-Type: application/pdf\r\n") +
        part("name=\"doc\"; filename=\"\"", "") + part("name=empty", "") +
        part("name=\"doc\"; filename=\"../../etc/passwd\"", "x"));
    EXPECT_EQ(form.text("title"), "Lanthandeln i Älvdalen");
    EXPECT_TRUE(form.has("empty"));
    ASSERT_EQ(form.files("doc").size(), 2u);
    const auto& file = *form.files("doc")[0];
    EXPECT_EQ(file.name, "åäö \"x\".pdf");
    EXPECT_EQ(file.media_type_claimed, "application/pdf");
    EXPECT_EQ(file.content, bytes);
    EXPECT_EQ(form.files("doc")[1]->name, "passwd");
    EXPECT_EQ(form.fields().size(), 2u);
}

TEST(Form, KeepsTheLimitsOfFiles) {
    std::string many;
    for (std::size_t i = 0; i <= limits::form_files; ++i) many += part("name=\"d\"; filename=\"a\"", "x");
    EXPECT_EQ(code_of([&] { of_parts(many); }), "too_large request.too_many_files");
}

// One file too large took everything typed beside it away: it is for its field to say so (documents/document.cpp).
TEST(Form, ReadsAFileThatIsTooLargeWithAllThatStandsBesideIt) {
    const std::string large(limits::upload_bytes + 1, 'x');
    const auto form = of_parts(part("name=\"d\"; filename=\"a\"", large) + part("name=\"typed\"", "kept"));
    EXPECT_EQ(form.files("d")[0]->content.size(), large.size());
    EXPECT_EQ(form.text("typed"), "kept");
}

TEST(Form, RefusesMultipartThatIsNotWhole) {
    const auto whole = part("name=\"a\"", "1") + "--XyZ--\r\n";
    EXPECT_EQ(Form::parse(multipart, whole).text("a"), "1");
    EXPECT_EQ(Form::parse("multipart/form-data; boundary=\"XyZ\"; charset=utf-8", whole).text("a"), "1");
    for (std::size_t cut = 0; cut < whole.size() - 2; ++cut) {
        EXPECT_EQ(code_of([&] { Form::parse(multipart, whole.substr(0, cut)); }), "bad_request request.form_broken")
            << cut;
    }
    EXPECT_EQ(code_of([&] { Form::parse("multipart/form-data", whole); }), "bad_request request.form_broken");
    EXPECT_EQ(code_of([&] { Form::parse("multipart/form-data; boundary=", whole); }),
              "bad_request request.form_broken");
    EXPECT_EQ(code_of([&] { Form::parse("multipart/form-data; boundary=\"X", whole); }),
              "bad_request request.form_broken");
    EXPECT_EQ(code_of([&] { of_parts("--XyZ\r\n\r\nno name\r\n"); }), "bad_request request.form_broken");
    EXPECT_EQ(code_of([&] { of_parts("--XyZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n"); }),
              "bad_request request.form_broken");
    EXPECT_EQ(code_of([&] { of_parts("--XyZ\r\nX: " + std::string(5000, 'x') + "\r\n\r\n1\r\n"); }),
              "bad_request request.form_broken");
}

TEST(Request, ReadsPathQueryAndCookies) {
    const Request request({.method = "GET",
                           .target = "/cases/a%20b?q=%C3%A5&q=2&empty=",
                           .headers = {{"Cookie", "a=1; bygdestod=s3; language=en"}, {"Accept", "x"}, {"accept", "y"}},
                           .client_address = "192.0.2.1",
                           .request_id = "r"});
    EXPECT_EQ(request.path(), "/cases/a%20b");
    EXPECT_EQ(request.query("q"), "å");
    EXPECT_EQ(request.query_all("q"), (std::vector<std::string>{"å", "2"}));
    EXPECT_EQ(request.query("missing"), "");
    EXPECT_EQ(request.cookie("bygdestod"), "s3");
    EXPECT_EQ(request.header("ACCEPT"), "x, y");
    EXPECT_EQ(request.language(), "en");
    EXPECT_FALSE(request.is_api());
    EXPECT_FALSE(request.signed_in());
    EXPECT_EQ(code_of([&] { request.actor(); }), "unauthenticated session.none");
    EXPECT_EQ(request.form_key(), request.form_key());
    EXPECT_GE(request.form_key().size(), 20u);
}

TEST(Request, OverHttpsReadsOnlyCookiesWithTheHostPrefix) {
    const Request request({.headers = {{"Cookie", "bygdestod=planted; __Host-bygdestod=ours"}}, .secure = true});
    EXPECT_EQ(request.cookie("bygdestod"), "ours");
    EXPECT_EQ(request.cookie("__Host-bygdestod"), "ours");
}

TEST(Request, RefusesTargetsThatCannotBeUnderstood) {
    EXPECT_EQ(code_of([] { Request({.target = "/%zz"}); }), "bad_request request.path");
    EXPECT_EQ(code_of([] { Request({.target = "/a%00b"}); }), "bad_request request.path");
    EXPECT_EQ(code_of([] { Request({.target = "/a%0d%0aX:%20y"}); }), "bad_request request.path");
    EXPECT_EQ(code_of([] { Request({.target = "/%ff"}); }), "bad_request request.not_utf8");
    EXPECT_EQ(code_of([] { Request({.target = "http://x/"}); }), "bad_request request.path");
}

TEST(Request, TakesJsonOnlyWhenItIsSaidToBe) {
    const auto json = [](std::string type, std::string body) {
        return code_of([&] { Request({.headers = {{"Content-Type", type}}, .body = body}).json(); });
    };
    EXPECT_EQ(json("application/json; charset=utf-8", "{\"a\":\"å\"}"), "none");
    EXPECT_EQ(json("application/merge-patch+json", "{}"), "none");
    EXPECT_EQ(json("text/plain", "{}"), "bad_request request.not_json");
    EXPECT_EQ(json("application/json", "{\"a\":"), "bad_request request.not_json");
    EXPECT_EQ(json("application/json", ""), "bad_request request.not_json");
    EXPECT_EQ(json("application/json", "{\"a\":\"\xff\"}"), "bad_request request.not_utf8");
    EXPECT_EQ(json("application/json", std::string(100'000, '[')), "bad_request request.not_json");
}

}  // namespace
}  // namespace bygd
