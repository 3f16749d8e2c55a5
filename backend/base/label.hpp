// A short text in both languages of the pages, as definitions carry them: the label of a state, an action, a form field.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

struct Label {
    std::string sv, en;
    const std::string& in(std::string_view language) const { return language == "en" ? en : sv; }
};

}  // namespace bygd
