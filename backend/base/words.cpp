#include "base/words.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

Words::Words(std::string language, std::map<std::string, std::string, std::less<>> texts)
    : language_(std::move(language)), texts_(std::move(texts)) {}

namespace {

void flatten(const nlohmann::json& node, const std::string& key, std::map<std::string, std::string, std::less<>>& texts) {
    if (node.is_string()) {
        texts.emplace(key, node.get<std::string>());
    } else if (node.is_object()) {
        for (const auto& [name, child] : node.items()) flatten(child, key.empty() ? name : key + "." + name, texts);
    } else {
        throw std::runtime_error("words: " + key + " is neither a text nor a group");
    }
}

}  // namespace

Words Words::parse(std::string language, std::string_view json) {
    std::map<std::string, std::string, std::less<>> texts;
    try {
        flatten(nlohmann::json::parse(json), "", texts);
    } catch (const nlohmann::json::exception& error) {
        throw std::runtime_error("words." + language + ".json: " + error.what());
    }
    return {std::move(language), std::move(texts)};
}

std::string Words::operator()(std::string_view key, const std::vector<std::string>& values) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    return with_values(found->second, values);
}

std::string Words::operator()(const Problem& problem) const {
    return (*this)("problem." + problem.code, problem.values);
}

}  // namespace bygd
