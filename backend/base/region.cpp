#include "base/region.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "base/text.hpp"

namespace bygd {

namespace {

void read_map(const nlohmann::json& read, Region& region, std::vector<std::string>& faults) {
    const auto found = read.find("map");
    if (found == read.end()) return;
    if (!found->is_array()) return faults.push_back("map is no list");
    for (const auto& node : *found) {
        Region::Place place{node.value("municipality", ""), node.value("row", -1), node.value("column", -1)};
        const bool inside = place.row >= 0 && place.row < 20 && place.column >= 0 && place.column < 20;
        const bool taken = std::any_of(region.map.begin(), region.map.end(), [&](const auto& other) {
            return other.municipality == place.municipality || (other.row == place.row && other.column == place.column);
        });
        if (place.municipality.size() != 4 || !place.municipality.starts_with(region.county)) {
            faults.push_back("map: " + place.municipality + " is no kommun of the county");
        } else if (!inside || taken) {
            faults.push_back("map: " + place.municipality + " stands outside, twice or on another");
        }
        region.map.push_back(std::move(place));
    }
}

}  // namespace

Region Region::load(const std::filesystem::path& file) {
    std::ifstream stream(file);
    const auto read = nlohmann::json::parse(stream, nullptr, false);
    if (!read.is_object()) throw std::runtime_error(file.string() + " cannot be read as JSON");
    std::vector<std::string> faults;
    const auto text = [&](const char* name) {
        const auto found = read.find(name);
        if (found != read.end() && found->is_string()) return found->get<std::string>();
        faults.push_back(std::string(name) + " is missing");
        return std::string();
    };
    Region region{text("name"), read.value("department", ""), text("county"), text("diary_series"),
                        text("court"), read.value("address", ""), read.value("board", "")};
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto& series = region.diary_series;
    if (trimmed(region.name).empty()) faults.push_back("name is empty");
    if (region.county.size() != 2 || !all_digits(region.county)) faults.push_back("county is no code of two digits");
    if (series.size() < 2 || series.size() > 10 || !std::all_of(series.begin(), series.end(), capital)) {
        faults.push_back("diary_series is not two to ten of A-Z");
    }
    if (read.contains("court") && trimmed(region.court).empty()) faults.push_back("court is empty");
    read_map(read, region, faults);
    const std::string_view known[] = {"name", "department", "county", "diary_series", "court", "address", "board", "map"};
    for (const auto& [name, value] : read.items()) {
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            faults.push_back("there is no member " + name);
        }
    }
    if (!faults.empty()) throw std::runtime_error(file.string() + ": " + joined(faults, "; "));
    return region;
}

std::string Region::letters_to() const { return address.empty() ? "" : name + ", " + address; }

}  // namespace bygd
