#include "database/migrate.hpp"

#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "database/connection.hpp"

namespace bygd {

namespace {

struct Migration {
    std::string name, text, hash;
};

std::vector<Migration> read_folder(const std::filesystem::path& folder) {
    std::vector<Migration> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".sql") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        found.push_back({entry.path().stem().string(), text.str(), sha256_hex(text.str())});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return found;
}

std::map<std::string, std::string> applied(Transaction& tx) {
    std::map<std::string, std::string> hashes;
    tx.each("SELECT name, sha256 FROM schema_migration", {},
            [&](const Row& row) { hashes.emplace(row.text("name"), row.text("sha256")); });
    return hashes;
}

void apply(Connection& connection, Transaction& tx, const Migration& migration) {
    for (const auto& statement : statements_of(migration.text)) {
        try {
            connection.say(statement.c_str());
        } catch (const sql::SQLException& error) {
            throw std::runtime_error("migration " + migration.name + ": " + error.what() + " in: " +
                                     statement.substr(0, 200));
        }
    }
    tx.execute("INSERT INTO schema_migration (name, sha256, applied_at) VALUES (?, ?, UTC_TIMESTAMP(6))",
               {migration.name, migration.hash});
}

// Table and account names are our own and the server's, never a person's: they cannot be bound, so they are checked.
std::string quoted(const std::string& name) {
    if (name.find('`') != name.npos || name.find('\'') != name.npos) throw std::runtime_error("odd name: " + name);
    return "`" + name + "`";
}

// The first that is heard of a database: its own words do not say which one.
std::unique_ptr<Connection> opened(const DatabaseUrl& url) {
    try {
        return std::make_unique<Connection>(url);
    } catch (const sql::SQLException& error) {
        const auto place = url.socket.empty() ? url.host + ":" + std::to_string(url.port) : url.socket;
        throw std::runtime_error("Cannot use the database " + url.schema + " at " + place + " as " + url.user + ": " +
                                 one_line(error.what()) + ".");
    }
}

void grant(Connection& owner, Transaction& tx, DatabaseUrl application, const std::string& schema) {
    application.schema = "information_schema";   // the only one an account without rights may open
    const auto as_application = opened(application);
    Transaction asking(*as_application);
    const auto account = asking.one("SELECT CURRENT_USER() AS account", {},
                                    [](const Row& row) { return row.text("account"); }).value();
    const auto at = account.rfind('@');
    const auto grantee = quoted(account.substr(0, at)) + "@" + quoted(account.substr(at + 1));
    const auto tables = tx.all(
        "SELECT table_name AS name, table_comment AS comment FROM information_schema.tables WHERE table_schema = ?",
        {schema}, [](const Row& row) { return std::pair(row.text("name"), row.text("comment")); });
    for (const auto& [table, comment] : tables) {
        const bool append_only = comment.starts_with("append-only");
        const std::string rights = table == "schema_migration" ? "SELECT"
                                   : append_only               ? "SELECT, INSERT"
                                                               : "SELECT, INSERT, UPDATE, DELETE";
        owner.say(("GRANT " + rights + " ON " + quoted(schema) + "." + quoted(table) + " TO " + grantee).c_str());
    }
}

}  // namespace

std::vector<std::string> migrate(const DatabaseUrl& owner, const DatabaseUrl& application,
                                 const std::filesystem::path& migrations) {
    const auto opened_connection = opened(owner);
    auto& connection = *opened_connection;
    Transaction tx(connection);
    connection.say(
        "CREATE TABLE IF NOT EXISTS schema_migration (name VARCHAR(100) PRIMARY KEY, sha256 CHAR(64) NOT NULL,"
        " applied_at DATETIME(6) NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci");
    const auto done = applied(tx);
    std::vector<std::string> now;
    for (const auto& migration : read_folder(migrations)) {
        const auto before = done.find(migration.name);
        if (before == done.end()) {
            apply(connection, tx, migration);
            now.push_back(migration.name);
        } else if (before->second != migration.hash) {
            throw std::runtime_error("migration " + migration.name + " has changed since it was applied");
        }
    }
    // Each time, for a start that was killed between the last migration and here would leave tables nobody may read.
    if (owner.user != application.user) grant(connection, tx, application, owner.schema);
    return now;
}

std::vector<std::string> statements_of(std::string_view sql) {
    std::vector<std::string> statements;
    std::string statement;
    std::istringstream lines{std::string(sql)};
    for (std::string line; std::getline(lines, line);) {
        if (trimmed(line).starts_with("--")) continue;
        statement += line + "\n";
        const auto end = trimmed(line);
        if (end.ends_with(";")) {
            statement = trimmed(statement);
            statement.pop_back();
            statements.push_back(statement);
            statement.clear();
        }
    }
    if (!trimmed(statement).empty()) throw std::runtime_error("a migration ends without a semicolon");
    return statements;
}

}  // namespace bygd
