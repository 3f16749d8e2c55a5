// A table somebody sends: rows of text cells under a row of headings. Plain values; how it is read is table_reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bygd {

struct TableRow {
    int number = 0;                        // as the file counts its lines, from 1: what a person looks for
    std::vector<std::string> cells;        // trailing empty ones left out
    const std::string& cell(std::size_t column) const;   // empty beyond the last
};

struct Table {
    std::vector<std::string> sheets;       // those of a workbook that are shown; empty: a text table
    std::string sheet;                     // the one that was read
    std::vector<std::string> headings;     // of the first row that holds anything
    std::vector<TableRow> rows;
};

// "Org.nr " and "ORGNR" are one heading: lower case, letters and digits alone.
std::string heading_key(std::string_view);

}  // namespace bygd
