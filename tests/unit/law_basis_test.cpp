// Which ordinance a case is tried by and on which day its values are looked up; and what is said of files that are wrong.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "aid/rule_table.hpp"
#include "tests/unit/golden.hpp"
#include "tests/unit/law.hpp"

namespace bygd::testing_law {
namespace {

using nlohmann::json;

struct BasisRow {
    const char *received, *basis, *tried, *law_day;
};
struct Basis : testing::TestWithParam<BasisRow> {};

TEST_P(Basis, follows_from_the_day_the_application_came_in) {
    const auto row = GetParam();
    const auto& basis = parameters().bases().of_case(day(row.received), day(row.tried));
    EXPECT_EQ(basis.number, row.basis) << row.received;
    EXPECT_EQ(law_day(basis, day(row.tried)).iso(), row.law_day) << row.tried;
}

INSTANTIATE_TEST_SUITE_P(Days, Basis, testing::Values(
    BasisRow{"2024-12-30", "2000:284", "2024-12-30", "2024-12-30"},
    BasisRow{"2024-12-31", "2000:284", "2024-12-31", "2024-12-31"},
    BasisRow{"2024-12-31", "2000:284", "2025-01-01", "2024-12-31"},     // a day late is tried by the day before
    BasisRow{"2024-12-31", "2000:284", "2031-06-30", "2024-12-31"},
    BasisRow{"2025-01-01", "2024:1243", "2025-01-01", "2025-01-01"},
    BasisRow{"2025-01-02", "2024:1243", "2026-02-28", "2026-02-28"},
    BasisRow{"2028-02-29", "2024:1243", "2028-02-29", "2028-02-29"},
    BasisRow{"2024-02-29", "2000:284", "2024-02-29", "2024-02-29"},
    BasisRow{"2000-06-01", "2000:284", "2000-06-01", "2000-06-01"},
    BasisRow{"2000-05-31", "2000:284", "2000-05-31", "2000-06-01"}));

json bases() {
    return json::parse(R"({"chosen_by": "received", "legal_bases": [
        {"number": "A", "title": {"sv": "a", "en": "a"}, "valid_from": "2000-01-01", "valid_to": "2009-12-31", "source": "s", "amendments": []},
        {"number": "B", "title": {"sv": "b", "en": "b"}, "valid_from": "2010-01-01", "source": "s", "amendments": []}]})");
}

std::string fault(const json& file) {
    try {
        LegalBases::of_json(file);
        return "none";
    } catch (const std::exception& error) {
        return error.what();
    }
}

TEST(LegalBases, AreOneForEachDay) {
    EXPECT_EQ(fault(bases()), "none");
    auto gap = bases();
    gap["legal_bases"][0]["valid_to"] = "2009-12-30";
    EXPECT_EQ(fault(gap), "A does not end the day before B begins");
    auto both = bases();
    both["legal_bases"][0].erase("valid_to");
    EXPECT_EQ(fault(both), "A does not end the day before B begins");
    EXPECT_EQ(fault(json{{"chosen_by", "received"}, {"legal_bases", json::array()}}), "there is no legal basis");
}

TEST(LegalBases, MayBeChosenByTheDayOfRegistrationInstead) {
    auto file = bases();
    EXPECT_EQ(LegalBases::of_json(file).of_case(day("2009-12-31"), day("2010-01-01")).number, "A");
    file["chosen_by"] = "registered";
    EXPECT_EQ(LegalBases::of_json(file).of_case(day("2009-12-31"), day("2010-01-01")).number, "B");
    file["chosen_by"] = "coin";
    EXPECT_EQ(fault(file), "chosen_by is neither received nor registered");
}

TEST(LegalBases, HaveTheirAmendmentsInTheOrderOfTheirDays) {
    const auto& old = parameters().bases().get("2000:284");
    ASSERT_EQ(old.amendments.size(), 14u);
    for (std::size_t i = 1; i < old.amendments.size(); ++i) EXPECT_LE(old.amendments[i - 1].in_force, old.amendments[i].in_force);
    EXPECT_EQ(parameters().bases().find("1999:1"), nullptr);
}

// --- the laws of the forms

TEST(FormLaw, StandsOnRulesParametersAndBasesThatAreThere) {
    EXPECT_EQ(forms().faults_against(parameters()), std::vector<std::string>());
    for (const auto* form : forms().all()) {
        for (const auto* basis : {"2024:1243", "2000:284"}) EXPECT_NE(form->law_under(basis), nullptr) << form->name << basis;
    }
}

TEST(FormLaw, OfAVersionFromBeforeThereWereRulesIsThatOfTheNext) {
    const auto& old = forms().get("operating_support", 1);
    const auto& now = forms().get("operating_support", 2);
    EXPECT_EQ(old.law.size(), now.law.size());
    EXPECT_EQ(old.legal_basis, "2024:1243");
    EXPECT_EQ(old.paragraphs_under("2000:284"), "21 a–21 d §§");
    EXPECT_EQ(forms().get("investment_support", 1).cost_line("training")->paragraph_under("2000:284"), "10 §");
}

