#include "decisions/ocr_number.hpp"

#include "base/swedish_numbers.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr char first_digit = '7';
constexpr std::size_t shortest = 10, longest = 25;

}  // namespace

std::string ocr_number(std::int64_t number) {
    auto digits = std::to_string(number);
    if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
    digits.insert(0, 1, first_digit);
    digits += static_cast<char>('0' + (digits.size() + 2) % 10);
    for (char check = '0'; check <= '9'; ++check) {
        if (luhn_valid(digits + check)) return digits + check;
    }
    return digits;   // one of the ten is always right
}

std::optional<std::int64_t> number_of_ocr(std::string_view text) {
    const auto digits = replaced_all(trimmed(text), " ", "");
    if (digits.size() < shortest || digits.size() > longest || digits.front() != first_digit) return std::nullopt;
    const auto number = whole_number(digits.substr(1, digits.size() - 3));
    if (!number || ocr_number(*number) != digits) return std::nullopt;
    return number;
}

}  // namespace bygd
