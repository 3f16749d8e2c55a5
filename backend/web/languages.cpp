#include "web/languages.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

namespace {

Words read_words(const std::filesystem::path& folder, std::string language) {
    const auto path = folder / ("words." + language + ".json");
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    return Words::parse(std::move(language), text);
}

// The placeholders {0}, {1} ... of a text.
std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        const auto inside = text.substr(at + 1, end - at - 1);
        if (all_digits(inside)) found.emplace(inside);
    }
    return found;
}

}  // namespace

Languages Languages::load(const std::filesystem::path& folder) {
    return {read_words(folder, "sv"), read_words(folder, "en")};
}

std::vector<std::string> differences(const Languages& languages) {
    std::vector<std::string> found;
    for (const auto& [key, text] : languages.sv.all()) {
        const auto other = languages.en.all().find(key);
        if (other == languages.en.all().end()) {
            found.push_back(key + ": only in sv");
        } else if (placeholders(text) != placeholders(other->second)) {
            found.push_back(key + ": the placeholders differ");
        }
    }
    for (const auto& [key, text] : languages.en.all()) {
        if (!languages.sv.has(key)) found.push_back(key + ": only in en");
    }
    return found;
}

}  // namespace bygd
