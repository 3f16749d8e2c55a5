#include "database/connection.hpp"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <mysql_driver.h>

#include <sstream>
#include <stdexcept>

namespace bygd {

namespace {

constexpr std::size_t statements_kept = 300;

sql::ConnectOptionsMap options_of(const DatabaseUrl& url) {
    sql::ConnectOptionsMap options;
    options["hostName"] = sql::SQLString(url.socket.empty() ? "tcp://" + url.host + ":" + std::to_string(url.port)
                                                            : "unix://" + url.socket);
    options["userName"] = sql::SQLString(url.user);
    options["password"] = sql::SQLString(url.password);
    options["schema"] = sql::SQLString(url.schema);
    options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
    options["OPT_LOCAL_INFILE"] = 0;
    options["OPT_CONNECT_TIMEOUT"] = 5;
    options["OPT_READ_TIMEOUT"] = 60;
    options["OPT_WRITE_TIMEOUT"] = 60;
    if (!url.ca.empty()) {
        // sslCA together with sslVerify is the only pair that refuses a plain or foreign server (stack.md §0.3).
        options["sslCA"] = sql::SQLString(url.ca);
        options["sslVerify"] = true;
    }
    return options;
}

void bind(sql::PreparedStatement& statement, unsigned index, const Value::Held& held) {
    struct Binder {
        sql::PreparedStatement& statement;
        unsigned index;
        void operator()(std::monostate) const { statement.setNull(index, 0); }
        void operator()(std::int64_t number) const { statement.setInt64(index, number); }
        void operator()(const std::string& text) const { statement.setString(index, sql::SQLString(text)); }
        void operator()(const Blob& blob) const { statement.setString(index, sql::SQLString(blob.bytes)); }
    };
    std::visit(Binder{statement, index}, held);
}

}  // namespace

Connection::Connection(const DatabaseUrl& url) {
    auto options = options_of(url);
    connection_.reset(sql::mysql::get_mysql_driver_instance()->connect(options));
    say("SET NAMES utf8mb4 COLLATE utf8mb4_swedish_ci");
    say("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    say("SET SESSION innodb_lock_wait_timeout = 10");
    say("SET SESSION time_zone = '+00:00'");
    if (!url.ca.empty()) {
        std::unique_ptr<sql::Statement> statement(connection_->createStatement());
        std::unique_ptr<sql::ResultSet> result(statement->executeQuery("SHOW STATUS LIKE 'Ssl_cipher'"));
        if (!result->next() || result->getString(2).length() == 0) {
            throw std::runtime_error("the connection to the database is not encrypted although a CA was given");
        }
    }
}

Connection::~Connection() = default;

void Connection::forget_statements() { statements_.clear(); }

void Connection::say(const char* sql) {
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->execute(sql);
}

sql::PreparedStatement& Connection::prepare(std::string_view sql, const Values& values) {
    auto found = statements_.find(std::string(sql));
    if (found == statements_.end()) {
        if (statements_.size() >= statements_kept) statements_.clear();
        std::unique_ptr<sql::PreparedStatement> made(connection_->prepareStatement(sql::SQLString(std::string(sql))));
        found = statements_.emplace(std::string(sql), std::move(made)).first;
    }
    auto& statement = *found->second;
    unsigned index = 0;
    for (const auto& value : values) bind(statement, ++index, value.held());
    return statement;
}

bool worth_repeating(const sql::SQLException& error) {
    switch (error.getErrorCode()) {
        case 1213:   // deadlock, or a certification conflict on Galera
        case 1205:   // lock wait
        case 1020:   // record has changed since last read
        case 1047:   // node not ready
        case 1180:   // error during COMMIT
        case 2057:   // the statement's columns changed: prepared again
        case 1615:   // needs to be prepared again
            return true;
        default: return false;
    }
}

bool connection_lost(const sql::SQLException& error) {
    switch (error.getErrorCode()) {
        case 1053:   // server shutdown in progress
        case 1927:   // connection was killed
        case 2002:
        case 2003:
        case 2006:
        case 2013:
        case 2055: return true;
        default: return false;
    }
}

}  // namespace bygd
