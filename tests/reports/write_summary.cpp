// write_summary OUT_DIRECTORY: the expenditure summary of the demo project in every format, and the same workbook in
// English, for check_workbook.py to judge. The time is fixed, so two runs write the same bytes.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.hpp"
#include "base/words.hpp"
#include "projects/project_json.hpp"
#include "reports/catalogue.hpp"
#include "reports/expenditure_summary.hpp"

namespace {

std::string contents(const std::string& path) {
    std::ifstream file(std::string(BYGD_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error("cannot read " + path);
    return text.str();
}

bygd::Workbook summary(const std::string& language) {
    const auto economy = bygd::parse_project(contents("schemas/demo/processledning-rsp-2016-2019.json"));
    const auto words = bygd::Words::parse(language, contents("backend/web/words." + language + ".json"));
    const bygd::ReportOrigin origin{
        "Test", bygd::parse_utc("2026-11-23T13:05:00.000000Z"), "0.1.0", "Region Dalarna", {{"project", economy.project.slug}}};
    return bygd::to_workbook(bygd::summarise_expenditure(economy), words, origin);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    const std::filesystem::path folder = arguments[1];
    try {
        std::filesystem::create_directories(folder);
        const auto swedish = summary("sv");
        for (const auto* suffix : {"xlsx", "csv", "html", "json"}) {
            bygd::render(swedish, *bygd::report_format_of(suffix), folder / ("summary." + std::string(suffix)));
        }
        bygd::render(swedish, bygd::ReportFormat::xlsx, folder / "again.xlsx");
        bygd::render(summary("en"), bygd::ReportFormat::xlsx, folder / "english.xlsx");
    } catch (const bygd::Error& error) {
        for (const auto& problem : error.problems()) {
            std::cerr << "write_summary: " << problem.field << " " << problem.code << " "
                      << bygd::joined(problem.values, " ") << "\n";
        }
        return 1;
    } catch (const std::exception& error) {
        std::cerr << "write_summary: " << error.what() << "\n";
        return 1;
    }
}
