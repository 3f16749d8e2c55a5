// What a table of others means: which column is what, how a cell is read, and what cannot be read told at its field.
#include <gtest/gtest.h>

#include "imports/import.hpp"

namespace bygd {
namespace {

const ImportKind& outlets() {
    static const auto kinds = ImportKinds::load(std::filesystem::path(BYGD_SOURCE_DIR) / "schemas" / "imports");
    return *kinds.find("outlets");
}

const std::vector<Municipality> dalarna{{"2023", "Malung-Sälen", "20", {}}, {"2039", "Älvdalen", "20", {}}, {"0180", "Stockholm", "01", {}}};

Typed read(const std::vector<std::string>& headings, std::vector<std::string> cells, Problems& problems) {
    return typed_of_row(outlets(), mapping_by_headings(outlets(), headings), {2, std::move(cells)}, dalarna, problems);
}

TEST(ImportColumns, AreKnownByTheirNamesHoweverWritten) {
    EXPECT_EQ(mapping_by_headings(outlets(), {"ORG.NR ", "Butik", "kommunkod", "Ort", "Bensin", "Anteckning", ""}),
              (ColumnMapping{"organisation_number", "outlet_name", "municipality", "place", "service_fuel", "", ""}));
}

TEST(ImportColumns, TheOutrightNameGoesBeforeWhatElseAColumnMayBeCalled) {
    // "Postort" may be the place; where a column says Ort outright, it is not.
    EXPECT_EQ(mapping_by_headings(outlets(), {"Postort", "Ort"}), (ColumnMapping{"", "place"}));
    EXPECT_EQ(mapping_by_headings(outlets(), {"Ort", "Ort"}), (ColumnMapping{"place", ""})) << "the first of two";
}

TEST(ImportColumns, AreRefusedWhenOneIsMissingOrGivenTwice) {
    const auto problems = mapping_faults(outlets(), {"organisation_number", "place", "place", "no_such_field"}, "sv");
    EXPECT_EQ(problems, (Problems{{"column_3", "import.field_twice", {"Ort"}},
                                  {"column_4", "choice.unknown"},
                                  {"", "import.column_missing", {"Försäljningsställe"}},
                                  {"", "import.column_missing", {"Kommun"}}}));
}

TEST(ImportCells, AreReadAsTheFormsOfTheHouseWouldHaveTypedThem) {
    Problems problems;
    const auto typed = read({"Org.nr", "Butik", "Kommun", "Bensin", "Paket", "Öppet hela året", "Företagsform", "Telefon"},
                            {"556677-8901", "Åre \"Livs\"", "malung-sälens kommun", "X", "nej", "Ja", "AB", ""}, problems);
    EXPECT_EQ(problems, Problems());
    EXPECT_EQ(typed, (Typed{{"organisation_number", "556677-8901"}, {"outlet_name", "Åre \"Livs\""}, {"municipality", "2023"},
                            {"service_fuel", "1"}, {"service_parcels", ""}, {"open_all_year", "yes"}, {"organisation_kind", "limited_company"}}))
        << "an empty cell is left out, for it changes nothing";
}

TEST(ImportCells, SeveralServicesMayStandInOne) {
    Problems problems;
    EXPECT_EQ(read({"Service"}, {"Bensin; paketombud, Apotek/spel"}, problems),
              (Typed{{"service_fuel", "1"}, {"service_parcels", "1"}, {"service_pharmacy", "1"}, {"service_betting", "1"}}));
    read({"Service"}, {"Bensin, simhall"}, problems);
    EXPECT_EQ(problems, (Problems{{"services", "import.service_unknown", {"simhall"}}}));
}

TEST(ImportCells, WhatCannotBeReadIsToldAtItsField) {
    Problems problems;
    read({"Kommun", "Bensin", "Öppet hela året"}, {"Atlantis", "kanske", "ibland"}, problems);
    EXPECT_EQ(problems, (Problems{{"municipality", "municipality.unknown"},
                                  {"service_fuel", "choice.unknown_text", {"kanske"}},
                                  {"open_all_year", "choice.unknown_text", {"ibland"}}}));
}

TEST(ImportRows, TheSecondOfTwoAboutOneThingIsWrong) {
    std::vector<ImportRow> rows(3);
    for (int i = 0; i < 3; ++i) {
        rows[static_cast<std::size_t>(i)].row.number = i + 2;
        rows[static_cast<std::size_t>(i)].plan = {RowOutcome::added, "", i == 1 ? "b" : "a", {}, {}};
    }
    mark_doubles(rows);
    EXPECT_EQ(rows[0].plan.outcome, RowOutcome::added);
    EXPECT_EQ(rows[1].plan.outcome, RowOutcome::added);
    EXPECT_EQ(rows[2].plan.outcome, RowOutcome::wrong);
    EXPECT_EQ(rows[2].plan.problems, (Problems{{"", "import.row_twice", {"2"}}}));
}

}  // namespace
}  // namespace bygd
