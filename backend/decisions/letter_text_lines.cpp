#include "decisions/letter_text_lines.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view condition = "[om ";
constexpr std::string_view item = "- ";
constexpr std::string_view bar = " | ";

std::string line_of(const Passage& passage) {
    std::string line;
    if (!passage.when.empty()) line += std::string(condition) + joined(passage.when, ", ") + "] ";
    if (passage.item) line += item;
    if (!passage.label.empty()) line += passage.label + std::string(bar);
    return line + passage.text;
}

std::vector<std::string> written_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& line : split(replaced_all(std::string(text), "\r", ""), '\n')) {
        if (auto said = trimmed(line); !said.empty()) lines.push_back(std::move(said));
    }
    return lines;
}

}  // namespace

std::string lines_of(const std::vector<Passage>& passages) {
    std::vector<std::string> lines;
    for (const auto& passage : passages) lines.push_back(line_of(passage));
    return joined(lines, "\n");
}

std::vector<Passage> passages_of(std::string_view text, Problems& problems) {
    std::vector<Passage> passages;
    std::size_t number = 0;
    for (auto line : split(replaced_all(std::string(text), "\r", ""), '\n')) {
        ++number;
        line = trimmed(line);
        if (line.empty()) continue;
        Passage passage;
        if (line.starts_with(condition)) {
            const auto end = line.find(']');
            if (end == std::string::npos) {
                problems.push_back({"body", "letter_text.when", {std::to_string(number)}});
                continue;
            }
            for (const auto& name : split(line.substr(condition.size(), end - condition.size()), ',')) passage.when.push_back(trimmed(name));
            line = trimmed(line.substr(end + 1));
        }
        passage.item = line.starts_with(item) || line == trimmed(item);
        if (passage.item) line = trimmed(line.substr(1));
        if (const auto at = line.find(bar); at != std::string::npos && !passage.item) {
            passage.label = trimmed(line.substr(0, at));
            line = trimmed(line.substr(at + bar.size()));
        }
        passage.text = line;
        if (line.empty()) problems.push_back({"body", "letter_text.nothing", {std::to_string(number)}});
        else passages.push_back(std::move(passage));
    }
    return passages;
}

std::vector<DiffLine> line_diff(std::string_view before, std::string_view after) {
    const auto from = written_lines(before), to = written_lines(after);
    // longest[i][j]: lines that from[i..] and to[j..] have in common, in order.
    std::vector<std::vector<std::size_t>> longest(from.size() + 1, std::vector<std::size_t>(to.size() + 1, 0));
    for (auto i = from.size(); i-- > 0;) {
        for (auto j = to.size(); j-- > 0;) {
            longest[i][j] = from[i] == to[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
        }
    }
    std::vector<DiffLine> diff;
    std::size_t i = 0, j = 0;
    while (i < from.size() || j < to.size()) {
        if (i < from.size() && j < to.size() && from[i] == to[j]) {
            diff.push_back({' ', from[i++]});
            ++j;
        } else if (i < from.size() && (j == to.size() || longest[i + 1][j] >= longest[i][j + 1])) {
            diff.push_back({'-', from[i++]});
        } else {
            diff.push_back({'+', to[j++]});
        }
    }
    return diff;
}

}  // namespace bygd
