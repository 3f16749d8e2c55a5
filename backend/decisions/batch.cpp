#include "decisions/batch.hpp"

#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

BatchLine line_of_text(const std::string& text, Problems& problems) {
    BatchLine line;
    const auto at = text.rfind('@');
    line.diary_number = trimmed(text.substr(0, at));
    const auto version = at == std::string::npos ? std::nullopt : whole_number(text.substr(at + 1));
    if (const auto beside = line.diary_number.find('#'); beside != std::string::npos) {
        const auto number = whole_number(line.diary_number.substr(beside + 1));
        if (!number || *number < 1 || *number > 100'000) problems.push_back({"case", "batch.line"});
        line.proceeding = static_cast<int>(number.value_or(0));
        line.diary_number.resize(beside);
    }
    if (line.diary_number.empty() || line.diary_number.size() > 30 || !version || *version < 1 || *version > 1'000'000'000) {
        problems.push_back({"case", "batch.line"});
    } else {
        line.version = static_cast<int>(*version);
    }
    return line;
}

void check_lines(const std::vector<BatchLine>& lines, Problems& problems) {
    if (lines.empty()) problems.push_back({"case", "batch.none"});
    if (lines.size() > limits::batch_cases) {
        problems.push_back({"case", "batch.too_many", {std::to_string(limits::batch_cases)}});
    }
    std::set<std::pair<std::string, int>> seen;
    for (const auto& line : lines) {
        if (!seen.emplace(line.diary_number, line.proceeding).second) {
            problems.push_back({"case", "batch.twice", {line.diary_number}});
        }
    }
}

}  // namespace bygd
