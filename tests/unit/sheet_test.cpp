#include "reports/sheet.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

TEST(CellRange, IsWrittenAsExcelWritesIt) {
    EXPECT_EQ(local_address(CellRange::cell("", 0, 0)), "A1");
    EXPECT_EQ(local_address(CellRange::cell("", 9, 25)), "Z10");
    EXPECT_EQ(local_address(CellRange::cell("", 0, 26)), "AA1");
    EXPECT_EQ(local_address(CellRange::cell("", 1'048'575, 16'383)), "XFD1048576");
    EXPECT_EQ(local_address(CellRange::down("", 1, 6, 1)), "B2:B7");
    EXPECT_EQ(address(CellRange::across("Läs mig", 7, 1, 4)), "'Läs mig'!$B$8:$E$8");
    EXPECT_EQ(address(CellRange::cell("Anna's", 0, 0)), "'Anna''s'!$A$1");
}

TEST(Formula, ShowsItsValueAndQuotesItsTexts) {
    EXPECT_EQ(shown(Formula{"=A1", Money::kronor(5)}), Cell{Money::kronor(5)});
    EXPECT_EQ(shown(Cell{std::int64_t{7}}), Cell{std::int64_t{7}});
    EXPECT_EQ(formula_text("säg \"hej\""), "\"säg \"\"hej\"\"\"");
}

TEST(Sheet, GivesItsOwnRowsThenThePagesOfItsSource) {
    Sheet sheet;
    sheet.columns = {{"Nummer", CellKind::integer}};
    sheet.rows = {{{std::int64_t{0}}}};
    std::int64_t next = 1;
    sheet.more = [&]() -> std::vector<SheetRow> {
        if (next > 5) return {};
        std::vector<SheetRow> page;
        for (int i = 0; i < 2 && next <= 5; ++i) page.push_back({{next++}});
        return page;
    };
    std::vector<std::int64_t> seen;
    for_each_row(sheet, [&](const SheetRow& row) { seen.push_back(std::get<std::int64_t>(row.cells.at(0))); });
    EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_TRUE(sheet.headed());
}

TEST(Workbook, FindsASheetByItsKey) {
    Workbook workbook;
    workbook.sheets.resize(2);
    workbook.sheets[1].key = "financing";
    EXPECT_EQ(workbook.find("financing"), &workbook.sheets[1]);
    EXPECT_EQ(workbook.find("Finansiering"), nullptr);
}

}  // namespace
}  // namespace bygd
