#include "base/search_words.hpp"

#include <Poco/TextIterator.h>
#include <Poco/UTF8Encoding.h>
#include <Poco/Unicode.h>
#include <algorithm>

namespace bygd {

namespace {

constexpr int ring_above = 0x30A, diaeresis = 0x308;
constexpr int a_ring = 0xE5, a_dots = 0xE4, o_dots = 0xF6;

// What a letter is looked for as; 0 parts words.
int folded(int c) {
    if (c < 0x80) return Poco::Unicode::isAlpha(c) || (c >= '0' && c <= '9') ? Poco::Unicode::toLower(c) : 0;
    c = Poco::Unicode::toLower(c);
    if (c == a_ring || c == a_dots || c == o_dots) return c;
    if (c == 0xE6) return a_dots;                                   // æ
    if (c == 0xF8) return o_dots;                                   // ø
    if (c >= 0xE0 && c <= 0xE3) return 'a';
    if (c == 0xE7) return 'c';
    if (c >= 0xE8 && c <= 0xEB) return 'e';
    if (c >= 0xEC && c <= 0xEF) return 'i';
    if (c == 0xF1) return 'n';
    if (c >= 0xF2 && c <= 0xF5) return 'o';
    if (c >= 0xF9 && c <= 0xFC) return 'u';
    if (c == 0xFD || c == 0xFF) return 'y';
    return Poco::Unicode::isAlpha(c) ? c : 0;
}

// A letter and the mark after it, as some keyboards and file systems write å ä ö. False: the mark says nothing here.
bool join(std::u32string& word, int mark) {
    if (word.empty()) return false;
    auto& last = word.back();
    if (mark == ring_above && last == 'a') last = a_ring;
    else if (mark == diaeresis && last == 'a') last = a_dots;
    else if (mark == diaeresis && last == 'o') last = o_dots;
    return true;                                                    // of another letter the mark is dropped
}

void append(std::string& text, char32_t c) {
    unsigned char bytes[4];
    static const Poco::UTF8Encoding utf8;
    const int length = utf8.convert(static_cast<int>(c), bytes, sizeof bytes);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string utf8_of(const std::u32string& letters) {
    std::string text;
    for (const auto c : letters) append(text, c);
    return text;
}

std::u32string letters_of(const std::string& text) {
    static const Poco::UTF8Encoding utf8;
    std::u32string letters;
    for (Poco::TextIterator at(text, utf8), end(text); at != end; ++at) letters += static_cast<char32_t>(*at);
    return letters;
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
    static const Poco::UTF8Encoding utf8;
    std::vector<std::string> words;
    std::u32string word;
    const auto end_word = [&] {
        if (word.empty()) return;
        if (word.size() > search_word_most) word.resize(search_word_most);
        auto found = utf8_of(word);
        if (std::find(words.begin(), words.end(), found) == words.end()) words.push_back(std::move(found));
        word.clear();
    };
    const std::string all(text);
    for (Poco::TextIterator at(all, utf8), end(all); at != end; ++at) {
        const int c = *at;
        if (c >= 0x300 && c <= 0x36F && join(word, c)) continue;
        if (const int letter = c < 0 ? 0 : folded(c)) word += static_cast<char32_t>(letter);
        else end_word();
    }
    end_word();
    return words;
}

std::vector<std::string> near_forms(const std::string& word) {
    const auto letters = letters_of(word);
    const bool digits = std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c >= '0' && c <= '9'; });
    if (letters.size() < 4 || digits) return {};
    std::vector<std::string> forms{word};
    for (std::size_t gone = 0; gone < letters.size(); ++gone) {
        auto less = letters;
        less.erase(gone, 1);
        auto form = utf8_of(less);
        if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
    }
    return forms;
}

bool one_slip(const std::string& one, const std::string& other) {
    auto a = letters_of(one), b = letters_of(other);
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    const auto first = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    if (first == a.size()) return true;                             // the same, or one more at the end
    if (a.size() < b.size()) return a.compare(first, std::u32string::npos, b, first + 1, std::u32string::npos) == 0;
    if (a.compare(first + 1, std::u32string::npos, b, first + 1, std::u32string::npos) == 0) return true;
    return first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] &&
           a.compare(first + 2, std::u32string::npos, b, first + 2, std::u32string::npos) == 0;
}

}  // namespace bygd
