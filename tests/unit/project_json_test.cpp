#include "projects/project_json.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

std::string demo() {
    return file_text("schemas/demo/processledning-rsp-2016-2019.json");
}

Problems problems_in(const std::string& json) {
    try {
        parse_project(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.problems();
    }
    return {};
}

std::string with(std::string_view from, std::string_view to) {
    auto text = demo();
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ProjectJson, HoldsTheFinalReport) {
    const auto economy = parse_project(demo());
    const auto& project = economy.project;
    EXPECT_EQ(project.slug, "processledning-rsp-2016-2019");
    EXPECT_EQ(project.years(), (std::vector<int>{2016, 2017, 2018, 2019}));
    EXPECT_EQ(project.texts.focus_areas.size(), 5u);
    EXPECT_EQ(project.texts.partners.back(), "Länsstyrelsen Dalarna");
    EXPECT_EQ(project.texts.results.size(), 5u);
    EXPECT_EQ(project.texts.indicators.at(0),
              (ProjectIndicator{"service_plans", "Kommuner med aktuell serviceplan", 14, 15}));
    EXPECT_EQ(project.texts.lessons.size(), 4u);
    EXPECT_EQ(project.texts.contact.phone, "023-777062");
    EXPECT_TRUE(project.invented_split);
    Money sum;
    for (const auto& row : economy.expenditure) sum += row.amount;
    EXPECT_EQ(sum, Money::kronor(3'443'000));
}

TEST(ProjectJson, DetailsComeBackAsTheyWent) {
    const auto project = parse_project(demo()).project;
    Project again;
    read_details(again, details_json(project));
    EXPECT_EQ(again.texts, project.texts);
    EXPECT_EQ(again.categories, project.categories);
}

TEST(ProjectJson, TellsEveryFaultWithItsPlace) {
    auto text = with("\"period_to\": \"2019-12-31\"", "\"period_to\": \"2019-02-29\"");
    text = replaced_all(text, "\"programme\": \"Dalarnas regionala serviceprogram\",", "");
    text = replaced_all(text, "\"year\": 2016, \"amount\": \"320000.00\"", "\"year\": \"2016\", \"amount\": \"1e9\"");
    EXPECT_EQ(problems_in(text), (Problems{{"programme", "project.missing"},
                                           {"period_to", "date.no_such_day"},
                                           {"budget.rows.0.year", "project.kind", {"123"}},
                                           {"budget.rows.0.amount", "amount.format"}}));
}

TEST(ProjectJson, TheRowsMustComeToTheTotalOfTheReport) {
    EXPECT_EQ(problems_in(with("\"amount\": \"3443000.00\"", "\"amount\": \"3443000.01\"")),
              (Problems{{"total_expenditure.amount",
                         "project.total_differs",
                         {"3\u00a0443\u00a0000,01\u00a0kr", "3\u00a0443\u00a0000\u00a0kr"}}}));
}

TEST(ProjectJson, RowsMustFitTheProject) {
    EXPECT_EQ(problems_in(with("\"kind\": \"public\"", "\"kind\": \"lottery\"")),
              (Problems{{"financing.rows.0.kind", "project.kind", {"public, private, eu"}}}));
    EXPECT_EQ(problems_in(with("\"key\": \"personnel\"", "\"key\": \"staff\"")).at(0).code, "project.category_unknown");
    EXPECT_EQ(problems_in(with("processledning-rsp", "Process ledning")), (Problems{{"slug", "project.slug"}}));
}

TEST(ProjectJson, WhatIsNotAnObjectIsRefused) {
    for (const std::string text : {"", "[]", "{", "null", "{\"slug\": \"\xFF\"}"}) {
        EXPECT_EQ(problems_in(text), (Problems{{"", "project.json"}})) << text;
    }
}

}  // namespace
}  // namespace bygd
