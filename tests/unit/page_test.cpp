#include "web/page.hpp"

#include <gtest/gtest.h>

#include "base/date_time.hpp"
#include "http/router.hpp"

namespace bygd {
namespace {

// A page needs words and templates alone: whoever asks for another part of the house in these tests has a fault.
template <typename Absent>
Absent& absent() {
    alignas(16) static char nothing[16];
    return reinterpret_cast<Absent&>(nothing);
}

struct House {
    SystemClock clock;
    Languages languages = Languages::load(std::string(BYGD_SOURCE_DIR) + "/backend/web");
    Templates templates{std::filesystem::path(BYGD_SOURCE_DIR) / "backend", languages};
    Services services{clock,
                      absent<Database>(),
                      absent<Region>(),
                      languages,
                      templates,
                      absent<WorkflowSet>(),
                      absent<Guards>(),
                      absent<Effects>(),
                      absent<Parameters>(),
                      absent<FormSet>(),
                      absent<LetterMaker>(),
                      absent<DeMinimisLaw>(),
                      absent<Timers>(),
                      absent<DocumentRoom>(),
                      absent<LetterTexts>()};
};

const House& house() {
    static const House made;
    return made;
}

Request request_for(std::string target, std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request(Request::Parts{.target = std::move(target), .headers = std::move(headers), .request_id = "req-1"});
    request.set_csrf("the-csrf");
    return request;
}

std::string flash_set_by(const Response& response) {
    for (const auto& cookie : response.cookies) {
        if (cookie.name == "flash") return cookie.value;
    }
    return "none";
}

Response shown(const Request& request) {
    View view;
    return page(house().services, request, "web/accessibility", view, {.title = "Provet", .status = 200});
}

TEST(Page, HasItsFrameAndItsKeys) {
    const auto request = request_for("/accessibility?a=1&b=2");
    const auto answer = shown(request);
    EXPECT_NE(answer.body.find("<title>Provet – Bygdestöd</title>"), std::string::npos);
    EXPECT_NE(answer.body.find("name=\"csrf\" value=\"the-csrf\""), std::string::npos);
    EXPECT_NE(answer.body.find("value=\"" + request.form_key() + ".language\""), std::string::npos);
    EXPECT_NE(answer.body.find("value=\"/accessibility?a=1&amp;b=2\""), std::string::npos)
        << "the switch comes back here";
}

TEST(Page, IsInTheLanguageOfTheCookie) {
    EXPECT_NE(shown(request_for("/", {{"Cookie", "language=en"}})).body.find("<html lang=\"en\""), std::string::npos);
    EXPECT_NE(shown(request_for("/", {{"Cookie", "language=xx"}})).body.find("<html lang=\"sv\""), std::string::npos);
}

TEST(Page, SaysOnceWhatTheLastActionDid) {
    const auto moved = see_other_saying("/cases/2026-0042", "web.form.save", FlashKind::warning);
    EXPECT_EQ(moved.status, 303);
    EXPECT_EQ(flash_set_by(moved), "warning:web.form.save");

    const auto answer = shown(request_for("/", {{"Cookie", "flash=warning:web.form.save"}}));
    EXPECT_NE(answer.body.find("data-color=\"warning\" role=\"status\">Spara</div>"), std::string::npos);
    EXPECT_EQ(flash_set_by(answer), "") << "taken away again";
    EXPECT_EQ(flash_set_by(shown(request_for("/"))), "none");
}

TEST(Page, ShowsNothingThatAClientWroteIntoTheMessage) {
    for (const auto* cookie : {"flash=success:<b>hej</b>", "flash=hej", "flash=success:", "flash=danger:no.such.key",
                               "flash=red:web.form.save"}) {
        EXPECT_EQ(shown(request_for("/", {{"Cookie", cookie}})).body.find("flash"), std::string::npos) << cookie;
    }
}

TEST(Summary, TellsWhichFieldByItsLabel) {
    const std::string mark = "<b data-label-of=\"field-";
    EXPECT_EQ(with_labels_in_summary(
                  mark + "a\"></b>Fyll i. <label class=\"x\" for=\"field-a\">Namn &amp; ort <i>(x)</i></label>"),
              "<b>Namn &amp; ort:</b> Fyll i. <label class=\"x\" for=\"field-a\">Namn &amp; ort <i>(x)</i></label>");
    EXPECT_EQ(with_labels_in_summary(mark + "b\"></b>Välj. <fieldset id=\"field-b\"><legend>Form</legend></fieldset>"),
              "<b>Form:</b> Välj. <fieldset id=\"field-b\"><legend>Form</legend></fieldset>");
    EXPECT_EQ(
        with_labels_in_summary(mark + "c\"></b>Så. <p id=\"field-c\"></p><fieldset><legend>X</legend></fieldset>"),
        "Så. <p id=\"field-c\"></p><fieldset><legend>X</legend></fieldset>");
    EXPECT_EQ(with_labels_in_summary(mark + "d\"></b>Inget."), "Inget.");
    const std::string second = "Fyll i. <label for=\"field-e\" data-row=\"Villkor 2\">Slag</label>";
    EXPECT_EQ(with_labels_in_summary(mark + "e\"></b>" + second), "<b>Villkor 2, Slag:</b> " + second);
}

TEST(ErrorPage, HasItsWordsForEveryKindInBothLanguages) {
    for (int i = 0; i <= static_cast<int>(ErrorKind::internal); ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        for (const auto* cookie : {"language=sv", "language=en"}) {
            const auto answer = error_page(house().services, request_for("/x", {{"Cookie", cookie}}), Error(kind, {}));
            EXPECT_EQ(answer.status, http_status(kind));
            EXPECT_EQ(answer.body.find("[web."), std::string::npos) << to_string(kind);
        }
    }
}

TEST(ErrorPage, TellsEveryProblemAndOnlyOfAFaultItsId) {
    const Problems problems{{"amount", "amount.empty"}, {"", "case.changed"}, {"", "no.such.code"}};
    const auto refused = error_page(house().services, request_for("/x"), Error(ErrorKind::conflict, problems));
    EXPECT_NE(refused.body.find("Ange ett belopp."), std::string::npos);
    EXPECT_NE(refused.body.find("Ärendet har ändrats"), std::string::npos);
    EXPECT_EQ(refused.body.find("no.such.code"), std::string::npos);
    EXPECT_EQ(refused.body.find("req-1"), std::string::npos);
    const auto fault = error_page(house().services, request_for("/x?y=1"), Error(ErrorKind::internal, problems));
    EXPECT_NE(fault.body.find("req-1"), std::string::npos);
    EXPECT_EQ(fault.body.find("Ange ett belopp."), std::string::npos) << "what went wrong inside is nobody's business";
    EXPECT_NE(fault.body.find("href=\"/x?y=1\""), std::string::npos) << "a page may be asked for again";
}

// While the database was away a form was answered with a page that held nothing of what had been typed.
TEST(ErrorPage, OfAFormThatCouldNotBeSavedHoldsItToBeSentAgain) {
    const auto posted = [](const std::string& target, const std::string& body) {
        return Request({.method = "POST",
                        .target = target,
                        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                        .body = body,
                        .client_address = "127.0.0.1",
                        .request_id = "req-1"});
    };
    const Error away(ErrorKind::unavailable, {{"", "database.outcome_unknown"}});
    const auto kept = error_page(house().services, posted("/cases/1/notes", "csrf=c&form_key=k&note=%3Cb%3E%22%C3%A5"), away);
    for (const auto* part : {"<form method=\"post\" action=\"/cases/1/notes\">", "name=\"csrf\" value=\"c\"",
                             "name=\"form_key\" value=\"k\"", "&lt;b&gt;&quot;å", "Öppna ärendet och se efter"}) {
        EXPECT_NE(kept.body.find(part), std::string::npos) << part << kept.body;
    }
    EXPECT_EQ(kept.body.find("<b>\"å"), std::string::npos);
    for (const auto& [target, body] : {std::pair("/sign-in", "csrf=c&username=a&password=b"), {"/x", "csrf=c"}}) {
        const auto bare = error_page(house().services, posted(target, body), away);
        EXPECT_EQ(bare.body.find("web.error.typed_kept"), std::string::npos);
        EXPECT_EQ(bare.body.find("name=\"username\""), std::string::npos) << "a password is never sent back";
    }
    const auto foreign = error_page(house().services, posted("//evil.example/x", "a=1"), away);
    EXPECT_EQ(foreign.body.find("\"//evil.example/x\">\n    <input"), std::string::npos);
    EXPECT_NE(foreign.body.find("action=\"/\">"), std::string::npos) << "never to another site";
}

Response answer_of(const Router& router, Request request) {
    const auto match = router.match(request.method(), request.path());
    if (!match.route) return text_response("no route", 404);
    request.set_route(match.route->pattern, match.route->options, match.params);
    return match.route->handler(request);
}

TEST(WebRoutes, ServeAssetsForEverAndPackedToWhoeverTakesIt) {
    Router router;
    add_web_routes(router, house().services);
    const auto url = house().templates.assets().url("style.css");
    const auto plain = answer_of(router, request_for(url));
    EXPECT_EQ(plain.content_type, "text/css; charset=utf-8");
    EXPECT_NE(plain.find_header("Cache-Control")->find("immutable"), std::string::npos);
    EXPECT_EQ(plain.find_header("Content-Encoding"), nullptr);
    const auto packed = answer_of(router, request_for(url, {{"Accept-Encoding", "br, gzip"}}));
    EXPECT_EQ(*packed.find_header("Content-Encoding"), "gzip");
    EXPECT_LT(packed.body.size() * 3, plain.body.size());
    EXPECT_THROW(answer_of(router, request_for("/assets/style.css")), Error);
}

TEST(WebRoutes, SwitchTheLanguageAndComeBackNowhereElse) {
    Router router;
    add_web_routes(router, house().services);
    const auto post = [&](std::string body) {
        return answer_of(router,
                         Request(Request::Parts{.method = "POST",
                                                .target = "/language",
                                                .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                                .body = std::move(body)}));
    };
    const auto english = post("language=en&next=%2Fcases%3Fq%3D1");
    EXPECT_EQ(english.status, 303);
    EXPECT_EQ(*english.find_header("Location"), "/cases?q=1");
    EXPECT_EQ(english.cookies.at(0).value, "en");
    EXPECT_EQ(*post("language=zz&next=https%3A%2F%2Fevil.example").find_header("Location"), "/");
    EXPECT_EQ(post("language=zz&next=x").cookies.at(0).value, "sv");
}

}  // namespace
}  // namespace bygd
