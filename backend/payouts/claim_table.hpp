// The rows of a claim as a table a recipient fills in (xlsx or csv): which columns there are, what their cells mean, and every
// fault with its row, column and cell. Pure; how the file itself is read is documents/table_reader.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "documents/table.hpp"
#include "payouts/claim.hpp"

namespace bygd {

struct SupportForm;

struct ClaimColumn {
    std::string field;                                        // of a row of a claim: "net"
    std::string heading;                                      // in the language of the page: what the template is headed with
    std::vector<std::string> keys;                            // heading_key of every heading it is known by
    std::map<std::string, std::string, std::less<>> values;   // what its cells may say, by heading_key; empty: as typed
    bool required = false;
};

// `documents` are those of the case by their numbers in it: a cell says "7" of the seventh.
std::vector<ClaimColumn> claim_columns(const SupportForm&, const std::map<int, std::int64_t>& documents, const Words& words,
                                       const Words& other_language);

struct ClaimTableFault {
    int row = 0;                                              // as the file counts it
    std::string column, cell, content;                        // heading, "C5", what stands there
    Problem problem;
};
struct ClaimTable {
    std::vector<Typed> rows;                                  // fields without row_N_, of every row with something in it
    std::vector<ClaimTableFault> faults;                      // row by row
    std::vector<std::string> ignored;                         // headings nobody knows
    std::vector<std::size_t> faulty() const;                  // places in rows, each once
    std::vector<int> numbers;                                 // of the rows in the file
};
// Every row is read as if it had been typed. Throws Error invalid on rows_file: claim.column_missing {heading} of each required
// column that is not there, claim.too_many_rows {most}.
ClaimTable read_claim_table(const Table&, const std::vector<ClaimColumn>&, const ClaimReading&);

// "A", "Z", "AA": how a spreadsheet names its columns, counted from 0.
std::string column_letters(std::size_t column);

}  // namespace bygd
