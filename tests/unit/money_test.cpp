// What people type as an amount, what they see, and arithmetic that loses no öre. design.md §4 rule 1.
#include "base/money.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "base/error.hpp"

namespace bygd {
namespace {

// The code of the one problem a text gives, or "" when it is an amount.
std::string problem_of(std::string_view text) {
    try {
        Money::parse(text, "sought");
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.problems().size(), 1u);
        EXPECT_EQ(error.problems().front().field, "sought");
        return error.problems().front().code;
    }
}

TEST(Money, ReadsWhatPeopleType) {
    const auto ore = [](std::string_view text) { return Money::parse(text).minor(); };
    EXPECT_EQ(ore("1 250,5"), 125050);
    EXPECT_EQ(ore("1 250,50"), 125050);
    EXPECT_EQ(ore("1250.5"), 125050);
    EXPECT_EQ(ore("1 250 kr"), 125000);
    EXPECT_EQ(ore("1\u00a0250\u00a0000,01"), 125000001);
    EXPECT_EQ(ore("1\u202f250"), 125000);
    EXPECT_EQ(ore("0"), 0);
    EXPECT_EQ(ore("99 999 999 999,99"), 9'999'999'999'999);   // the largest there is (limits::amount_minor)
}

TEST(Money, SaysWhatIsWrongWithTheRest) {
    EXPECT_EQ(problem_of(""), "amount.empty");
    EXPECT_EQ(problem_of("  "), "amount.empty");
    EXPECT_EQ(problem_of("12,345"), "amount.decimals");
    EXPECT_EQ(problem_of("-1"), "amount.negative");
    EXPECT_EQ(problem_of("1e9"), "amount.format");
    EXPECT_EQ(problem_of("tusen"), "amount.format");
    EXPECT_EQ(problem_of("1 25 0"), "amount.format");
    EXPECT_EQ(problem_of("=1+1"), "amount.format");
    EXPECT_EQ(problem_of("100 000 000 000"), "amount.too_large");
    EXPECT_EQ(problem_of("99999999999999999999999999"), "amount.too_large");
}

TEST(Money, IsWrittenForPeopleAndForPrograms) {
    EXPECT_EQ(Money::of_minor(125050).plain(), "1250.50");
    EXPECT_EQ(Money::of_minor(-5).plain(), "-0.05");
    EXPECT_EQ(Money::of_minor(344300000).swedish(), "3\u00a0443\u00a0000\u00a0kr");
    EXPECT_EQ(Money::of_minor(125050).swedish(), "1\u00a0250,50\u00a0kr");
}

TEST(Money, ReadsBackWhatItWrites) {
    for (const std::int64_t ore : {0LL, 1LL, 10LL, 99LL, 100LL, 99999LL, 100000LL, 344300000LL, 9'999'999'999'999LL}) {
        const auto amount = Money::of_minor(ore);
        EXPECT_EQ(Money::parse(amount.plain()), amount);
        EXPECT_EQ(Money::parse(amount.swedish()), amount);
        EXPECT_EQ(Money::parse(amount.swedish_number()), amount);
    }
}

TEST(Money, TakesSharesAsItIsTold) {
    EXPECT_EQ(Money::kronor(100000).share({8500}, Rounding::down), Money::kronor(85000));
    EXPECT_EQ(Money::of_minor(101).share({5000}, Rounding::down).minor(), 50);
    EXPECT_EQ(Money::of_minor(101).share({5000}, Rounding::half_up).minor(), 51);
    EXPECT_EQ(Money::of_minor(9'999'999'999'999).share({10000}, Rounding::down).minor(), 9'999'999'999'999);
}

TEST(Money, DividesWithoutLosingAnOre) {
    const std::int64_t thirds[] = {1, 1, 1};
    const auto parts = Money::of_minor(100).allocate(thirds);
    EXPECT_EQ(parts, (std::vector<Money>{Money::of_minor(34), Money::of_minor(33), Money::of_minor(33)}));
    for (std::int64_t ore = 0; ore < 500; ++ore) {
        const std::int64_t weights[] = {7, 0, 3, 13};
        EXPECT_EQ(sum(Money::of_minor(ore).allocate(weights)).minor(), ore);
    }
}

TEST(Money, NeverOverflowsOrMixesCurrencies) {
    const auto most = Money::of_minor(std::numeric_limits<std::int64_t>::max());
    EXPECT_THROW(most + Money::of_minor(1), std::overflow_error);
    EXPECT_THROW(-most - Money::of_minor(2), std::overflow_error);
    EXPECT_THROW(Money::kronor(std::numeric_limits<std::int64_t>::max()), std::overflow_error);
    const auto euro = Money::of_minor(100, Currency::eur);
    EXPECT_ANY_THROW(Money::of_minor(100) + euro);
    EXPECT_ANY_THROW(static_cast<void>(Money::of_minor(1) < euro));
}

}  // namespace
}  // namespace bygd
