#include "database/transaction.hpp"

#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>

#include <memory>
#include <stdexcept>

#include "database/connection.hpp"

namespace bygd {

std::int64_t Transaction::execute(std::string_view sql, const Values& values) {
    try {
        return connection_.prepare(sql, values).executeUpdate();
    } catch (const sql::SQLException& error) {
        if (error.getErrorCode() == 1062) throw DuplicateKey(error.what());
        throw;
    }
}

void Transaction::each(std::string_view sql, const Values& values, const std::function<void(const Row&)>& use) {
    std::unique_ptr<sql::ResultSet> result(connection_.prepare(sql, values).executeQuery());
    auto* meta = result->getMetaData();
    std::vector<std::string> columns;
    for (unsigned i = 1; i <= meta->getColumnCount(); ++i) columns.push_back(meta->getColumnLabel(i).asStdString());
    while (result->next()) use(Row(*result, columns));
}

std::int64_t Transaction::number(std::string_view sql, const Values& values) {
    std::unique_ptr<sql::ResultSet> result(connection_.prepare(sql, values).executeQuery());
    if (!result->next()) return 0;
    return result->getInt64(1);
}

std::int64_t Transaction::last_insert_id() { return number("SELECT LAST_INSERT_ID()"); }

std::string repeated(std::size_t many, std::string_view places) {
    std::string sql;
    for (std::size_t i = 0; i < many; ++i) sql += (i ? ", " : "") + std::string(places);
    return sql;
}

}  // namespace bygd
