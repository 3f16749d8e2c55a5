// The report of conditions: one row each, streamed, with a count of each kind that sums to the whole.
#include "reports/condition_list.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/words.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

ConditionLine line_of(const char* number, const char* text, const char* status, std::optional<Date> due) {
    ConditionLine line;
    line.condition.duty = {"report", text, "fixed", due, "redovisning", "officer", true};
    line.condition.status = status;
    if (std::string_view(status) != "open") {
        line.condition.status_at = parse_utc("2026-11-22T23:30:00.000000Z");
        line.settled_by = "Anna";
        line.condition.note = "Sett.";
    }
    line.diary_number = number;
    line.form = "service_grant";
    line.organisation = "Butiken; AB";
    line.municipality = "Mora";
    return line;
}

std::string csv_of(const std::string& sheet) {
    const auto words = Words::parse("sv", file_text("backend/web/words.sv.json"));
    const ReportOrigin origin{"Test", parse_utc("2026-11-23T13:05:00.000000Z"), "0.1.0", "Region Dalarna", {{"view", "open"}}};
    std::vector<std::vector<ConditionLine>> pages{
        {line_of("RUN 2026/0001", "=1+1", "open", Date(2026, 11, 22)), line_of("RUN 2026/0002", "Två", "open", Date(2026, 11, 23))},
        {line_of("RUN 2026/0003", "Tre", "met", std::nullopt)}};
    auto rows = [pages, next = std::size_t{0}]() mutable {
        return next < pages.size() ? pages[next++] : std::vector<ConditionLine>();
    };
    const ConditionLabels labels{[](const std::string& kind) { return kind == "report" ? "Lägesrapport" : "Besök"; },
                                 [](const std::string&) { return "Servicebidrag"; }};
    const auto workbook = condition_list(rows, {{"report", {2, 1, 1, 0, 0}}, {"visit", {1, 0, 0, 4, 2}}}, labels, Date(2026, 11, 23), words, origin);
    std::ostringstream out;
    render(workbook, ReportFormat::csv, out, sheet);
    return out.str();
}

}  // namespace

TEST(ConditionList, TellsEachWithWhatIsLateAndHowItWent) {
    const auto csv = csv_of("conditions");
    EXPECT_NE(csv.find("Diarienummer;Stödform;Mottagare;"), std::string::npos) << csv;
    EXPECT_NE(csv.find("2026-11-22;redovisning;Handläggaren;Ja;Försenat;"), std::string::npos) << csv;
    EXPECT_NE(csv.find("2026-11-23;redovisning;Handläggaren;Ja;Öppet;"), std::string::npos) << csv;
    EXPECT_NE(csv.find("Tre;;redovisning;Handläggaren;Ja;Uppfyllt;2026-11-23;Anna;Sett."), std::string::npos) << csv;
    EXPECT_NE(csv.find("\"Butiken; AB\""), std::string::npos) << csv;
    EXPECT_EQ(csv.find(";=1+1;"), std::string::npos) << "no formula of what a person typed: " << csv;
}

TEST(ConditionList, SumsEachKind) {
    const auto csv = csv_of("summary");
    EXPECT_NE(csv.find("Lägesrapport;2;1;1;0;0"), std::string::npos) << csv;
    EXPECT_NE(csv.find("Summa;3;1;1;4;2"), std::string::npos) << csv;
}

}  // namespace bygd
