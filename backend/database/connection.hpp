// One connection of the driver with its prepared statements. The only header that includes the driver; only database/
// includes this one. Never calls the driver's commit(), rollback(), setAutoCommit() or reconnect(): the first three
// swallow errors, the last silently loses the session (stack.md §0).
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "database/pool.hpp"

namespace sql {
class Connection;
class PreparedStatement;
class SQLException;
}  // namespace sql

namespace bygd {

class Connection {
public:
    explicit Connection(const DatabaseUrl& url);
    ~Connection();

    void say(const char* sql);                                 // START TRANSACTION, COMMIT, ROLLBACK, SET: no result
    // The statement, prepared once for this connection and bound. At most one result of it is open at a time.
    sql::PreparedStatement& prepare(std::string_view sql, const Values& values);
    void forget_statements();
    sql::Connection& driver() { return *connection_; }

private:
    std::unique_ptr<sql::Connection> connection_;
    std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>> statements_;
};

// True for what a repetition of the whole transaction may cure: deadlock, lock wait, changed row, no primary component.
bool worth_repeating(const sql::SQLException&);
// True when the connection is gone, or the database with it.
bool connection_lost(const sql::SQLException&);

}  // namespace bygd
