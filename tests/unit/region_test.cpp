// The file that says whose house it is: what stands there is taken, and every fault is told at once.
#include "base/region.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace bygd {
namespace {

std::filesystem::path written(const std::string& text) {
    const auto path = std::filesystem::path(testing::TempDir()) / ("region.json." + std::to_string(getpid()));
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

std::string fault(const std::string& text) {
    const auto path = written(text);
    try {
        Region::load(path);
        return "none";
    } catch (const std::runtime_error& error) {
        return std::string(error.what()).substr(path.string().size());
    }
}

TEST(Region, IsReadFromTheFileOfTheHouse) {
    const auto region = Region::load(std::string(BYGD_SOURCE_DIR) + "/schemas/reference/region.json");
    EXPECT_EQ(region.name, "Region Dalarna");
    EXPECT_EQ(region.county, "20");
    EXPECT_EQ(region.diary_series, "RUN");
    EXPECT_EQ(region.court, "Förvaltningsrätten i Falun");
    EXPECT_EQ(region.letters_to(), "Region Dalarna, Box 712, 791 29 Falun");
    const auto other = Region::load(written(
        R"({"name": "Region Jämtland Härjedalen", "county": "23", "diary_series": "RS", "court": "Förvaltningsrätten i Härnösand"})"));
    EXPECT_EQ(other.name, "Region Jämtland Härjedalen");
    EXPECT_EQ(other.court, "Förvaltningsrätten i Härnösand");
    EXPECT_EQ(other.letters_to(), "");
}

TEST(Region, TellsEveryFaultAtOnce) {
    EXPECT_EQ(fault(R"({"name": " ", "county": "2O", "diary_series": "run", "court": "", "lan": "20"})"),
              ": name is empty; county is no code of two digits; diary_series is not two to ten of A-Z;"
              " court is empty; there is no member lan");
    EXPECT_EQ(fault(R"({"county": 20})"), ": name is missing; county is missing; diary_series is missing; court is missing; name is empty;"
                                          " county is no code of two digits; diary_series is not two to ten of A-Z");
    EXPECT_EQ(fault("{"), " cannot be read as JSON");
    EXPECT_THROW(Region::load("/nowhere/region.json"), std::runtime_error);
}

TEST(Region, TakesAMapOfItsOwnKommuner) {
    const auto region = Region::load(std::string(BYGD_SOURCE_DIR) + "/schemas/reference/region.json");
    EXPECT_EQ(region.map.size(), 15u) << "every kommun of Dalarna has a tile";
    const auto with = [](const std::string& map) { return fault(R"({"name": "R", "county": "20", "diary_series": "RUN", "court": "F", "map": )" + map + "}"); };
    EXPECT_EQ(with("[]"), "none");
    EXPECT_EQ(with("{}"), ": map is no list");
    EXPECT_EQ(with(R"([{"municipality": "2180", "row": 0, "column": 0}])"), ": map: 2180 is no kommun of the county");
    EXPECT_EQ(with(R"([{"municipality": "2080", "row": 0, "column": 0}, {"municipality": "2081", "row": 0, "column": 0}])"),
              ": map: 2081 stands outside, twice or on another");
    EXPECT_EQ(with(R"([{"municipality": "2080", "row": 20, "column": 0}])"), ": map: 2080 stands outside, twice or on another");
}

}  // namespace
}  // namespace bygd
