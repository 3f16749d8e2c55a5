#include "database/problem_text.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

std::string problem_text(const Problems& problems) {
    auto all = nlohmann::json::array();
    for (const auto& problem : problems) all.push_back({problem.field, problem.code, problem.values});
    return all.dump();
}

Problems problems_of_text(std::string_view text) {
    Problems problems;
    for (const auto& each : nlohmann::json::parse(text)) {
        problems.push_back({each.at(0), each.at(1), each.at(2).get<std::vector<std::string>>()});
    }
    return problems;
}

}  // namespace bygd
