// The words of one language: a flat catalogue from key to text, read from web/words.LANGUAGE.json. Pure once made; a
// missing key is shown as itself in brackets, and tidy_test finds it before a person does.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bygd {

class Words {
public:
    Words() = default;
    Words(std::string language, std::map<std::string, std::string, std::less<>> texts);
    // Reads {"key": "text", "group": {"key": "text"}}; nested keys are joined by dots. Throws std::runtime_error.
    static Words parse(std::string language, std::string_view json);

    const std::string& language() const { return language_; }   // "sv", "en"
    std::string operator()(std::string_view key, const std::vector<std::string>& values = {}) const;
    std::string operator()(const Problem& problem) const;        // the words of "problem.<code>"
    bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
    const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

private:
    std::string language_;
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace bygd
