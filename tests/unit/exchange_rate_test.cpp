// Rates as people type them and as the central bank writes them, and euro to the half cent.
#include "aid/exchange_rate.hpp"

#include <gtest/gtest.h>

#include <map>

namespace bygd {
namespace {

std::string code_of(const std::string& text) {
    try {
        parse_rate(text);
        return "none";
    } catch (const Error& error) {
        return error.problems().at(0).field + " " + error.problems().at(0).code;
    }
}

TEST(ExchangeRate, IsReadToTheMillionth) {
    for (const auto& [text, millionths] : std::map<std::string, std::int64_t>{{"11,0355", 11'035'500},
                                                                              {"11.0355", 11'035'500},
                                                                              {" 11 ", 11'000'000},
                                                                              {"1,000001", 1'000'001},
                                                                              {"999,999999", 999'999'999},
                                                                              {"10,9", 10'900'000}}) {
        EXPECT_EQ(parse_rate(text), millionths) << text;
    }
    for (const auto& [text, code] : std::map<std::string, std::string>{{"", "rate rate.empty"},
                                                                       {"elva", "rate rate.format"},
                                                                       {"11,", "rate rate.format"},
                                                                       {"1 1", "rate rate.format"},
                                                                       {"-11", "rate rate.format"},
                                                                       {"1e1", "rate rate.format"},
                                                                       {"11,0000001", "rate rate.decimals"},
                                                                       {"1", "rate rate.range"},
                                                                       {"0,9", "rate rate.range"},
                                                                       {"1000", "rate rate.range"},
                                                                       {"110355", "rate rate.range"}}) {
        EXPECT_EQ(code_of(text), code) << text;
    }
}

TEST(ExchangeRate, IsWrittenWithFourDecimalsOrMore) {
    ExchangeRate rate;
    for (const auto& [millionths, text] : std::map<std::int64_t, std::string>{
             {11'000'000, "11,0000"}, {11'035'500, "11,0355"}, {11'035'510, "11,03551"}, {10'000'001, "10,000001"}}) {
        rate.millionths = millionths;
        EXPECT_EQ(rate.swedish(), text);
        EXPECT_EQ(parse_rate(rate.plain()), millionths);
    }
}

struct Amount {
    std::int64_t ore, millionths, cents;
};
class Euro : public testing::TestWithParam<Amount> {};
TEST_P(Euro, RoundsHalfACentUp) {
    const auto& p = GetParam();
    EXPECT_EQ(in_euro(Money::of_minor(p.ore), p.millionths).minor(), p.cents);
    EXPECT_EQ(in_euro(Money::of_minor(-p.ore), p.millionths).minor(), -p.cents);
}
INSTANTIATE_TEST_SUITE_P(Limits, Euro,
                         testing::Values(Amount{0, 11'000'000, 0}, Amount{60'000'000, 11'000'000, 5'454'545},
                                         Amount{1'100, 11'000'000, 100}, Amount{5, 10'000'000, 1},  // 0,5 cent
                                         Amount{4, 10'000'000, 0}, Amount{15, 10'000'000, 2}, Amount{14, 10'000'000, 1},
                                         Amount{9'999'999'999'999, 1'000'001, 9'999'990'000'009}));

std::string codes(const RateFile& file) {
    std::string text;
    for (const auto& fault : file.faults) text += std::to_string(fault.line) + ":" + fault.problem.code + " ";
    return text;
}

TEST(RateFiles, AsTheCentralBankWritesThem) {
    const auto file = read_rate_file(
        "\xEF\xBB\xBFPeriod;Grupp;Serie;V\xC3\xA4rde\r\n2024-02-01;Valutor mot svenska kronor;1 EUR;11,3013\r\n"
        "2024-02-01;Valutor mot svenska kronor;1 USD;10,4521\r\n2024-02-02;Valutor mot svenska kronor;1 EUR;11,3185\r\n"
        "2024-02-03;Valutor mot svenska kronor;1 EUR;n/a\r\n\r\n");
    EXPECT_EQ(codes(file), "");
    ASSERT_EQ(file.lines.size(), 2u);
    EXPECT_EQ(file.lines[1].day, Date(2024, 2, 2));
    EXPECT_EQ(file.lines[1].millionths, 11'318'500);
    EXPECT_EQ(file.lines[1].number, 4);
    EXPECT_EQ(file.without_quotation, 1);
    EXPECT_EQ(file.other_series, 1);
}

TEST(RateFiles, OlderOnesWithTabsAndLatin1AndPlainOnes) {
    EXPECT_EQ(
        read_rate_file("S\xF6kning\nPeriod\tGrupp\tSerie\tV\xE4rde\n2019-05-02\tx\tSEKEURPMI\t10.6475\n").lines.size(),
        1u);
    EXPECT_EQ(read_rate_file("date;rate\n2024-02-01;11,3013\n2024-02-02;11.3185").lines.size(), 2u);
    EXPECT_EQ(read_rate_file("2024-02-01,11.3013\n").lines.at(0).millionths, 11'301'300);
    EXPECT_EQ(read_rate_file("\"2024-02-01\";\"11,3013\"").lines.size(), 1u);
}

TEST(RateFiles, EveryFaultWithItsLine) {
    const auto file = read_rate_file(
        "date;rate\n2024-02-01;11,3\n2024 v 6;11,3\n2024-02-01;11,4\n2024-02-05\n"
        "2024-02-06;x;100 EUR;1130\n2024-02-07;elva\n2024-02-30;11,3\n2024-02-08;0,0885\n");
    EXPECT_EQ(codes(file),
              "3:rate_file.period 4:rate_file.twice 5:rate_file.columns 6:rate_file.unit 7:rate.format "
              "8:rate_file.period 9:rate.range ");
    EXPECT_EQ(codes(read_rate_file("")), "0:rate_file.empty ");
    EXPECT_EQ(codes(read_rate_file("Period;Serie;V\xC3\xA4rde\n")), "0:rate_file.empty ");
}

}  // namespace
}  // namespace bygd
