#include "base/reference_number.hpp"

#include <algorithm>

namespace bygd {

std::string case_url(std::string_view diary_number) {
    auto part = std::string(diary_number);
    std::replace(part.begin(), part.end(), ' ', '-');
    std::replace(part.begin(), part.end(), '/', '-');
    return "/cases/" + part;
}

// A series has no hyphen of its own (case_store makes the numbers), so the first is the blank and the last the slash.
std::string diary_number_of_path(std::string_view path_part) {
    auto number = std::string(path_part);
    const auto first = number.find('-');
    const auto last = number.rfind('-');
    if (first == number.npos || first == last) return number;
    number[first] = ' ';
    number[last] = '/';
    return number;
}

}  // namespace bygd
