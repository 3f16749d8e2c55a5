// The subcommand that moves cases to a newer version of their workflow, tries it first, and puts them back. Returns the exit
// code: 0 done, 1 when cases are left that need a choice or could not be moved.
#pragma once

#include <iosfwd>

#include "base/command_line.hpp"
#include "pages/house.hpp"

namespace bygd {

int move_command(const House&, const CommandCall&, std::ostream& out);

}  // namespace bygd
