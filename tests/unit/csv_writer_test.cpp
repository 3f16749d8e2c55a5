#include "reports/csv_writer.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.hpp"

namespace bygd {
namespace {

std::string csv(std::vector<Cell> cells, std::vector<SheetColumn> columns = {{"A"}}) {
    Sheet sheet;
    sheet.columns = std::move(columns);
    sheet.rows = {{std::move(cells)}};
    std::ostringstream out;
    write_csv(sheet, out);
    return out.str();
}

// The one field of the one row.
std::string field(Cell value) {
    const auto text = csv({std::move(value)});
    const std::string before =
        "\xEF\xBB\xBF"
        "A\r\n";
    EXPECT_TRUE(text.starts_with(before) && text.ends_with("\r\n"));
    return text.substr(before.size(), text.size() - before.size() - 2);
}

TEST(CsvWriter, NumbersStayNumbersWithADecimalComma) {
    EXPECT_EQ(field(Money::of_minor(344300000)), "3443000,00");
    EXPECT_EQ(field(Money::of_minor(-5)), "-0,05");
    EXPECT_EQ(field(std::int64_t{-42}), "-42");
    EXPECT_EQ(field(BasisPoints{-163}), "-1,63");
    EXPECT_EQ(field(Date(2026, 11, 23)), "2026-11-23");
    EXPECT_EQ(field(Formula{"=SUM(A1)", Money::kronor(3)}), "3,00");
    EXPECT_EQ(field(std::monostate{}), "");
}

TEST(CsvWriter, QuotesWhatWouldBreakTheLine) {
    EXPECT_EQ(field("a;b"), "\"a;b\"");
    EXPECT_EQ(field("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(field("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(field("plain, text"), "plain, text");
}

// ASVS 1.2.10: a spreadsheet must not run what somebody typed.
TEST(CsvWriter, DisarmsTextThatLooksLikeAFormula) {
    for (const std::string start : {"=", "+", "-", "@", "\t", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
        EXPECT_EQ(field(start + "1+1"), "'" + start + "1+1");
    }
    EXPECT_EQ(field("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(field("=cmd|'/c calc'!A1;x"), "\"'=cmd|'/c calc'!A1;x\"");
    EXPECT_EQ(field(Formula{"=A1", std::string("-x")}), "'-x");
    EXPECT_EQ(field("1-1=0"), "1-1=0");
}

TEST(CsvWriter, EveryRowHasEveryField) {
    EXPECT_EQ(csv({"x"}, {{"A"}, {"B"}, {"C"}}),
              "\xEF\xBB\xBF"
              "A;B;C\r\nx;;\r\n");
}

TEST(CsvWriter, RefusesTextThatIsNotUtf8) {
    EXPECT_THROW(field("\xFF"), Error);
}

}  // namespace
}  // namespace bygd
