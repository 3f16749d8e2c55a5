// Small questions about UTF-8 text. Lengths are in characters (code points) where a person is told of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bygd {

bool valid_utf8(std::string_view);
std::size_t characters(std::string_view utf8);
std::string trimmed(std::string_view);                        // without white space (also no-break) at both ends
std::string lowered(std::string_view);                        // A-Z and Å Ä Ö É and the rest of Latin-1
std::vector<std::string> split(std::string_view, char separator);
std::string joined(const std::vector<std::string>&, std::string_view separator);
std::string replaced_all(std::string text, std::string_view from, std::string_view to);
std::optional<std::int64_t> whole_number(std::string_view);    // digits with an optional leading minus; nothing else
bool all_digits(std::string_view);                             // false for none
std::string with_values(std::string_view pattern, const std::vector<std::string>& values);  // {0} {1} ... replaced
// A text on one line, without control characters: for logs, headers and file names.
std::string one_line(std::string_view);
std::string shortened(std::string_view, std::size_t most);   // at most so many bytes, cut between two characters

}  // namespace bygd
