// Every component on one page, with sample data: what the look is designed against. STYLEGUIDE_OUT=DIR writes the page
// and its files there, to be served and looked at.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "web/chart.hpp"
#include "web/form_view.hpp"
#include "web/frame.hpp"

namespace bygd {
namespace {

const std::filesystem::path backend = std::string(BYGD_SOURCE_DIR) + "/backend";

void put_rows(View& view) {
    struct Row {
        const char *number, *name, *place, *form, *kind, *state, *due, *amount;
        bool late;
    };
    const Row rows[]{
        {"2026-0042", "Fågelsjö Lanthandel AB", "Orsa", "Investeringsstöd", "open", "Under beredning", "2027-01-05",
         "245 000 kr", false},
        {"2026-0039", "Handlarn i Öje ek. för.", "Malung-Sälen", "Särskilt driftstöd", "late", "Försenad", "2026-11-12",
         "180 000 kr", true},
        {"2026-0037", "Mjölnarens \"Bod\" & Café", "Ludvika", "Servicebidrag", "waiting", "Väntar på sökanden",
         "2026-11-28", "57 500,50 kr", false},
        {"2026-0031", "Vansbro kommun", "Vansbro", "Hemsändningsbidrag", "done", "Beviljat", "", "96 000 kr", false},
        {"2026-0030", "Åsens Bensin & Livs", "Älvdalen", "Investeringsstöd", "stopped", "Avslag", "", "410 000 kr",
         false},
        {"2026-0051", "Kråkbergs Handel HB", "Mora", "Servicebidrag", "new", "Inkommen", "2027-01-20", "25 000 kr",
         false}};
    for (const auto& row : rows) {
        auto& shown = view.add("ROW")
                          .set("NUMBER", row.number)
                          .set("NAME", row.name)
                          .set("PLACE", row.place)
                          .set("FORM", row.form);
        shown.set("KIND", row.kind)
            .set("STATE", row.state)
            .set("DUE", row.due)
            .set("AMOUNT", row.amount)
            .show_if(row.late, "LATE");
    }
}

void put_charts(View& view) {
    const Chart outcome{.title = "Utfall mot budget per år",
                        .description = "Utgifterna följer budgeten och är störst 2019.",
                        .unit = "kr",
                        .labels = {"2016", "2017", "2018", "2019"},
                        .series = {{"Budget", {640'000, 720'000, 740'000, 1'343'000}},
                                   {"Utfall", {610'000, 698'000, 725'000, 1'410'000}}}};
    view.set("CHART_MARKUP", draw_bars(outcome)).set("LINES_MARKUP", draw_lines(outcome));
    view.set("SHARE_MARKUP", draw_share({.title = "Utbetalt 42 %, beslutat 43 %, kvar 15 %",
                                         .parts = {{"Utbetalt", 42}, {"Beslutat", 43}, {"Kvar", 15}}}));
}

void put_form(View& view, const Words& words) {
    const Problems problems{
        {"orgno", "organisation_number.check_digit"}, {"amount", "amount.format"}, {"", "case.changed"}};
    const std::vector<Option> places{{"2034", "Orsa"}, {"2062", "Mora"}};
    const std::vector<Option> forms{{"i", "Investeringsstöd", "Till butikens inventarier och lokaler"},
                                    {"s", "Servicebidrag"}};
    put_problems(view, problems, words);
    put_field(view, "orgno", "556047-3522", problems, words);
    put_field(view, "amount", "tolv tusen", problems, words);
    put_field(view, "received", "2026-10-05", problems, words);
    put_field(view, "purpose", "Ny kyldisk <script>alert(1)</script>", problems, words);
    put_options(view, "municipality", places, "2062", problems, words);
    put_options(view, "kommun", places, "", problems, words);
    put_options(view, "form", forms, "i", problems, words);
    put_check(view, "chain", true, problems, words);
    using Kind = FieldView::Kind;
    add_field(view, "FIELD",
              {.kind = Kind::money,
               .name = "cost",
               .label = "Stödberättigande kostnad",
               .hint = "Utan moms",
               .value = "380 000"},
              problems, words);
    add_field(view, "FIELD",
              {.kind = Kind::number,
               .name = "distance",
               .label = "Avstånd till nästa butik",
               .value = "10,5",
               .unit = "km",
               .required = false},
              problems, words);
    add_field(
        view, "FIELD",
        {.kind = Kind::choice, .name = "owner", .label = "Ägarform", .value = "ab", .options = {{"ab", "Aktiebolag"}}},
        problems, words);
    add_field(view, "FIELD", {.kind = Kind::check, .name = "sure", .label = "Uppgifterna är riktiga", .value = "1"},
              problems, words);
}

TEST(StyleGuide, DrawsEveryComponent) {
    const auto languages = Languages::load(backend / "web");
    const Templates templates(backend, languages);
    View view;
    view.set("CSRF", "csrf").set("FORM_KEY", "key");
    put_rows(view);
    put_charts(view);
    put_form(view, languages.sv);
    Frame frame{.title = "Stilguide",
                .nav = Nav::cases,
                .crumbs = {{"Ärenden", "/cases"}, {"2026-0042"}},
                .signed_in = true,
                .user_name = "Anna Berg",
                .roles = {Role::officer, Role::manager},
                .csrf = "csrf",
                .form_key = "key",
                .path = "/styleguide",
                .flash = "Ärendet är sparat."};
    const auto html = framed(templates, languages, frame, templates.part("web/styleguide", view, "sv"));
    EXPECT_NE(html.find("<title>Stilguide – Bygdestöd</title>"), std::string::npos);
    EXPECT_NE(html.find("href=\"/cases\" aria-current=\"page\""), std::string::npos);
    EXPECT_NE(html.find("Mjölnarens &quot;Bod&quot; &amp; Café"), std::string::npos);
    EXPECT_NE(html.find("<a class=\"ds-link\" href=\"#field-orgno\">"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)"), std::string::npos);
    EXPECT_EQ(html.find("<script>alert"), std::string::npos);
    EXPECT_EQ(html.find("[["), std::string::npos);
    EXPECT_EQ(html.find("{{"), std::string::npos);

    if (const char* out = std::getenv("STYLEGUIDE_OUT")) {
        const std::filesystem::path folder(out);
        std::filesystem::create_directories(folder / "assets");
        std::ofstream(folder / "index.html") << html;
        for (const auto* name : {"style.css", "app.js", "icon.svg", "inter.woff2"}) {
            const auto* asset = templates.assets().named(name);
            ASSERT_NE(asset, nullptr) << name;
            std::ofstream(folder / asset->url.substr(1), std::ios::binary) << asset->bytes;
        }
    }
}

// Every word after class=" in a template, without its variables.
std::set<std::string> classes_of(std::string html) {
    std::set<std::string> found;
    const std::regex variable(R"(\{\{[^}]*\}\}|\$\{[^}]*\})"), attribute("class=\"([^\"]*)\"");
    html = std::regex_replace(html, variable, " ");
    for (auto at = std::sregex_iterator(html.begin(), html.end(), attribute); at != std::sregex_iterator(); ++at) {
        for (const auto& name : split((*at)[1].str(), ' ')) {
            if (!trimmed(name).empty()) found.insert(trimmed(name));
        }
    }
    return found;
}

// A class without a rule is a misspelling, or a page that looks like no other. Letters carry their own rules.
TEST(StyleSheet, HasARuleForEveryClassOfATemplate) {
    const auto css = Assets::load(backend / "web").named("style.css")->bytes;
    const std::regex selector(R"(\.(-?[A-Za-z_][A-Za-z0-9_-]*))");
    std::set<std::string> ruled;
    for (auto at = std::sregex_iterator(css.begin(), css.end(), selector); at != std::sregex_iterator(); ++at) {
        ruled.insert((*at)[1]);
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(backend)) {
        const auto path = entry.path();
        if (path.extension() != ".html" || path.string().find("node_modules") != std::string::npos) continue;
        if (path.stem().string().find("letter") != std::string::npos) continue;
        std::ifstream file(path);
        for (const auto& name : classes_of(std::string((std::istreambuf_iterator<char>(file)), {}))) {
            EXPECT_TRUE(ruled.contains(name)) << path << ": " << name;
        }
    }
}

TEST(Frame, ShowsNoWaysToWhoeverIsNotSignedIn) {
    const auto languages = Languages::load(backend / "web");
    const Templates templates(backend, languages);
    const auto html =
        framed(templates, languages, {.title = "Logga in", .language = "en"}, templates.part("web/error", {}, "en"));
    EXPECT_NE(html.find("<html lang=\"en\""), std::string::npos);
    EXPECT_EQ(html.find("href=\"/cases\""), std::string::npos);
    EXPECT_EQ(html.find("/sign-out"), std::string::npos);
    EXPECT_NE(html.find("Svenska"), std::string::npos);
}

TEST(Frame, ShowsTheAdministratorNoCases) {
    EXPECT_EQ(navigation_of({Role::administrator}), (std::vector{Nav::start, Nav::admin}));
    EXPECT_EQ(navigation_of({Role::officer}).size(), 10u);
    EXPECT_EQ(navigation_of({}), std::vector{Nav::start});
}

TEST(Assets, AreNamedByTheirContentAndSmallerPacked) {
    const auto assets = Assets::load(backend / "web");
    const auto* style = assets.named("style.css");
    ASSERT_NE(style, nullptr);
    EXPECT_EQ(style->url.substr(0, 14), "/assets/style.");
    EXPECT_EQ(assets.find(style->url), style);
    EXPECT_EQ(assets.find("/assets/style.0000000000000000.css"), nullptr);
    EXPECT_EQ(assets.find("/assets/../words.sv.json"), nullptr);
    EXPECT_LT(style->gzipped.size() * 3, style->bytes.size());
    EXPECT_EQ(style->bytes.find("[[asset:"), std::string::npos);
    EXPECT_LT(style->gzipped.size() + assets.named("inter.woff2")->bytes.size(), 80'000u)
        << "the queue is to be under 100 kB";
}

}  // namespace
}  // namespace bygd
