#include "reports/html_writer.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "reports/json_writer.hpp"

namespace bygd {
namespace {

Workbook hostile() {
    Workbook workbook;
    workbook.title = "<b>T</b>";
    workbook.language = "sv";
    Sheet sheet;
    sheet.key = "data";
    sheet.name = "A & B";
    sheet.columns = {{"Namn", CellKind::text, 10, true}, {"<Belopp>", CellKind::money}};
    sheet.rows = {{{"<script>alert(\"1\")</script>", Money::kronor(-1234)}},
                  {{"Summa", Formula{"=SUM(B2)", Money::of_minor(-123'450)}}, RowStyle::total},
                  {{"it's a note"}, RowStyle::note}};
    workbook.sheets = {sheet};
    return workbook;
}

TEST(HtmlWriter, EscapesEverythingAndNamesRowsAndColumns) {
    std::ostringstream out;
    write_html(hostile(), out);
    const auto html = out.str();
    EXPECT_EQ(html.find("<script"), html.npos);
    EXPECT_EQ(html.find(" style="), html.npos);
    EXPECT_NE(html.find("<caption><h2 id=\"report-data-name\">A &amp; B</h2></caption>"), html.npos) << html;
    EXPECT_NE(html.find("<th scope=\"col\" class=\"number\">&lt;Belopp&gt;</th>"), html.npos) << html;
    EXPECT_NE(html.find("<th scope=\"row\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</th>"), html.npos) << html;
    EXPECT_NE(html.find("<td class=\"number\">\u22121\u00a0234\u00a0kr</td>"), html.npos) << html;
    EXPECT_NE(
        html.find("<tr class=\"total\"><th scope=\"row\">Summa</th><td class=\"number\">\u22121\u00a0234,50\u00a0kr"),
        html.npos)
        << html;
    EXPECT_NE(html.find("<td colspan=\"2\">it&#39;s a note</td>"), html.npos) << html;
}

TEST(HtmlWriter, AFileIsAWholeDocument) {
    std::ostringstream out;
    write_html_document(hostile(), out);
    EXPECT_TRUE(out.str().starts_with(
        "<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\"><title>&lt;b&gt;T&lt;/b&gt;</title>"));
}

TEST(HtmlWriter, ShowsNumbersInSwedish) {
    EXPECT_EQ(shown_text(Money::kronor(3'443'000), CellKind::money), "3\u00a0443\u00a0000\u00a0kr");
    EXPECT_EQ(shown_text(Money::kronor(5), CellKind::money_exact), "5,00\u00a0kr");
    EXPECT_EQ(shown_text(Money::of_minor(550), CellKind::money_exact), "5,50\u00a0kr");
    EXPECT_EQ(shown_text(BasisPoints{-163}, CellKind::percent), "\u22121,6\u00a0%");
    EXPECT_EQ(shown_text(BasisPoints{165}, CellKind::percent), "1,7\u00a0%");
    EXPECT_EQ(shown_text(BasisPoints{-4}, CellKind::percent), "0,0\u00a0%");
    EXPECT_EQ(shown_text(std::int64_t{2016}, CellKind::year), "2016");
    EXPECT_EQ(shown_text(std::int64_t{12'345}, CellKind::integer), "12\u00a0345");
}

TEST(JsonWriter, KeepsMoneyAsTextAndSharesAsNumbers) {
    auto workbook = hostile();
    workbook.sheets[0].columns.push_back({"Andel", CellKind::percent});
    workbook.sheets[0].rows[0].cells.push_back(BasisPoints{-163});
    std::ostringstream out;
    write_json(workbook, out);
    EXPECT_NE(out.str().find(
                  "{\"style\": \"body\", \"cells\": [\"<script>alert(\\\"1\\\")</script>\", \"-1234.00\", -1.63]}"),
              std::string::npos)
        << out.str();
    EXPECT_NE(out.str().find("{\"style\": \"total\", \"cells\": [\"Summa\", \"-1234.50\"]}"), std::string::npos)
        << out.str();
}

}  // namespace
}  // namespace bygd
