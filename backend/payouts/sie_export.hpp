// A file of vouchers that has been made for the accounting system: which vouchers, and what the file was. Plain values.
#pragma once

#include <string>

#include "payouts/sie_file.hpp"

namespace bygd {

struct Document;

struct SieExport {
    Id<SieExport> id;
    std::string series;
    int year = 0;
    std::int64_t from_number = 0, to_number = 0;
    int vouchers = 0;
    Money debit;
    Date generated_on;
    std::string heading;                     // as text_of(SieHeading)
    Id<Document> document;
    std::string sha256;
    std::optional<Id<User>> made_by;
    std::string made_by_name;
    Instant made_at;

    std::string file_name() const { return series + "-" + std::to_string(year) + "-" + std::to_string(from_number) + "-" + std::to_string(to_number) + ".si"; }
};

}  // namespace bygd
