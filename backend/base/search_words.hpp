// Text as words to look for: small letters, without accents. Å, ä and ö are letters of their own in Swedish and stay so,
// written in one code point or in two; é, ü and the like are e and u. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bygd {

inline constexpr std::size_t search_word_most = 40;     // characters kept of a word

// In order, each once: letters and digits hang together, everything else parts them. "RUN 2026/0042" is run, 2026, 0042.
std::vector<std::string> search_words(std::string_view text);

// The word itself and what is left when one letter is gone; none for a word of fewer than four letters or with a digit,
// where another letter is another thing.
std::vector<std::string> near_forms(const std::string& word);

// The same, or one letter more, less, other, or two neighbours that have changed places.
bool one_slip(const std::string& one, const std::string& other);

}  // namespace bygd
