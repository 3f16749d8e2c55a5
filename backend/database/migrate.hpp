// Brings a database to the newest schema: every schemas/migrations/NNNN_*.sql not yet applied, in order, forward only.
// Rerunnable: DDL commits at once in MariaDB, so a migration cut short is run again from its start and must allow it.
// Afterwards the application's account is granted what it may do, table by table: nothing but SELECT and INSERT on tables
// whose comment is "append-only" (diary, ledger; design.md §4 rule 6).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "database/pool.hpp"

namespace bygd {

// Returns the names of the migrations applied now. Throws std::runtime_error when an applied file has changed since, or
// naming the file and statement that failed. `application` is the account that gets the grants; may be the owner's own.
std::vector<std::string> migrate(const DatabaseUrl& owner, const DatabaseUrl& application,
                                 const std::filesystem::path& migrations);

// The statements of a migration file: separated by a semicolon at the end of a line; -- comment lines left out.
std::vector<std::string> statements_of(std::string_view sql);

}  // namespace bygd
