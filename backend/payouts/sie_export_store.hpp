// All SQL about files of vouchers. That each voucher is in one file, in order, is a conditional write to the counter of its
// series and year.
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/sie_export.hpp"

namespace bygd {

// False: another file has taken them, or there are not so many.
bool take_vouchers_out(Transaction&, const SieExport&);
Id<SieExport> insert_sie_export(Transaction&, const SieExport&);
std::optional<SieExport> find_sie_export(Transaction&, Id<SieExport>);
std::vector<SieExport> sie_exports_before(Transaction&, Id<SieExport> before, std::size_t most);   // newest first; 0: all

// For verify: gaps between files, or files that say other vouchers than there are, in words.
std::vector<std::string> faults_of_sie_exports(Transaction&);

}  // namespace bygd
