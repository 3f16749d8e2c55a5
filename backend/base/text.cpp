#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace bygd {

namespace {

// Length of the character that begins here, 0 when it is no valid UTF-8.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
    const auto first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!follows(1) || !follows(2)) return 0;
        if (first == 0xE0 && byte(1) < 0xA0) return 0;    // overlong
        if (first == 0xED && byte(1) > 0x9F) return 0;    // surrogates
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3)) return 0;
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        if (first == 0xF4 && byte(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

}  // namespace

bool valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view no_break = "\u00a0";
    for (;;) {
        if (!text.empty() && blank(text.front())) text.remove_prefix(1);
        else if (text.starts_with(no_break)) text.remove_prefix(2);
        else break;
    }
    for (;;) {
        if (!text.empty() && blank(text.back())) text.remove_suffix(1);
        else if (text.ends_with(no_break)) text.remove_suffix(2);
        else break;
    }
    return std::string(text);
}

std::string lowered(std::string_view text) {
    std::string low(text);
    for (std::size_t i = 0; i < low.size(); ++i) {
        const auto c = static_cast<unsigned char>(low[i]);
        if (c >= 'A' && c <= 'Z') low[i] = static_cast<char>(c + 32);
        // U+00C0..U+00DE but the multiplication sign, in two bytes: C3 80..9E.
        if (c == 0xC3 && i + 1 < low.size()) {
            const auto next = static_cast<unsigned char>(low[i + 1]);
            if (next >= 0x80 && next <= 0x9E && next != 0x97) low[i + 1] = static_cast<char>(next + 32);
        }
    }
    return low;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += separator;
        text += parts[i];
    }
    return text;
}

std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != text.npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stopped != end) return std::nullopt;
    return number;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string with_values(std::string_view pattern, const std::vector<std::string>& values) {
    std::string text;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        text += pattern.substr(0, open);
        if (open == pattern.npos) break;
        pattern.remove_prefix(open);
        const auto close = pattern.find('}');
        const auto index = close == pattern.npos ? std::nullopt : whole_number(pattern.substr(1, close - 1));
        if (index && *index >= 0 && static_cast<std::size_t>(*index) < values.size()) {
            text += values[static_cast<std::size_t>(*index)];
            pattern.remove_prefix(close + 1);
        } else {
            text += '{';
            pattern.remove_prefix(1);
        }
    }
    return text;
}

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return std::string(text.substr(0, most));
}

std::string one_line(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        const auto length = character_length(text);
        const auto c = static_cast<unsigned char>(text.front());
        const auto character = text.substr(0, std::max<std::size_t>(length, 1));
        const bool control = length == 0 || c < 0x20 || c == 0x7f || (c == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0);
        const bool separator = character == "\u2028" || character == "\u2029";
        line += control || separator ? std::string_view(" ") : character;
        text.remove_prefix(character.size());
    }
    return line;
}

}  // namespace bygd
