// An amount in one currency, in whole öre (or cents). Nothing here rounds unless it is told how; overflow and mixed
// currencies throw. design.md §4 rule 1.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bygd {

enum class Currency { sek, eur };
std::string_view code(Currency);                  // "SEK", "EUR"
Currency currency_of(std::string_view code);      // throws Error invalid

// A share in hundredths of a per cent: 85 % is BasisPoints{8500}.
struct BasisPoints {
    std::int64_t value = 0;
    auto operator<=>(const BasisPoints&) const = default;
};

enum class Rounding { down, half_up };            // down is toward zero

class Money {
public:
    Money() = default;                            // 0 kr
    static Money of_minor(std::int64_t minor, Currency currency = Currency::sek);
    static Money kronor(std::int64_t whole);      // throws std::overflow_error

    // Reads what a person types: "1 250,50", "1250.5", "1 250 kr", with ordinary, no-break or narrow spaces between
    // groups of three. Throws Error invalid with one problem on `field`: amount.empty, amount.format (letters, "1e9",
    // groups that are not three), amount.decimals (more than two), amount.negative, amount.too_large
    // (limits::amount_minor).
    static Money parse(std::string_view text, std::string_view field = "amount", Currency currency = Currency::sek);

    std::int64_t minor() const { return minor_; }
    Currency currency() const { return currency_; }
    bool zero() const { return minor_ == 0; }
    bool negative() const { return minor_ < 0; }

    Money share(BasisPoints rate, Rounding) const;
    // Parts in proportion to the weights (none negative, their sum positive) that always sum to the whole: what is left
    // after rounding down goes one öre each to the largest integer remainders, ties in order.
    std::vector<Money> allocate(std::span<const std::int64_t> weights) const;

    std::string plain() const;                    // "1250.50": for JSON, CSV and the API; two decimals always
    std::string swedish() const;                  // "1 250,50 kr" with no-break spaces; öre only when there are any
    std::string swedish_number() const;           // "1 250,50" or "1 250": for form fields and columns headed kr

    friend Money operator+(Money, Money);
    friend Money operator-(Money, Money);
    friend Money operator-(Money);
    Money& operator+=(Money other) { return *this = *this + other; }
    Money& operator-=(Money other) { return *this = *this - other; }
    friend bool operator<(Money, Money);          // another currency throws
    friend bool operator>(Money a, Money b) { return b < a; }
    friend bool operator<=(Money a, Money b) { return !(b < a); }
    friend bool operator>=(Money a, Money b) { return !(a < b); }
    bool operator==(const Money&) const = default;

private:
    Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}
    std::int64_t minor_ = 0;
    Currency currency_ = Currency::sek;
};

Money sum(std::span<const Money> amounts);        // of none: 0 kr
Money least(Money, Money);

}  // namespace bygd
