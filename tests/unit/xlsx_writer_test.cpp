// The written file is taken apart with unzip and read as the XML it is.
#include "reports/xlsx_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"

namespace bygd {
namespace {

namespace fs = std::filesystem;

class XlsxWriter : public testing::Test {
protected:
    XlsxWriter() : folder_(fs::temp_directory_path() / ("xlsx_writer_test." + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~XlsxWriter() override { fs::remove_all(folder_); }

    fs::path path() const { return folder_ / "book.xlsx"; }
    std::string part(const std::string& name) const { return output("unzip -p '" + path().string() + "' " + name); }
    std::string sheet_of(const Workbook& workbook) const {
        write_xlsx(workbook, path());
        return part("xl/worksheets/sheet1.xml");
    }

    static std::string output(const std::string& command) {
        std::string text;
        std::array<char, 4096> buffer;
        auto* pipe = popen(command.c_str(), "r");
        for (std::size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) text.append(buffer.data(), n);
        EXPECT_EQ(pclose(pipe), 0) << command;
        return text;
    }

    fs::path folder_;
};

Workbook book(std::vector<Cell> cells, std::vector<SheetColumn> columns = {{"Rubrik", CellKind::text, 20}}) {
    Workbook workbook;
    workbook.title = "Provbok";
    workbook.language = "sv";
    workbook.footer = "Sida {0} av {1}";
    workbook.created = parse_utc("2026-11-23T13:05:00.000000Z");
    Sheet sheet;
    sheet.key = "data";
    sheet.name = "Blad";
    sheet.columns = std::move(columns);
    sheet.rows = {{std::move(cells)}};
    workbook.sheets = {sheet};
    return workbook;
}

std::string code_of(const Workbook& workbook, const fs::path& path) {
    try {
        write_xlsx(workbook, path);
    } catch (const Error& error) {
        return error.problems().at(0).field + " " + error.problems().at(0).code;
    }
    return "written";
}

std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST_F(XlsxWriter, TextStaysTextWhateverItBeginsWith) {
    for (const std::string text : {"=1+1", "=HYPERLINK(1)", "+46", "-1", "@SUM(1)", "\tx", "{=1}"}) {
        const auto xml = sheet_of(book({text}));
        EXPECT_EQ(xml.find("<f>"), xml.npos) << text;
        EXPECT_NE(xml.find("r=\"A2\" s=\"2\" t=\"inlineStr\""), xml.npos) << xml;
    }
}

TEST_F(XlsxWriter, MarkupInTextIsEscaped) {
    EXPECT_NE(sheet_of(book({"<script>&\"å\""})).find("&lt;script&gt;&amp;\"å\""), std::string::npos);
}

TEST_F(XlsxWriter, FormulasCarryTheirValue) {
    const std::vector<SheetColumn> columns{{"A", CellKind::money}, {"B", CellKind::percent}, {"C", CellKind::text}};
    const auto xml = sheet_of(book({Formula{"=1+1", Money::of_minor(344300050)}, Formula{"=0", BasisPoints{-163}},
                                    Formula{"=\"x\"", std::string("ja & nej")}},
                                   columns));
    EXPECT_NE(xml.find("<f>1+1</f><v>3443000.5</v>"), xml.npos) << xml;
    EXPECT_NE(xml.find("<v>-0.0163</v>"), xml.npos) << xml;
    EXPECT_NE(xml.find("<v>ja &amp; nej</v>"), xml.npos) << xml;
}

TEST_F(XlsxWriter, EveryOreOfAnAmountIsWrittenExactly) {
    const std::vector<SheetColumn> columns{{"A", CellKind::money_exact}};
    for (const auto& [minor, text] :
         std::vector<std::pair<std::int64_t, std::string>>{{1, "0.01"},
                                                           {7, "0.07"},
                                                           {-1, "-0.01"},
                                                           {29, "0.29"},
                                                           {9'999'999'999'999, "99999999999.99"},
                                                           {10'000'000'000'003, "100000000000.03"}}) {
        const auto xml = sheet_of(book({Money::of_minor(minor)}, columns));
        EXPECT_EQ(std::stod(xml.substr(xml.find("<v>") + 3)), std::stod(text));
    }
}

TEST_F(XlsxWriter, TheSameValueGivesTheSameBytes) {
    const auto workbook = book({"text"});
    write_xlsx(workbook, path());
    const auto first = bytes(path());
    std::ostringstream streamed;
    write_xlsx(workbook, streamed);
    EXPECT_EQ(first, streamed.str());
    EXPECT_NE(part("docProps/core.xml").find("2026-11-23T13:05:00Z"), std::string::npos);
}

TEST_F(XlsxWriter, MoneyIsShownInKronorWithGroupsOfThree) {
    sheet_of(book({Money::kronor(1), Money::kronor(1)}, {{"A", CellKind::money}, {"B", CellKind::money_exact}}));
    const auto styles = part("xl/styles.xml");
    EXPECT_NE(styles.find("[$-41D]#,##0\\ &quot;kr&quot;"), styles.npos) << styles;
    EXPECT_NE(styles.find("[$-41D]#,##0.00\\ &quot;kr&quot;"), styles.npos) << styles;
}

TEST_F(XlsxWriter, WhatExcelCannotHoldIsRefusedAndNothingIsLeftBehind) {
    EXPECT_EQ(code_of(book({std::string(32'767, 'x')}), path()), "written");
    std::string astral;
    for (int i = 0; i < 16'384; ++i) astral += "\U0001F600";  // two units each: 32 768
    fs::remove(path());
    EXPECT_EQ(code_of(book({std::string(32'768, 'x')}), path()), "data.2 report.text_too_long");
    EXPECT_EQ(code_of(book({astral}), path()), "data.2 report.text_too_long");
    EXPECT_EQ(code_of(book({std::string(254, '\n')}), path()), "data.2 report.line_feeds");
    EXPECT_EQ(code_of(book({"bad \xC3("}), path()), "data.2 report.not_text");
    EXPECT_EQ(code_of(book({std::string("cut\0off", 7)}), path()), "data.2 report.not_text");
    EXPECT_EQ(code_of(book({"\uFFFF"}), path()), "data.2 report.not_text");
    EXPECT_EQ(code_of(book({std::int64_t{1'000'000'000'000'000}}), path()), "data.2 report.too_many_digits");
    EXPECT_EQ(code_of(book({Money::of_minor(-1'000'000'000'000'000)}), path()), "data.2 report.too_many_digits");
    EXPECT_EQ(code_of(book({Date(1900, 2, 28)}), path()), "data.2 report.date_too_early");
    EXPECT_EQ(code_of(book({"a", "b"}), path()), "data.2 report.too_many_columns");
    EXPECT_TRUE(fs::is_empty(folder_));
    EXPECT_EQ(code_of(book({Date(1900, 3, 1)}), path()), "written");
    EXPECT_EQ(code_of(book({"\x01\x1f"}), path()), "written");
}

TEST_F(XlsxWriter, SheetNamesFollowExcelsRules) {
    for (const std::string name :
         {"", "a/b", "a:b", "[a]", "a*", "a?", "a\\b", "'a", "a'", "History", "12345678901234567890123456789012"}) {
        auto workbook = book({"x"});
        workbook.sheets[0].name = name;
        EXPECT_EQ(code_of(workbook, path()), "data.1 report.sheet_name") << name;
    }
    auto twice = book({"x"});
    twice.sheets.push_back(twice.sheets[0]);
    twice.sheets[1].name = "BLAD";
    EXPECT_EQ(code_of(twice, path()), "data.1 report.sheet_name");
    auto longest = book({"x"});
    longest.sheets[0].name = "åäöåäöåäöåäöåäöåäöåäöåäöåäöåäöå";  // 31 characters
    EXPECT_EQ(code_of(longest, path()), "written");
}

TEST_F(XlsxWriter, AFailedReportLeavesTheOldFileAlone) {
    EXPECT_EQ(code_of(book({"old"}), path()), "written");
    const auto old = bytes(path());
    auto workbook = book({"new"});
    workbook.sheets[0].more = []() -> std::vector<SheetRow> { throw std::runtime_error("the database went away"); };
    EXPECT_THROW(write_xlsx(workbook, path()), std::runtime_error);
    EXPECT_EQ(bytes(path()), old);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    EXPECT_EQ(code_of(book({"x"}), folder_ / "no" / "such" / "book.xlsx"), " report.not_written");
}

TEST_F(XlsxWriter, RowsEndWhereExcelsDo) {
    auto workbook = book({std::int64_t{0}}, {{"Nummer", CellKind::integer}});
    auto& sheet = workbook.sheets[0];
    std::int64_t left = 0;
    sheet.more = [&left] {
        std::vector<SheetRow> page(static_cast<std::size_t>(std::min<std::int64_t>(left, 1000)),
                                   SheetRow{{std::int64_t{7}}});
        left -= static_cast<std::int64_t>(page.size());
        return page;
    };
    left = 1'048'576 - 2;  // with the head row and the first: a full sheet
    EXPECT_EQ(code_of(workbook, path()), "written");
    left = 1'048'576 - 1;
    EXPECT_EQ(code_of(workbook, path()), "data.1048577 report.too_many_rows");
}

TEST_F(XlsxWriter, PrintsFiltersAndFreezesAsATable) {
    auto workbook = book({"x"});
    workbook.title = "Bröd & smör";
    workbook.sheets[0].filter = true;
    workbook.sheets[0].rows.push_back({{"Summa"}, RowStyle::total});
    workbook.sheets[0].names = {{"Alla_rader", CellRange::down("Blad", 1, 1, 0)}};
    const auto xml = sheet_of(workbook);
    EXPECT_NE(xml.find("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"), xml.npos) << xml;
    EXPECT_NE(xml.find("&amp;L&amp;8Bröd &amp;&amp; smör"), xml.npos) << xml;
    EXPECT_NE(xml.find("Sida &amp;P av &amp;N"), xml.npos);
    EXPECT_NE(xml.find("state=\"frozen\""), xml.npos);
    EXPECT_NE(xml.find("<autoFilter ref=\"A1:A2\"/>"), xml.npos) << xml;
    const auto names = part("xl/workbook.xml");
    EXPECT_NE(names.find("Blad!$1:$1"), names.npos) << names;
    EXPECT_NE(names.find("<definedName name=\"Alla_rader\">"), names.npos) << names;
}

TEST_F(XlsxWriter, AChartIsDescribedInWords) {
    auto workbook = book({"2016", Money::kronor(1)}, {{"År"}, {"Utfall", CellKind::money}});
    workbook.sheets[0].chart = SheetChart{"Utfall per år",
                                          "Stapeldiagram: 2016 1 kr",
                                          CellRange::cell("Blad", 1, 0),
                                          CellRange::cell("Blad", 1, 1),
                                          4,
                                          0};
    sheet_of(workbook);
    EXPECT_NE(part("xl/drawings/drawing1.xml").find("descr=\"Stapeldiagram: 2016 1 kr\""), std::string::npos);
    EXPECT_NE(part("xl/charts/chart1.xml").find("Utfall per år"), std::string::npos);
}

}  // namespace
}  // namespace bygd