TEST(FormLaw, SaysEveryFaultOfARule) {
    const auto faults = [](RuleLine line) {
        auto found = faults_of_rule(line);
        for (auto& more : parameter_faults_of_rule(line, parameters())) found.push_back(std::move(more));
        return joined(found, "; ");
    };
    RuleLine line;
    line.rule = "farther_than";
    line.paragraph = "21 §";
    EXPECT_EQ(faults(line), "lacks the parameter \"limit\"");
    line.parameters = {{"limit", "operating_distance"}};
    EXPECT_EQ(faults(line), "");
    line.parameters = {{"limit", "yearly_cap"}};
    EXPECT_EQ(faults(line), "yearly_cap is not in metres");
    line.parameters = {{"limit", "no_such"}, {"odd", "yearly_cap"}};
    EXPECT_EQ(faults(line), "has no parameter \"odd\"; there is no parameter no_such");
    line.rule = "nearer_than";
    EXPECT_EQ(faults(line), "there is no rule of that name");
    RuleLine cap;
    cap.rule = "yearly_cap";
    cap.parameters = {{"limit", "yearly_cap"}};
    cap.counts = {"service_grant of somebody"};
    cap.guideline = "a friend";
    EXPECT_EQ(faults(cap), "has no paragraph; guideline is neither region nor agency; counts holds \"service_grant of somebody\"; "
                           "lacks counts or line");
}

// A form file with one thing changed, in a folder of its own.
std::string loading(const std::function<void(json&)>& change) {
    const auto folder = std::filesystem::path(testing::TempDir()) / ("law_forms." + std::to_string(getpid()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto form = json::parse(file_text("schemas/forms/service_grant.v2.json"));
    change(form);
    std::ofstream(folder / "service_grant.v2.json") << form.dump();
    try {
        const auto set = FormSet::load(folder);
        return joined(set.faults_against(parameters()), "; ");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(FormLaw, IsReadStrictly) {
    EXPECT_EQ(loading([](json&) {}), "");
    EXPECT_EQ(loading([](json& form) { form["law"][0]["rules"][0]["rule"] = "applicant_is_nice"; }),
              "forms: service_grant: 2024:1243, applicant_is_nice: there is no rule of that name");
    EXPECT_EQ(loading([](json& form) { form["law"][0]["rules"][0]["waivedby"] = "19 §"; }),
              "forms: service_grant.v2.json: a rule has no member waivedby");
}

TEST(FormLaw, NamesALegalBasisThatIsThere) {
    EXPECT_EQ(loading([](json& form) { form["law"][1]["basis"] = "1994:577"; }),
              "form service_grant: there is no legal basis 1994:577");
    EXPECT_EQ(loading([](json& form) { form.erase("law"); }), "forms: service_grant v2 lists no law");
}

TEST(Form, IsNotGivenUnderABasisItDoesNotList) {
    auto form = forms().latest("operating_support");
    form.law.pop_back();
    AssessmentFacts facts;
    facts.received = facts.day = day("2024-06-03");
    const auto found = assess(form, {}, parameters(), facts);
    ASSERT_EQ(found.refusals.size(), 1u);
    EXPECT_EQ(found.refusals[0].problem, (Problem{"", "law.not_given", {"2000:284"}}));
    facts.legal_basis = "1999:1";
    EXPECT_THROW(assess(form, {}, parameters(), facts), Error);
}

// --- as JSON

TEST(AssessmentJson, GivesTheSameAssessmentBack) {
    const auto found = operating().metres(9'000).turnover("12 000 000").special_reason("farther_than", "Ön Åland — \"ensam\"")
                           .granted("service_grant", 2026, "100 000").with("opening_hours", "10").on("2024-12-31").year(2026).assessed();
    const auto text = to_json(found).dump();
    const auto read = assessment_of_json(json::parse(text));
    EXPECT_EQ(to_json(read).dump(), text);
    EXPECT_EQ(verdict(read), verdict(found));
    EXPECT_EQ(read.waived.at(0).special.text, "Ön Åland — \"ensam\"");
}

TEST(AssessmentJson, ReadsTheSnapshotsOfBeforeThereWereReasons) {
    const auto read = assessment_of_json(json::parse(
        R"({"most": "100500.00", "lines": [{"line": "premises", "description": "Kyl", "amount": "201000.00", "share": 5000,
            "aid": "100500.00", "paragraph": "16 § 1"}]})"));
    EXPECT_EQ(read.calculated, kr("100 500"));
    EXPECT_TRUE(read.eligible());
    EXPECT_EQ(read.lines.at(0).description, "Kyl");
}

TEST(ParameterText, IsWhatAPersonReads) {
    const auto text = [](const char* unit, std::int64_t value) {
        return parameter_text({"", unit, {{}, {}, value, "", "", ""}});
    };
    EXPECT_EQ(text("ore", 35'000'000), "350\u00a0000\u00a0kr");
    EXPECT_EQ(text("basis_points", 5'000), "50\u00a0%");
    EXPECT_EQ(text("basis_points", 1'250), "12,5\u00a0%");
    EXPECT_EQ(text("basis_points", 1'205), "12,05\u00a0%");
    EXPECT_EQ(text("metres", 10'000), "10,0\u00a0km");
    EXPECT_EQ(text("number", 3), "3");
}

}  // namespace
}  // namespace bygd::testing_law
