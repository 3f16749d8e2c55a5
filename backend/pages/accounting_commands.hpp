// `sie`: vouchers made and taken out in a file from the command line; `seal`: a daily seal.
#pragma once

#include <iosfwd>

#include "base/command_line.hpp"
#include "pages/house.hpp"

namespace bygd {

// `sie --by USERNAME --out FILE [--through DATE] [--year YEAR]`; `sie --by USERNAME --out FILE --file NUMBER` fetches one again.
int sie_command(const House&, const CommandCall&, std::ostream& out);
// `seal [--out FILE] [--number NUMBER]`: makes one, or fetches one again.
int seal_command(const House&, const CommandCall&, std::ostream& out);

}  // namespace bygd
