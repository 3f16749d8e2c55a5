// One row of a result, read by column name with typed getters. A missing column or a NULL read as if it were a value is
// our own mistake and throws std::logic_error; the driver's silent conversions (getInt of a BIGINT is 0) never happen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace sql {
class ResultSet;
}

namespace bygd {

class Row {
public:
    // The names of the columns outlive the row; made by Transaction alone.
    Row(sql::ResultSet& result, const std::vector<std::string>& columns) : result_(result), columns_(columns) {}

    bool null(std::string_view column) const;
    std::string text(std::string_view column) const;
    std::int64_t integer(std::string_view column) const;
    bool truth(std::string_view column) const { return integer(column) != 0; }
    Money money(std::string_view column) const { return Money::of_minor(integer(column)); }
    Date date(std::string_view column) const;
    Instant instant(std::string_view column) const;
    template <typename T>
    Id<T> id(std::string_view column) const {
        return Id<T>(integer(column));
    }

    std::string text_or_empty(std::string_view column) const { return null(column) ? std::string() : text(column); }
    std::optional<std::string> maybe_text(std::string_view column) const;
    std::optional<std::int64_t> maybe_integer(std::string_view column) const;
    std::optional<Money> maybe_money(std::string_view column) const;
    std::optional<Date> maybe_date(std::string_view column) const;
    std::optional<Instant> maybe_instant(std::string_view column) const;
    template <typename T>
    std::optional<Id<T>> maybe_id(std::string_view column) const {
        const auto number = maybe_integer(column);
        if (!number) return std::nullopt;
        return Id<T>(*number);
    }

private:
    unsigned index(std::string_view column) const;   // 1-based, as the driver counts
    sql::ResultSet& result_;
    const std::vector<std::string>& columns_;
};

}  // namespace bygd
