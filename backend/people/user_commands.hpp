// The accounts from the command line, for the person who runs the server: the first administrator of a new house, and
// the way back in when nobody has a password any more. Does the same as the pages, through the same actions.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "database/pool.hpp"

namespace bygd {

class Words;

// `arguments` without "bygdestod user": {"add", "anna", "--name", "Anna Berg", "--roles", "administrator"}. A password
// is read from `in` with --password-stdin, else made and shown once. Returns 0 done, 1 refused (says what, in the
// language of `words`), 2 not understood (prints user_usage()).
int user_command(Database& database, const Clock& clock, const Words& words, const std::vector<std::string>& arguments,
                 std::istream& in, std::ostream& out, std::ostream& err);

std::string user_usage();

}  // namespace bygd
