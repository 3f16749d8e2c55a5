// The subcommands that work on the whole house. Each returns the exit code: 0 done, 1 refused or found wrong.
#pragma once

#include <iosfwd>

#include "base/command_line.hpp"
#include "pages/house.hpp"

namespace bygd {

int report_command(const House&, const CommandCall&, std::ostream& out);
// `import rates FILE [--source TEXT] [--dry-run]`: exchange rates, all of the file or nothing. `import KIND FILE [--sheet NAME]
// [--dry-run]`, KIND of schemas/imports: every row that is right, with what is wrong with the others.
int import_command(const House&, const CommandCall&, std::ostream& out);
// Runs the timers for a day (--as-of, else today) and tells each task and reminder it made. A second run makes nothing. 1
// when another server is at it.
int timers_command(const House& house, const CommandCall& call, std::ostream& out);
// `pack NUMBER --out FILE [--scope public]`: the case as one zip.
int pack_command(const House&, const CommandCall&, std::ostream& out);
int verify_command(const House&, std::ostream& out);
// Prints what the law says of the JSON in a file. 0 eligible, 1 not; throws UsageError for a file that cannot be read.
int assess_command(const House&, const CommandCall&, std::ostream& out);

}  // namespace bygd
