// The subcommands about mail.
#pragma once

#include <istream>
#include <ostream>

#include "base/command_line.hpp"
#include "pages/house.hpp"

namespace bygd {

// `mail list`, `mail send NUMBER`, `mail test`. 1 when there is no such message or the server cannot be used.
int mail_command(const House&, const CommandCall&, std::ostream& out);
// Exit 0: kept, wherever it went. A mail server that is told anything else tries again, so only what may be cured by
// that is a failure.
int mail_in_command(const House&, std::istream& in, std::ostream& out);

}  // namespace bygd
