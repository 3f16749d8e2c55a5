// What SQL may be said through: one transaction on one connection. Only *_store files and migrate use it. Results are
// mapped row by row and never escape, so no half-read result can meet the next statement.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "database/rows.hpp"
#include "database/value.hpp"

namespace bygd {

class Connection;

using Values = std::vector<Value>;

// A unique key is taken. The transaction goes on; the store that can meet it says what it means.
struct DuplicateKey : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What was read and reckoned with has changed before it could be written. transact() does the whole work again on what
// holds now, and answers conflict with this code when it is overtaken every time.
struct Overtaken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Runs a statement that changes something. Returns the number of rows it CHANGED: an UPDATE that sets what was there
    // already counts 0, so a guard bumps a version or an amount. Throws DuplicateKey.
    std::int64_t execute(std::string_view sql, const Values& values = {});
    // The AUTO_INCREMENT key of the row just inserted on this connection.
    template <typename T>
    Id<T> insert(std::string_view sql, const Values& values = {}) {
        execute(sql, values);
        return Id<T>(last_insert_id());
    }

    template <typename Map>
    auto all(std::string_view sql, const Values& values, Map map) {
        std::vector<decltype(map(std::declval<const Row&>()))> found;
        each(sql, values, [&](const Row& row) { found.push_back(map(row)); });
        return found;
    }
    template <typename Map>
    auto one(std::string_view sql, const Values& values, Map map) {
        std::optional<decltype(map(std::declval<const Row&>()))> found;
        each(sql, values, [&](const Row& row) {
            if (!found) found = map(row);
        });
        return found;
    }
    // A single whole number, as of SELECT COUNT(*); NULL or no row is 0.
    std::int64_t number(std::string_view sql, const Values& values = {});
    void each(std::string_view sql, const Values& values, const std::function<void(const Row&)>& use);

private:
    std::int64_t last_insert_id();
    Connection& connection_;
};

// The places of a statement that takes many: repeated(2, "(?, ?)") is "(?, ?), (?, ?)".
std::string repeated(std::size_t many, std::string_view places);

}  // namespace bygd
