// A file of vouchers as an accounting system takes it in: SIE 4I, in the code page PC8 (IBM 437), lines ended by CR LF. The same heading
// and vouchers always give the same bytes. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "payouts/voucher.hpp"

namespace bygd {

inline constexpr std::size_t sie_vouchers_most = 10'000;   // of one file

// What the file says besides its vouchers, as it stood when the file was made.
struct SieHeading {
    std::string company, organisation_number, program_version;
    Date generated_on;
    std::map<int, std::string> dimensions;
    std::vector<PlanObject> objects;
    std::map<std::string, std::string, std::less<>> accounts;
};
std::string text_of(const SieHeading&);                    // JSON, to be kept with the file
SieHeading sie_heading_of(std::string_view text);

// Only the accounts, dimensions and objects that the vouchers name; a code without a name is its own name.
SieHeading heading_for(SieHeading whole, const std::vector<Voucher>&);

std::string write_sie(const SieHeading&, int year, const std::vector<Voucher>&);

// What the code page has not becomes what is nearest in it, and nothing in it ends a field or a line.
std::string to_cp437(std::string_view utf8);

}  // namespace bygd
