#include "web/templates.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "web/template_linter.hpp"
#include "web/template_text.hpp"

namespace bygd {
namespace {

const std::string backend = std::string(BYGD_SOURCE_DIR) + "/backend";

Languages two_words() {
    return {Words("sv", {{"hello", "Hej & \"välkommen\""}, {"only", "Bara"}}), Words("en", {{"hello", "Hello"}})};
}

std::string rendered(const std::string& text, const View& view, std::string_view language = "sv") {
    return Templates(TemplateTexts{{"room/page", text}}, two_words()).render("room/page", view, language);
}

std::string file_text(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What the linter says of a piece, without file and line; "" for nothing.
std::string fault_of(std::string_view piece) {
    const auto faults = template_faults("room/page", piece);
    if (faults.empty()) return "";
    return faults.front().substr(faults.front().find(": ") + 2);
}

TEST(Templates, EscapeForThePlaceWhereAValueStands) {
    View view;
    view.set("NAME", "<script>alert(1)</script> \"Å\" 'ö' & é =1+1")
        .set("URL", "javascript:alert(1)")
        .set("N", "a&b=c");
    EXPECT_EQ(rendered("<p>{{NAME}}</p>", view),
              "<p>&lt;script&gt;alert(1)&lt;/script&gt; &quot;Å&quot; &#39;ö&#39; &amp; é =1+1</p>");
    EXPECT_EQ(rendered("<a title=\"{{NAME}}\">", view),
              "<a title=\"&lt;script&gt;alert(1)&lt;/script&gt; &quot;Å&quot; &#39;ö&#39; &amp; é =1+1\">");
    EXPECT_EQ(rendered("<a href=\"{{URL}}\">x</a>", view), "<a href=\"#\">x</a>");
    EXPECT_EQ(rendered("<a href=\"/cases?q={{N:u}}\">x</a>", view), "<a href=\"/cases?q=a%26b%3Dc\">x</a>");
}

TEST(Templates, ShowSectionsAndRowsThatSeeTheirParents) {
    View view;
    view.set("UNIT", "kr").show("HEAD");
    view.add("ROWS").set("A", "1");
    view.add("ROWS").set("A", 2).show_if(true, "LATE");
    EXPECT_EQ(
        rendered("{{#HEAD}}h{{/HEAD}}{{#NONE}}n{{/NONE}}{{#ROWS}}[{{A}} {{UNIT}}{{#LATE}}!{{/LATE}}]{{/ROWS}}", view),
        "h[1 kr][2 kr!]");
}

TEST(Templates, PutTheWordsOfTheLanguageInEscaped) {
    EXPECT_EQ(rendered("<p title=\"[[hello]]\">[[hello]]</p>", {}),
              "<p title=\"Hej &amp; &quot;välkommen&quot;\">Hej &amp; &quot;välkommen&quot;</p>");
    EXPECT_EQ(rendered("[[hello]]", {}, "en"), "Hello");
}

TEST(Templates, TellEveryFaultOfEveryTemplateAtOnce) {
    try {
        Templates templates(TemplateTexts{{"a/one", "[[only]]<p style=\"x\">"}, {"b/two", "{{>web/_none}}[[nowhere]]"}},
                            two_words());
        FAIL() << "read without a fault";
    } catch (const std::runtime_error& error) {
        const std::string what = error.what();
        EXPECT_NE(what.find("a/one.html: the word only is missing in en"), std::string::npos) << what;
        EXPECT_NE(what.find("a/one.html line 1: a style attribute"), std::string::npos) << what;
        EXPECT_NE(what.find("b/two.html: there is no part web/_none"), std::string::npos) << what;
        EXPECT_NE(what.find("the word nowhere is missing in sv"), std::string::npos) << what;
    }
}

// ctemplate's ordinary escaping turns line breaks into spaces: a form shown again would lose every paragraph.
TEST(Templates, KeepTheLinesOfWhatWasTypedInATextArea) {
    const auto languages = Languages::load(backend + "/web");
    View view;
    view.set("TEXT_VALUE", "Första stycket.\n\nAndra & sista <b>.");
    const Templates page(TemplateTexts{{"room/page", "{{>web/_area name=\"text\" text=\"Text\"}}"},
                                 {"web/_area", file_text(backend + "/web/_area.html")}}, languages);
    EXPECT_NE(page.render("room/page", view, "sv").find(">Första stycket.\n\nAndra &amp; sista &lt;b&gt;.</textarea>"),
              std::string::npos);
}

TEST(Templates, RefuseToRenderWhatIsNotThere) {
    EXPECT_THROW(Templates(TemplateTexts{{"room/page", "x"}}, two_words()).render("room/other", {}, "sv"),
                 std::logic_error);
}

TEST(Templates, LetOnlyMarkupThroughAsItIs) {
    Templates templates(TemplateTexts{{"a/inner", "<b>{{X}}</b>"}, {"a/outer", "<div>{{BODY_MARKUP:none}}</div>"}},
                        two_words());
    View inner, outer;
    inner.set("X", "<i>");
    outer.set("BODY_MARKUP", templates.part("a/inner", inner, "sv"));
    EXPECT_EQ(templates.render("a/outer", outer, "sv"), "<div><b>&lt;i&gt;</b></div>");
    EXPECT_THROW(outer.set("BODY_MARKUP", "<script>"), std::logic_error);
    EXPECT_THROW(outer.set("BODY", templates.part("a/inner", inner, "sv")), std::logic_error);
}

TEST(TemplateParts, TakeArgumentsAndChoices) {
    const TemplateTexts all{{"web/_f", "<i id=\"${name}\">{{${NAME}_VALUE}}${?hint} (${hint})${/hint}</i>"},
                            {"web/_twice", "{{>web/_f name=\"${name}\"}}!"},
                            {"web/_ring", "{{>web/_ring}}"}};
    std::vector<std::string> faults;
    EXPECT_EQ(with_parts("{{>web/_f name=\"cost\" hint=\"kr, {{A}}\"}}|{{>web/_twice name=\"b\"}}", all, faults),
              "<i id=\"cost\">{{COST_VALUE}} (kr, {{A}})</i>|<i id=\"b\">{{B_VALUE}}</i>!");
    EXPECT_TRUE(faults.empty());
    with_parts("{{>web/_ring}}{{>web/_f}}{{>web/_f name=cost}}", all, faults);
    ASSERT_EQ(faults.size(), 3u);
    EXPECT_NE(faults[0].find("holds itself"), std::string::npos);
    EXPECT_NE(faults[1].find("${name} is given no value"), std::string::npos);
    EXPECT_NE(faults[2].find("cannot read"), std::string::npos);
}

struct Piece {
    const char* html;
    const char* fault;   // how the fault begins
};
class Linter : public testing::TestWithParam<Piece> {};

TEST_P(Linter, Says) {
    const auto said = fault_of(GetParam().html);
    EXPECT_TRUE(std::string(GetParam().fault).empty() ? said.empty() : said.starts_with(GetParam().fault))
        << GetParam().html << "\n  said: " << said;
}

INSTANTIATE_TEST_SUITE_P(Forbidden, Linter, testing::Values(
    Piece{"<p class={{X}}>", "the value of class has no quotes"},
    Piece{"<p class=a>", "the value of class has no quotes"},
    Piece{"<p style=\"color:red\">", "a style attribute"},
    Piece{"<p ONCLICK='x()'>", "the handler onclick"},
    Piece{"<button formaction=\"{{U}}\">", "a variable in formaction"},
    Piece{"<img srcset=\"{{U}}\">", "a variable in srcset"},
    Piece{"<use xlink:href=\"{{U}}\">", "a variable in xlink:href"},
    Piece{"<a hx-get=\"/x/{{U}}\">", "a variable in hx-get"},
    Piece{"<iframe srcdoc=\"{{U}}\">", "a variable in srcdoc"},
    Piece{"<meta content=\"0;{{U}}\">", "a variable in content"},
    Piece{"<a href=\" JavaScript:x()\">", "a javascript: URL"},
    Piece{"<a href=\"/a?q={{N}}\">", "{{N}} behind ? in href"},
    Piece{"<form action=\"/a?b=c&d={{N}}\"></form>", "{{N}} behind ? in action"},
    Piece{"<script>var a = 1</script>", "a script element without src"},
    Piece{"<script src=\"/a.js\">var a</script>", "a script element with content"},
    Piece{"<style>p{}</style>", "a style element"},
    Piece{"<base href=\"/\">", "the element base"},
    Piece{"<{{TAG}}>", "a variable as the name of an element"},
    Piece{"<p {{ATTR}}>", "a variable as an attribute"},
    Piece{"<p data-{{A}}=\"x\">", "a variable in the name of the attribute"},
    Piece{"<p>{{{X}}}</p>", "{{{ lets HTML through"},
    Piece{"<p>{{X:none}}</p>", ":none is for names"},
    Piece{"<p>{{X_MARKUP}}</p>", "write {{X_MARKUP:none}}"},
    Piece{"<p title=\"{{X_MARKUP:none}}\">", "markup in the attribute title"},
    Piece{"<p>{{X", "{{ is not closed"},
    Piece{"<form method=\"post\"><input name=\"a\"></form>", "a posting form without {{CSRF}}"},
    Piece{"<form method=\"POST\"><input value=\"{{CSRF}}\"></form>", "a posting form without {{FORM_KEY}}"},
    Piece{"<form><form></form></form>", "a form within a form"},
    Piece{"<form>", "a form is not closed"}));

INSTANTIATE_TEST_SUITE_P(Allowed, Linter, testing::Values(
    Piece{"<p class=\"a {{X}}\" title='{{Y}}'>{{Z}} < 3</p>", ""},
    Piece{"<option value=\"{{V}}\" {{#ON}}selected{{/ON}}>", ""},
    Piece{"<option value=\"{{V}}\"{{#ON}} selected{{/ON}}>", ""},
    Piece{"<tr{{#LATE}} class=\"late\"{{/LATE}}>", ""},
    Piece{"<a href=\"{{URL}}\">", ""},
    Piece{"<a href=\"/cases/{{D}}?tab=a&amp;q={{N:u}}\">", ""},
    Piece{"<form method=\"get\"><input name=\"q\"></form>", ""},
    Piece{"<form method=\"post\" action=\"/a\"><input value=\"{{CSRF}}\"><input value=\"{{FORM_KEY}}.x\"></form>", ""},
    Piece{"<script src=\"{{APP_JS}}\" defer></script>", ""},
    Piece{"<div>{{BODY_MARKUP:none}}</div>", ""},
    Piece{"<input disabled/>", ""}));

TEST(TemplateLinter, AllowsRulesInALetter) {
    EXPECT_TRUE(template_faults("decisions/decision_letter", "<style>p{}</style>").empty());
    EXPECT_FALSE(template_faults("decisions/decision_letter", "<style>p{color:{{X}}}</style>").empty());
}

TEST(TemplateLinter, NamesFileAndLine) {
    EXPECT_EQ(template_faults("cases/case", "<p>\n<p>\n<p style=\"\">").at(0).substr(0, 23), "cases/case.html line 3:");
}

TEST(Languages, AreComplete) {
    const auto languages = Languages::load(backend + "/web");
    EXPECT_EQ(differences(languages), std::vector<std::string>{});
}

TEST(Languages, TellWhatDiffers) {
    const Languages languages{Words("sv", {{"a", "x {0}"}, {"b", "y"}}), Words("en", {{"a", "x {1}"}, {"c", "z"}})};
    EXPECT_EQ(differences(languages),
              (std::vector<std::string>{"a: the placeholders differ", "b: only in sv", "c: only in en"}));
}

TEST(Templates, OfTheHouseAreAllInOrder) {
    EXPECT_NO_THROW(Templates(std::filesystem::path(backend), Languages::load(backend + "/web")));
}

}  // namespace
}  // namespace bygd
