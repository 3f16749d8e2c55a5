#include "base/money.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

__extension__ using Wide = __int128;   // products of an amount and a rate or a weight

std::string_view code(Currency currency) { return currency == Currency::sek ? "SEK" : "EUR"; }

Currency currency_of(std::string_view text) {
    if (text == "SEK") return Currency::sek;
    if (text == "EUR") return Currency::eur;
    throw Error(ErrorKind::invalid, {{"currency", "currency.unknown"}});
}

namespace {

void require_same(Currency a, Currency b) {
    if (a != b) throw std::logic_error("amounts of different currencies");
}

[[noreturn]] void bad(std::string_view field, const char* code_of_problem) {
    throw Error(ErrorKind::invalid, {{std::string(field), code_of_problem}});
}

// Ordinary, no-break and narrow no-break spaces as one ordinary space; the Unicode minus as a hyphen.
std::string plain_signs(std::string_view text) {
    auto plain = replaced_all(std::string(text), "\u00a0", " ");
    plain = replaced_all(plain, "\u202f", " ");
    plain = replaced_all(plain, "\u2009", " ");
    return replaced_all(plain, "\u2212", "-");
}

// "1 250" -> "1250"; groups after the first are of three digits. Empty when it is not such a number.
std::string without_groups(std::string_view whole) {
    const auto groups = split(whole, ' ');
    std::string digits;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool good = all_digits(groups[i]) && (groups.size() == 1 || (i == 0 ? groups[i].size() <= 3 : groups[i].size() == 3));
        if (!good) return "";
        digits += groups[i];
    }
    return digits;
}

}  // namespace

Money Money::of_minor(std::int64_t minor, Currency currency) { return {minor, currency}; }

Money Money::kronor(std::int64_t whole) {
    std::int64_t minor = 0;
    if (__builtin_mul_overflow(whole, std::int64_t{100}, &minor)) throw std::overflow_error("amount");
    return {minor, Currency::sek};
}

Money Money::parse(std::string_view text, std::string_view field, Currency currency) {
    auto left = trimmed(plain_signs(text));
    if (left.empty()) bad(field, "amount.empty");
    if (left.front() == '-') bad(field, "amount.negative");
    const auto low = lowered(left);
    if (low.ends_with("kr")) left = trimmed(std::string_view(left).substr(0, left.size() - 2));
    const auto mark = left.find_first_of(",.");
    const auto digits = without_groups(std::string_view(left).substr(0, mark));
    auto decimals = mark == left.npos ? std::string() : left.substr(mark + 1);
    if (digits.empty() || (mark != left.npos && !all_digits(decimals))) bad(field, "amount.format");
    if (decimals.size() > 2) bad(field, "amount.decimals");
    decimals.resize(2, '0');
    if (digits.size() > 15) bad(field, "amount.too_large");
    const auto minor = *whole_number(digits) * 100 + *whole_number(decimals);
    if (minor > limits::amount_minor) bad(field, "amount.too_large");
    return {minor, currency};
}

Money Money::share(BasisPoints rate, Rounding rounding) const {
    const Wide product = static_cast<Wide>(minor_) * rate.value;
    Wide whole = product / 10'000;
    const Wide rest = product % 10'000;
    if (rounding == Rounding::half_up && (rest < 0 ? -rest : rest) >= 5'000) whole += product < 0 ? -1 : 1;
    if (whole > INT64_MAX || whole < INT64_MIN) throw std::overflow_error("amount");
    return {static_cast<std::int64_t>(whole), currency_};
}

std::vector<Money> Money::allocate(std::span<const std::int64_t> weights) const {
    Wide total = 0;
    for (const auto weight : weights) {
        if (weight < 0) throw std::invalid_argument("a negative weight");
        total += weight;
    }
    if (total <= 0) throw std::invalid_argument("no weight to share by");
    const bool below_zero = minor_ < 0;
    const Wide whole = below_zero ? -static_cast<Wide>(minor_) : minor_;
    std::vector<std::int64_t> parts;
    std::vector<Wide> remainders;
    Wide given = 0;
    for (const auto weight : weights) {
        parts.push_back(static_cast<std::int64_t>(whole * weight / total));
        remainders.push_back(whole * weight % total);
        given += parts.back();
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given < whole; ++i, ++given) ++parts[order[i]];
    std::vector<Money> amounts;
    for (const auto part : parts) amounts.push_back({below_zero ? -part : part, currency_});
    return amounts;
}

namespace {

struct Parts {
    bool negative;
    std::string whole, decimals;
};

Parts parts_of(std::int64_t minor) {
    const auto size = minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
    auto decimals = std::to_string(size % 100);
    if (decimals.size() == 1) decimals.insert(0, "0");
    return {minor < 0, std::to_string(size / 100), decimals};
}

}  // namespace

std::string Money::plain() const {
    const auto parts = parts_of(minor_);
    return (parts.negative ? "-" : "") + parts.whole + "." + parts.decimals;
}

std::string Money::swedish_number() const {
    auto parts = parts_of(minor_);
    for (auto at = static_cast<std::ptrdiff_t>(parts.whole.size()) - 3; at > 0; at -= 3) {
        parts.whole.insert(static_cast<std::size_t>(at), "\u00a0");
    }
    auto text = (parts.negative ? "\u2212" : "") + parts.whole;
    if (parts.decimals != "00") text += "," + parts.decimals;
    return text;
}

std::string Money::swedish() const { return swedish_number() + (currency_ == Currency::sek ? "\u00a0kr" : "\u00a0EUR"); }

Money operator+(Money a, Money b) {
    require_same(a.currency_, b.currency_);
    std::int64_t minor = 0;
    if (__builtin_add_overflow(a.minor_, b.minor_, &minor)) throw std::overflow_error("amount");
    return {minor, a.currency_};
}

Money operator-(Money a, Money b) {
    require_same(a.currency_, b.currency_);
    std::int64_t minor = 0;
    if (__builtin_sub_overflow(a.minor_, b.minor_, &minor)) throw std::overflow_error("amount");
    return {minor, a.currency_};
}

Money operator-(Money a) { return Money::of_minor(0, a.currency_) - a; }

bool operator<(Money a, Money b) {
    require_same(a.currency_, b.currency_);
    return a.minor_ < b.minor_;
}

Money sum(std::span<const Money> amounts) {
    if (amounts.empty()) return {};
    return std::accumulate(amounts.begin() + 1, amounts.end(), amounts.front());
}

Money least(Money a, Money b) { return b < a ? b : a; }

}  // namespace bygd
