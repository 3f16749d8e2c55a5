// The figures of a fund: what a manager follows, domain §8.
#include "budget/fund.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bygd {
namespace {

Money kr(std::int64_t whole) {
    return Money::kronor(whole);
}

FundBalance after(FundBalance balance, std::initializer_list<std::pair<Movement, std::int64_t>> movements,
                  bool reuse = false) {
    for (const auto& [movement, whole] : movements) balance = moved(balance, movement, kr(whole), reuse);
    return balance;
}

// Allocated 6 000 000; debt carried in 1 800 000; granted 5 100 000; paid 1 500 000 on old and 2 700 000 on new;
// released 100 000 of the old.
TEST(FundFigures, ShowTheWorkedExampleOf2026) {
    const auto own = after({}, {{Movement::allocation, 6'000'000},
                                {Movement::reservation, 5'100'000},
                                {Movement::grant, 5'100'000},
                                {Movement::payment, 2'700'000}});
    EXPECT_EQ(own.left_to_decide(), kr(900'000));
    EXPECT_EQ(own.outstanding(), kr(2'400'000));

    const std::vector<BookedSum> on_own{{Movement::grant, false, kr(5'100'000)},
                                        {Movement::payment, false, kr(2'700'000)}};
    const std::vector<BookedSum> on_old{{Movement::payment, false, kr(1'500'000)},
                                        {Movement::release, false, kr(100'000)}};
    auto flow = flow_of_year(own.outstanding(), on_own);
    flow += flow_of_year(kr(200'000), on_old);
    EXPECT_EQ(flow, (YearFlow{kr(1'800'000), kr(5'100'000), kr(4'200'000), kr(100'000)}));
    EXPECT_EQ(flow.closing(), kr(2'600'000));
    EXPECT_EQ(own.allocated - flow.paid, kr(1'800'000));  // anslagssparande
}

TEST(FundFigures, LetReleasedMoneyBeGrantedAgainOnlyWhereTheFundAllowsIt) {
    const std::initializer_list<std::pair<Movement, std::int64_t>> road{{Movement::allocation, 6'000'000},
                                                                        {Movement::reservation, 5'100'000},
                                                                        {Movement::grant, 5'100'000},
                                                                        {Movement::release, 100'000}};
    EXPECT_EQ(after({}, road, false).left_to_decide(), kr(900'000));
    EXPECT_EQ(after({}, road, true).left_to_decide(), kr(1'000'000));
}

TEST(FundFigures, ReckonAPastYearBackFromTheDebtOfToday) {
    const std::vector<BookedSum> sums{{Movement::grant, false, kr(500)},
                                      {Movement::payment, false, kr(200)},
                                      {Movement::grant, true, kr(70)},
                                      {Movement::payment, true, kr(300)},
                                      {Movement::release, true, kr(20)}};
    const auto flow = flow_of_year(kr(150), sums);
    EXPECT_EQ(flow.opening, kr(100));
    EXPECT_EQ(flow.closing(), kr(400));
}

// What the bar of shares draws is the whole allocation, whatever happened to it.
TEST(FundFigures, SharesSumToWhatIsAllocated) {
    std::mt19937 random(7);
    for (const bool reuse : {false, true}) {
        FundBalance balance;
        const auto part_of = [&](Money most) {
            return Money::of_minor(std::int64_t(random() % std::uint64_t(most.minor() + 1)));
        };
        balance = moved(balance, Movement::allocation, kr(1'000'000), reuse);
        for (int i = 0; i < 300; ++i) {
            const auto reserve = part_of(balance.left_to_reserve());
            balance = moved(balance, Movement::reservation, reserve, reuse);
            balance = moved(balance, Movement::grant, part_of(balance.reserved), reuse);
            balance = moved(balance, Movement::payment, part_of(balance.outstanding()), reuse);
            balance = moved(balance, Movement::release, part_of(balance.outstanding()), reuse);
            ASSERT_EQ(balance.paid + balance.outstanding() + balance.reserved + balance.forfeited() +
                          balance.left_to_reserve(),
                      balance.allocated);
        }
        EXPECT_EQ(balance.forfeited().zero(), reuse);
    }
}

TEST(Movement, RunsBetweenTwoAccountsAndIsKnownByItsName) {
    for (const auto* name : {"allocation", "withdrawal", "reservation", "reservation_released", "grant", "payment",
                             "release", "repayment"}) {
        const auto movement = movement_of(name);
        ASSERT_TRUE(movement) << name;
        EXPECT_EQ(to_string(*movement), name);
        EXPECT_NE(accounts_of(*movement).debit, accounts_of(*movement).credit) << name;
    }
    EXPECT_FALSE(movement_of("gift"));
}

TEST(Fund, TellsAllThatIsWrongAtOnce) {
    const auto wrong = [](std::string code, std::string name, int year, std::string source) {
        std::string told;
        for (const auto& problem : check_fund({Id<Fund>(), canonical_fund_code(code), name, year, source, false})) {
            told += problem.field + ":" + problem.code + " ";
        }
        return told;
    };
    EXPECT_EQ(wrong(" rus-2026 ", "Medel 1:1 Åre \"é\"", 2026, "state_1_1"), "");
    EXPECT_EQ(wrong("", "", 1999, "lottery"), "code:required name:required year:number.range source:choice.unknown ");
    for (const auto* code : {"2026-RUS", "-A", "A B", "A/B", "ÅRE", "A<b>", "=1+1"}) {
        EXPECT_EQ(wrong(code, "x", 2026, "own"), "code:fund.code ") << code;
    }
    EXPECT_EQ(wrong("A" + std::string(40, '1'), "two\nlines", 2100, "own"),
              "code:fund.code name:text.one_line year:number.range ");
}

}  // namespace
}  // namespace bygd
